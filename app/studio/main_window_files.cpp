#include <QApplication>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTime>
#include <QTimer>

#include "app/studio/device_text.h"
#include "app/studio/doctor_dialog.h"
#include "app/studio/exchange_actions.h"
#include "app/studio/main_window.h"
#include "app/studio/project_messages.h"
#include "app/studio/settings_dialog.h"
#include "app/studio/studio_messages.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/media_dialog.h"
#include "widgets/annotate/timeline.h"
#include "widgets/annotate/transport_bar.h"
#include "widgets/common/start_page.h"

namespace rtrack {

void MainWindow::connectFileActions() {
    const auto on = [this](ActionId id, auto&& what) {
        connect(action(id), &QAction::triggered, this, what);
    };
    ProjectController* project = project_controller_;
    on(ActionId::OpenVideo, [=] { project->chooseVideo(); });
    on(ActionId::OpenFolder, [=] { project->chooseFolder(); });
    on(ActionId::NewProject, [=] { project->chooseNewProject(); });
    on(ActionId::OpenProject, [=] { project->chooseProject(); });
    on(ActionId::Save, [=] { project->save(); });
    on(ActionId::SaveAs, [=] { project->chooseSaveAs(); });
    on(ActionId::CloseProject, [=] { project->closeProject(); });
    on(ActionId::TryDemo, [this] { openDemo(); });
    on(ActionId::Quit, [this] { close(); });
    on(ActionId::Settings, [this] {
        auto* dialog = new SettingsDialog(settings_, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &SettingsDialog::changed, this, &MainWindow::changeSettings);
        dialog->show();
    });
    on(ActionId::MediaInfo, [this] { showMediaInfo(); });
    on(ActionId::About, [this] {
        auto* box =
            new QMessageBox(QMessageBox::NoIcon, tr("About RTrack Studio"),
                            tr("RTrack Studio %1\nFollows objects in video by representative points.\n%2")
                                .arg(QApplication::applicationVersion(), deviceText(device_status_)),
                            QMessageBox::NoButton, this);
        box->addButton(tr("Close"), QMessageBox::AcceptRole);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    connect(tasks_, &StudioTasks::opened, this, &MainWindow::openNextDropped, Qt::QueuedConnection);
    connect(tasks_, &StudioTasks::openFailed, this, [this] { dropped_.clear(); });
    connect(tasks_, &StudioTasks::deviceKnown, this, [this](const QString& status) {
        device_status_ = status;
        showDevice();
    });
}

void MainWindow::showDevice() {
    if (device_status_.isEmpty()) return;
    const QString text = deviceText(device_status_);
    start_page_->setDevice(text);
    device_label_->setText(text.section('(', 0, 0).trimmed());
    device_label_->setToolTip(text);
}

void MainWindow::showSaved() {
    saved_label_->setText(!session_.hasProject()           ? QString()
                          : session_.project().read_only() ? tr("Read only")
                          : saved_at_.isNull()             ? tr("Saved")
                                               : tr("Saved %1").arg(saved_at_.toString("HH:mm:ss")));
}

void MainWindow::explainDevice() {
    auto* dialog = new DoctorDialog(services_.engine_program, deviceText(device_status_), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showMediaInfo() {
    auto* dialog = new MediaDialog(session_.video(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::connectProject() {
    connect(project_controller_, &ProjectController::recentChanged, this, [this] {
        refreshRecent();
        showLeftOpen();
    });
    connect(project_controller_, &ProjectController::demoOpened, this, [this] {
        const bool tracked = !session_.project().runs().empty();
        messages_->showMessage(
            [this, tracked] { return demoMessage(actions_->keyText(ActionId::TrackForward), tracked); });
    });
    connect(session_.model(), &ProjectModel::replaced, this, [this] {
        saved_at_ = {};
        showSaved();
        refreshTitle();
        refreshActions();
        refreshBox();
    });
    connect(session_.model(), &ProjectModel::changed, this, [this](const ProjectEdit& edit) {
        saved_at_ = QTime::currentTime();
        showSaved();
        timeline_->boxesChanged(edit);
        refreshBox();
        refreshActions();
    });
    ProjectModel* model = session_.model();
    connect(model, &ProjectModel::largeChangeBegan, this, [this, model](const QString& text) {
        messages_->showProgress(text, [model] { model->cancelLargeChange(); });
        large_change_text_ = text;
        refreshActions();
    });
    connect(model, &ProjectModel::largeChangeProgressed, this, [this](double share) {
        if (messages_->text() == large_change_text_) messages_->setProgress(share);
    });
    connect(model, &ProjectModel::largeChangeEnded, this, [this] {
        if (messages_->text() == large_change_text_) messages_->clear();
        refreshActions();
    });
    connect(model, &ProjectModel::refused, this, [this, model](const QString& reason) {
        if (exchange_->imports()) return;
        if (!model->isBusy() || messages_->text() != large_change_text_)
            return messages_->showMessage(changeRefusedMessage(reason));
        if (!large_change_text_.endsWith(reason)) large_change_text_ += " · " + reason;
        messages_->setProgressText(large_change_text_);  // beside the button to cancel
    });
    connect(&session_, &AnnotateSession::videoChanged, this, &MainWindow::onVideoChanged);
    connect(&session_, &AnnotateSession::selectionChanged, this, [this] {
        timeline_->tracksChanged();
        refreshBox();
        refreshActions();
    });
}

void MainWindow::onVideoChanged() {
    frame_view_->cancelDrawing();
    frame_view_->setFrame(nullptr);
    timeline_->setVideo(session_.video().info);
    transport_->setVideo(session_.video());
    if (session_.hasVideo()) {
        showDocks();
        pages_->setCurrentWidget(frame_view_);
        frame_view_->setFocus();
    } else {
        pages_->setCurrentWidget(start_area_);
        zoom_label_->clear();
        refreshBox();
        QTimer::singleShot(0, this, &MainWindow::hideDocks);  // unless another video is shown at once
    }
    messages_->setKeepsItsRoom(session_.hasVideo());
    refreshTitle();
    refreshActions();
    const std::vector<std::string> damage = session_.video().damage;
    if (!damage.empty()) messages_->showMessage([damage] { return damageMessage(damage); });
}

void MainWindow::showLeftOpen() {
    const QStringList files = session_.hasProject() ? QStringList() : project_controller_->projectsLeftOpen();
    if (files.isEmpty()) return start_page_->setLeftOpen({});
    start_page_->setLeftOpen({files.first(), project_controller_->nameOfProject(files.first()),
                              ProjectController::lastChange(files.first())});
}

}  // namespace rtrack
