#pragma once

#include <QObject>
#include <vector>

#include "app/studio/actions.h"
#include "app/studio/settings.h"
#include "widgets/annotate/annotate_session.h"

class QMainWindow;

namespace rtrack {

class AnnotatePage;
class Docks;
class GuidedTour;
class WindowMenus;
class Workspaces;
struct TourStep;

/// The guided tour of the window: when it comes, and what it points at. GUI thread.
class TourActions : public QObject {
    Q_OBJECT
public:
    /// What the tour points at.
    struct Parts {
        QMainWindow* window;
        const AnnotatePage* page;
        Docks* docks;
        const WindowMenus* menus;
        Workspaces* workspaces;
    };
    /// All of them must outlive it.
    TourActions(const Parts& parts, AnnotateSession* session, Settings* settings, const Actions* actions);

    [[nodiscard]] GuidedTour* tour() const { return tour_; }
    /// Takes a person round who has not seen the tour yet.
    void offer();

Q_SIGNALS:
    /// Without a video there is little to point at.
    void demoWanted();

private:
    void take();
    void start();
    [[nodiscard]] std::vector<TourStep> steps() const;
    [[nodiscard]] QRect areaOf(const QWidget* widget) const;
    [[nodiscard]] QRect areaOfButton(ActionId id) const;
    [[nodiscard]] QRect areaOfHelp() const;

    Parts parts_;
    AnnotateSession* session_;
    Settings* settings_;
    const Actions* actions_;
    GuidedTour* tour_;
    bool waits_ = false;  // for the demo to be shown
};

}  // namespace rtrack
