#include <QDockWidget>

#include "app/main_window.h"
#include "app/project_messages.h"
#include "widgets/review/review_panel.h"

namespace rtrack {

void MainWindow::buildReview() {
    review_panel_ = new ReviewPanel(
        &session_, actions_->list({ActionId::PreviousInQueue, ActionId::AcceptBox, ActionId::NextInQueue}));
    review_dock_ = new QDockWidget;
    review_dock_->setObjectName("review");
    review_dock_->setWidget(review_panel_);
    addDockWidget(Qt::RightDockWidgetArea, review_dock_);
    tabifyDockWidget(inspector_dock_, review_dock_);
    inspector_dock_->raise();
}

void MainWindow::connectReview() {
    ReviewWalk* walk = review_panel_->walk();
    const auto go = [this, walk](int direction) {
        showReview();
        messages_->clear();
        walk->go(direction);
    };
    connect(action(ActionId::PreviousInQueue), &QAction::triggered, this, [go] { go(-1); });
    connect(action(ActionId::NextInQueue), &QAction::triggered, this, [go] { go(1); });
    connect(walk, &ReviewWalk::videoWanted, project_controller_, &ProjectController::showVideo);
    connect(walk, &ReviewWalk::ended, this, [this](int direction) {
        const bool all_seen = session_.project().counts().unreviewed == 0;
        messages_->showMessage([=] { return queueEndedMessage(direction, all_seen); });
    });
}

void MainWindow::showReview() {
    if (!docks_shown_) return;
    review_dock_->show();
    review_dock_->raise();
}

/// On a walk along the queue: all that the place has, and on to the next. Else what is on screen.
void MainWindow::accept() {
    if (!review_panel_->walk()->acceptAndGoOn()) editor_.acceptBoxes();
}

}  // namespace rtrack
