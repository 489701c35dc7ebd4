#include <QCoreApplication>
#include <QDir>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <algorithm>

#include "app/studio/main_window.h"
#include "app/studio/review_actions.h"
#include "app/studio/workspaces.h"
#include "tracking/annotation/review/box_doubt.h"
#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/train/train_page.h"

namespace rtrack {

void MainWindow::connectWorkspaces() {
    workspaces_->add(action(ActionId::AnnotateWorkspace), pages_);
    workspaces_->add(action(ActionId::TrainWorkspace),
                     train_page_ = new TrainPage(services_.engine_program, messages_));
    train_page_->setRunsFolder(settings_.runs_folder);
    train_page_->setPublished(services_.published);
    connect(train_page_, &TrainPage::runsFolderChosen, this, [this](const QString& folder) {
        settings_.runs_folder = folder;
        saveSettings(settings_);
    });
    connect(train_page_, &TrainPage::modelChosen, this, [this](const QString& file) {
        Settings changed = settings_;
        changed.tracker.tracker = "rtrack";
        changed.tracker.model = file.toStdString();
        changeSettings(changed);
        messages_->showMessage([this, file] { return messageOfModel(file); });
    });
    connect(train_page_, &TrainPage::memoryWanted, this, &MainWindow::giveMemoryTo);
    connect(train_page_, &TrainPage::projectBoxesWanted, this, &MainWindow::trainOnProject);
    workspaces_->add(action(ActionId::EvaluateWorkspace), evaluate_page_ = new EvaluatePage);
    QStringList tracker_names;
    for (const std::string& name : services_.tracker_names) tracker_names << QString::fromStdString(name);
    evaluate_page_->setEngine(QDir(QCoreApplication::applicationDirPath()).filePath("rtrack"), tracker_names,
                              QString::fromStdString(services_.published_results));
    evaluate_page_->setSetup(settings_.evaluation);
    connect(evaluate_page_, &EvaluatePage::setupChanged, this, [this] {
        settings_.evaluation = evaluate_page_->setup();
        saveSettings(settings_);
    });
    connect(evaluate_page_, &EvaluatePage::annotateWanted, this, [this](const QString& path, qint64 frame) {
        connect(
            tasks_, &StudioTasks::opened, this, [this, frame] { session_.goTo(frame); },
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
        openPath(path);
    });
    // Before the window shows the video's docks.
    connect(tasks_, &StudioTasks::opened, workspaces_, &Workspaces::showAnnotate);
}

Message MainWindow::messageOfModel(const QString& file) {
    Message message;
    message.title = tr("Tracking uses this model from now on.");
    message.text =
        tr("%1. Edit > Settings has the model's name and the way back to the model in the box: shipped.")
            .arg(file);
    if (session_.hasVideo())
        message.buttons.push_back({tr("Track the flagged ranges again"), [this] {
                                       workspaces_->showAnnotate();
                                       review_->trackFlaggedAgain();
                                   }});
    return message;
}

/// A training run and a tracker with a person's video would fight for the memory of one GPU.
void MainWindow::giveMemoryTo(const QString& device) {
    if (!device_status_.startsWith("CUDA") || device.startsWith("cpu")) return;
    if (session_.trackRun()->running() || session_.retrack()->running()) {
        session_.stopTracking();
        messages_->showMessage([] {
            Message message;
            message.title =
                tr("Tracking was stopped: a training run starts and needs the memory of the GPU.");
            message.text = tr("What was tracked so far is kept.");
            return message;
        });
    }
    tasks_->releaseTrackers();
}

/// The trainer reads the project file itself: every change is in it as soon as it is made.
void MainWindow::trainOnProject() {
    const auto can_be_trained_on = [this](const auto& track) {
        const BoxCounts counts = session_.project().counts(track.first);
        const int64_t accepted = counts.boxes - counts.unreviewed;
        if (accepted < 2) return false;                  // no pair
        if (accepted - counts.absent >= 2) return true;  // whichever of them are absent
        const std::vector<FrameBox> boxes = session_.project().boxes_of(track.first);
        return std::ranges::count_if(boxes, [](const FrameBox& box) {
                   return !is_unseen(box.record) && !box.record.absent;
               }) >= 2;
    };
    if (!session_.hasProject() || std::ranges::none_of(session_.project().tracks(), can_be_trained_on)) {
        Message message;
        message.kind = Message::Kind::Warning;
        message.title = tr("There is nothing to train on in the open project.");
        message.text =
            tr("Training uses boxes that a person made or accepted, two frames of an object at least.");
        return messages_->showMessage(message);
    }
    if (project_controller_->isUntitled()) {  // its file goes when it is saved under a name
        Message message;
        message.kind = Message::Kind::Warning;
        message.title = tr("Save the project under a name before training on it.");
        message.text =
            tr("A training run reads the project's file whenever it is continued, and the file of an "
               "untitled project does not stay where it is.");
        message.buttons.push_back({tr("Save as…"), [this] { project_controller_->chooseSaveAs(); }});
        return messages_->showMessage(message);
    }
    train_page_->addTrainingData("project:" + fromStd(session_.project().file().string()));
}

/// Asked when the window is about to close; closes it with the answer.
void MainWindow::askAboutRuns() {
    auto* box = new QMessageBox(
        QMessageBox::Question, tr("Training goes on"),
        tr("%n training run(s) are at work. They do not need the studio: what goes on is shown here when the "
           "studio is opened again.",
           "", train_page_->runsAtWork()),
        QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QAbstractButton* keep = box->addButton(tr("Keep running"), QMessageBox::AcceptRole);
    QAbstractButton* pause = box->addButton(tr("Pause"), QMessageBox::AcceptRole);
    QAbstractButton* stop = box->addButton(tr("Stop, with a checkpoint"), QMessageBox::AcceptRole);
    box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(qobject_cast<QPushButton*>(keep));
    connect(box, &QMessageBox::finished, this, [this, box, keep, pause, stop] {
        const QAbstractButton* answer = box->clickedButton();
        if (answer == pause) train_page_->commandAtWork("pause");
        if (answer == stop) train_page_->commandAtWork("stop");
        runs_answered_ = answer == keep || answer == pause || answer == stop;
        if (runs_answered_) close();
    });
    box->open();
}

}  // namespace rtrack
