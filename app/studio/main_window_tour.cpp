#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

#include "app/studio/main_window.h"
#include "app/studio/workspaces.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/tour/guided_tour.h"

namespace rtrack {

void MainWindow::connectTour() {
    tour_ = new GuidedTour(this, [this] { return tourSteps(); });
    connect(action(ActionId::TakeTour), &QAction::triggered, this, [this] {
        workspaces_->showAnnotate();
        if (session_.hasVideo()) return startTour();
        tour_waits_ = true;
        openDemo();
    });
    connect(&session_, &AnnotateSession::videoChanged, this, [this] {
        if (session_.hasVideo() && std::exchange(tour_waits_, false)) startTour();
    });
    connect(project_controller_, &ProjectController::demoOpened, this, [this] {
        if (!settings_.tour_seen && !tour_->running()) startTour();
    });
    connect(tour_, &GuidedTour::ended, this, [this] {
        settings_.tour_seen = true;
        saveSettings(settings_);
        if (session_.hasVideo()) frame_view_->setFocus();
    });
}

void MainWindow::startTour() {
    // The tour points at them, wherever the last session left them.
    for (QDockWidget* dock : {timeline_dock_, inspector_dock_}) dock->show();
    inspector_dock_->raise();
    // After the docks of the first video have found their places.
    QTimer::singleShot(0, tour_, &GuidedTour::start);
}

std::vector<TourStep> MainWindow::tourSteps() {
    const auto areaOf = [this](QWidget* widget) {
        return [this, widget] {
            return widget->isVisible() ? QRect(widget->mapTo(this, QPoint()), widget->size()) : QRect();
        };
    };
    const auto buttonOf = [this, areaOf](ActionId id) {
        QWidget* button = tool_bar_->widgetForAction(action(id));
        return areaOf(button ? button : tool_bar_);
    };
    const auto key = [this](ActionId id) { return actions_->keyText(id); };
    return {
        {areaOf(frame_view_), tr("The picture"),
         tr("An object has a box. Press %1 and drag to draw one around another object; drag a side or a "
            "corner "
            "to correct it. The wheel zooms, the middle button moves the picture.")
             .arg(key(ActionId::NewBox))},
        {buttonOf(ActionId::TrackForward), tr("Tracking"),
         tr("%1 follows the object from the box on screen, %2 backward. Try it: the keys work while this is "
            "shown. %3 stops.")
             .arg(key(ActionId::TrackForward), key(ActionId::TrackBackward), key(ActionId::StopTracking))},
        {areaOf(timeline_dock_), tr("Where it is in doubt"),
         tr("The curve is how sure the tracker is. Below the dashed line, which you can drag, tracking stops "
            "by itself. Correct the box there and track again: boxes made by hand are never overwritten.")},
        {areaOf(inspector_dock_), tr("The box in numbers"),
         tr("Type exact numbers, say what is occluded or absent, and choose how tracking goes about it.")},
        {areaOf(workspaces_->toolBar()), tr("Train and evaluate"),
         tr("Boxes that you have checked can train the tracker further; Evaluate compares trackers on data "
            "sets.")},
        {[this] {
             const QRect menu = menuBar()->actionGeometry(menus_.at(MenuId::Help)->menuAction());
             return menu.translated(menuBar()->mapTo(this, QPoint()));
         },
         tr("Every command, every key"),
         tr("%1 finds a command by its name. %2 lists the keys and changes them; those of CVAT and DarkLabel "
            "are there too. Export with %3. This tour is in the menu Help.")
             .arg(key(ActionId::FindCommand), key(ActionId::Keys), key(ActionId::Export))},
    };
}

}  // namespace rtrack
