#include "app/studio/tour_actions.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>
#include <QToolBar>
#include <utility>

#include "app/studio/annotate_page.h"
#include "app/studio/docks.h"
#include "app/studio/window_menus.h"
#include "app/studio/workspaces.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/tour/guided_tour.h"

namespace rtrack {

TourActions::TourActions(const Parts& parts, AnnotateSession* session, Settings* settings,
                         const Actions* actions)
    : QObject(parts.window),
      parts_(parts),
      session_(session),
      settings_(settings),
      actions_(actions),
      tour_(new GuidedTour(parts.window, [this] { return steps(); })) {
    connect(actions->get(ActionId::TakeTour), &QAction::triggered, this, &TourActions::take);
    connect(session, &AnnotateSession::videoChanged, this, [this] {
        if (session_->hasVideo() && std::exchange(waits_, false)) start();
    });
    connect(tour_, &GuidedTour::ended, this, [this] {
        settings_->tour_seen = true;
        saveSettings(*settings_);
        if (session_->hasVideo()) parts_.page->frameView()->setFocus();
    });
}

void TourActions::offer() {
    if (!settings_->tour_seen && !tour_->running()) start();
}

void TourActions::take() {
    parts_.workspaces->showAnnotate();
    if (session_->hasVideo()) return start();
    waits_ = true;
    Q_EMIT demoWanted();
}

void TourActions::start() {
    parts_.docks->showForTour();
    // After the docks of the first video have found their places.
    QTimer::singleShot(0, tour_, &GuidedTour::start);
}

QRect TourActions::areaOf(const QWidget* widget) const {
    return widget->isVisible() ? QRect(widget->mapTo(parts_.window, QPoint()), widget->size()) : QRect();
}

QRect TourActions::areaOfButton(ActionId id) const {
    const QToolBar* bar = parts_.menus->toolBar();
    const QWidget* button = bar->widgetForAction(actions_->get(id));
    return areaOf(button ? button : bar);
}

QRect TourActions::areaOfHelp() const {
    const QMenuBar* bar = parts_.window->menuBar();
    const QRect menu = bar->actionGeometry(parts_.menus->menu(MenuId::Help)->menuAction());
    return menu.translated(bar->mapTo(parts_.window, QPoint()));
}

std::vector<TourStep> TourActions::steps() const {
    const auto around = [this](const QWidget* widget) { return [this, widget] { return areaOf(widget); }; };
    const auto key = [this](ActionId id) { return actions_->keyText(id); };
    return {
        {around(parts_.page->frameView()), tr("The picture"),
         tr("An object has a box. Press %1 and drag to draw one around another object; drag a side or a "
            "corner to correct it. The wheel zooms, the middle button moves the picture.")
             .arg(key(ActionId::NewBox))},
        {[this] { return areaOfButton(ActionId::TrackForward); }, tr("Tracking"),
         tr("%1 follows the object from the box on screen, %2 backward. Try it: the keys work while this is "
            "shown. %3 stops.")
             .arg(key(ActionId::TrackForward), key(ActionId::TrackBackward), key(ActionId::StopTracking))},
        {around(parts_.docks->timeline()), tr("Where it is in doubt"),
         tr("The curve is how sure the tracker is. Below the dashed line, which you can drag, tracking stops "
            "by itself. Correct the box there and track again: boxes made by hand are never overwritten.")},
        {around(parts_.docks->inspector()), tr("The box in numbers"),
         tr("Type exact numbers, say what is occluded or absent, and choose how tracking goes about it.")},
        {around(parts_.workspaces->toolBar()), tr("Train and evaluate"),
         tr("Boxes that you have checked can train the tracker further; Evaluate compares trackers on data "
            "sets.")},
        {[this] { return areaOfHelp(); }, tr("Every command, every key"),
         tr("%1 finds a command by its name. %2 lists the keys and changes them; those of CVAT and DarkLabel "
            "are there too. Export with %3. This tour is in the menu Help.")
             .arg(key(ActionId::FindCommand), key(ActionId::Keys), key(ActionId::Export))},
    };
}

}  // namespace rtrack
