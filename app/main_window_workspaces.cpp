#include <QStackedWidget>

#include "app/main_window.h"
#include "app/workspaces.h"
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
        Message message;
        message.title = tr("Tracking uses this model from now on.");
        message.text =
            tr("%1. Edit > Settings has the model's name and the way back to the model in the box: shipped.")
                .arg(file);
        messages_->showMessage(message);
    });
    // Before the window shows the video's docks.
    connect(tasks_, &StudioTasks::opened, workspaces_, &Workspaces::showAnnotate);
}

}  // namespace rtrack
