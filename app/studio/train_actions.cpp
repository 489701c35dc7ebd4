#include "app/studio/train_actions.h"

#include <QMessageBox>
#include <QPushButton>
#include <algorithm>

#include "tracking/annotation/review/box_doubt.h"
#include "widgets/common/qt_convert.h"
#include "widgets/train/train_page.h"

namespace rtrack {

TrainActions::TrainActions(TrainPage* page, AnnotateSession* session, ProjectController* projects,
                           StudioTasks* tasks, MessageBar* messages, QWidget* window)
    : QObject(window),
      page_(page),
      session_(session),
      projects_(projects),
      tasks_(tasks),
      messages_(messages),
      window_(window) {
    connect(page, &TrainPage::memoryWanted, this, &TrainActions::giveMemoryTo);
    connect(page, &TrainPage::projectBoxesWanted, this, &TrainActions::trainOnProject);
}

/// A training run and a tracker with a person's video would fight for the memory of one GPU.
void TrainActions::giveMemoryTo(const QString& device) {
    if (!tracking_on_gpu_ || device.startsWith("cpu")) return;
    if (session_->trackRun()->running() || session_->retrack()->running()) {
        session_->stopTracking();
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

bool TrainActions::canBeTrainedOn(int64_t track) const {
    const BoxCounts counts = session_->project().counts(track);
    const int64_t accepted = counts.boxes - counts.unreviewed;
    if (accepted < 2) return false;                  // no pair
    if (accepted - counts.absent >= 2) return true;  // whichever of them are absent
    const std::vector<FrameBox> boxes = session_->project().boxes_of(track);
    return std::ranges::count_if(
               boxes, [](const FrameBox& box) { return !is_unseen(box.record) && !box.record.absent; }) >= 2;
}

/// The trainer reads the project file itself: every change is in it as soon as it is made.
void TrainActions::trainOnProject() {
    const auto can_be_trained_on = [this](const auto& track) { return canBeTrainedOn(track.first); };
    if (!session_->hasProject() || std::ranges::none_of(session_->project().tracks(), can_be_trained_on)) {
        Message message;
        message.kind = Message::Kind::Warning;
        message.title = tr("There is nothing to train on in the open project.");
        message.text =
            tr("Training uses boxes that a person made or accepted, two frames of an object at least.");
        return page_->tell(message);
    }
    if (projects_->isUntitled()) {  // its file goes when it is saved under a name
        Message message;
        message.kind = Message::Kind::Warning;
        message.title = tr("Save the project under a name before training on it.");
        message.text =
            tr("A training run reads the project's file whenever it is continued, and the file of an "
               "untitled project does not stay where it is.");
        message.buttons.push_back({tr("Save as…"), [this] { projects_->chooseSaveAs(); }});
        return page_->tell(message);
    }
    page_->addTrainingData("project:" + fromStd(session_->project().file().string()));
}

bool TrainActions::mayClose() {
    if (runs_answered_ || (page_->runsAtWork() == 0 && page_->runsWaiting() == 0)) return true;
    askAboutRuns();
    return false;
}

QString TrainActions::wordsAboutRuns() const {
    QStringList words;
    if (page_->runsAtWork() > 0)
        words << tr(
            "%n training run(s) are at work. They do not need the studio: what goes on is shown here "
            "when the studio is opened again.",
            "", page_->runsAtWork());
    if (page_->runsWaiting() > 0)
        words << tr("%n run(s) wait for their turn. They are not started before the studio is opened again.",
                    "", page_->runsWaiting());
    return words.join("\n\n");
}

void TrainActions::askAboutRuns() {
    const bool at_work = page_->runsAtWork() > 0;
    auto* box = new QMessageBox(QMessageBox::Question,
                                at_work ? tr("Training goes on") : tr("Training has not begun"),
                                wordsAboutRuns(), QMessageBox::NoButton, window_);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QAbstractButton* keep =
        box->addButton(at_work ? tr("Keep running") : tr("Let them wait"), QMessageBox::AcceptRole);
    QAbstractButton* pause = at_work ? box->addButton(tr("Pause"), QMessageBox::AcceptRole) : nullptr;
    QAbstractButton* stop =
        at_work ? box->addButton(tr("Stop, with a checkpoint"), QMessageBox::AcceptRole) : nullptr;
    box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(qobject_cast<QPushButton*>(keep));
    connect(box, &QMessageBox::finished, this, [this, box, keep, pause, stop] {
        const QAbstractButton* answer = box->clickedButton();
        if (answer == nullptr) return;
        if (answer == pause) page_->commandAtWork("pause");
        if (answer == stop) page_->commandAtWork("stop");
        runs_answered_ = answer == keep || answer == pause || answer == stop;
        if (runs_answered_) window_->close();
    });
    box->open();
}

}  // namespace rtrack
