#include "app/studio/docks.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <utility>

#include "app/studio/annotate_page.h"
#include "app/studio/review_actions.h"
#include "widgets/annotate/inspector.h"
#include "widgets/annotate/track_list.h"

namespace rtrack {
namespace {

constexpr int kLayoutVersion = 3;

}  // namespace

Docks::Docks(QMainWindow* window, const AnnotatePage& page) : QObject(window), window_(window) {
    window->setDockNestingEnabled(true);
    timeline_ = add("timeline", page.bottom(), Qt::BottomDockWidgetArea);
    inspector_ = add("inspector", page.inspector(), Qt::RightDockWidgetArea);
    review_ = add("review", page.review()->pages(), Qt::RightDockWidgetArea);
    window->tabifyDockWidget(inspector_, review_);
    inspector_->raise();
    tracks_ = add("tracks", page.trackList(), Qt::LeftDockWidgetArea);
    for (QDockWidget* dock : all()) addToggleAction(dock);
    window->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    window->resizeDocks({timeline_}, {270}, Qt::Vertical);
    window->resizeDocks({tracks_}, {300}, Qt::Horizontal);
}

QDockWidget* Docks::add(const QString& name, QWidget* widget, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget;
    dock->setObjectName(name);  // in the saved layout
    dock->setWidget(widget);
    window_->addDockWidget(area, dock);
    return dock;
}

/// Qt's own would hide a dock that lies behind another: nobody sees that one, and who asks for it wants to.
void Docks::addToggleAction(QDockWidget* dock) {
    auto* action = new QAction(this);
    action->setCheckable(true);
    connect(dock, &QDockWidget::visibilityChanged, action, &QAction::setChecked);
    connect(dock->toggleViewAction(), &QAction::changed, action,
            [dock, action] { action->setEnabled(dock->toggleViewAction()->isEnabled()); });
    connect(action, &QAction::triggered, dock, [dock](bool shown) {
        dock->setVisible(shown);
        if (shown) dock->raise();
    });
    toggle_actions_ << action;
}

void Docks::start(const QByteArray& layout) {
    default_layout_ = window_->saveState(kLayoutVersion);
    layout_of_last_time_ = layout;
    for (QDockWidget* dock : all()) dock->hide();
}

QByteArray Docks::layout() const {
    return shown_ ? window_->saveState(kLayoutVersion) : layout_of_last_time_;
}

void Docks::show() {
    if (std::exchange(shown_, true)) return;
    if (!window_->restoreState(layout_of_last_time_, kLayoutVersion)) reset();
}

void Docks::hide() {
    if (!shown_) return;
    layout_of_last_time_ = layout();
    shown_ = false;
    for (QDockWidget* dock : all()) dock->hide();
}

void Docks::reset() {
    window_->restoreState(default_layout_, kLayoutVersion);
}

void Docks::showReview() {
    if (!shown_) return;
    review_->show();
    review_->raise();
}

void Docks::showForTour() {
    timeline_->show();
    inspector_->show();
    inspector_->raise();
}

void Docks::setUsable(bool has_project, bool has_video) {
    timeline_->setEnabled(has_video);
    inspector_->setEnabled(has_video);
    tracks_->setEnabled(has_project);
}

void Docks::retranslate() {
    timeline_->setWindowTitle(tr("Timeline"));
    inspector_->setWindowTitle(tr("Inspector"));
    review_->setWindowTitle(tr("Review"));
    tracks_->setWindowTitle(tr("Tracks"));
    for (int i = 0; i < toggle_actions_.size(); ++i) toggle_actions_[i]->setText(all()[i]->windowTitle());
}

}  // namespace rtrack
