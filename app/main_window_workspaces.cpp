#include <QStackedWidget>

#include "app/main_window.h"
#include "app/workspaces.h"
#include "widgets/train/train_page.h"

namespace rtrack {

void MainWindow::connectWorkspaces() {
    workspaces_->add(action(ActionId::AnnotateWorkspace), pages_);
    workspaces_->add(action(ActionId::TrainWorkspace), train_page_ = new TrainPage);
    train_page_->setRunsFolder(settings_.runs_folder);
    connect(train_page_, &TrainPage::runsFolderChosen, this, [this](const QString& folder) {
        settings_.runs_folder = folder;
        saveSettings(settings_);
    });
    // Before the window shows the video's docks.
    connect(tasks_, &StudioTasks::opened, workspaces_, &Workspaces::showAnnotate);
}

}  // namespace rtrack
