#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>

class QAction;
class QDockWidget;
class QMainWindow;
class QWidget;

namespace rtrack {

class AnnotatePage;

/// The docks around the page of Annotate, and where a person has put them. They are of no use before a video
/// is open: they come with the first one, as they were left, and go with the last.
class Docks : public QObject {
    Q_OBJECT
public:
    /// @param page  has what goes into them
    Docks(QMainWindow* window, const AnnotatePage& page);

    /// Once all of the window is built, which is the layout that `reset` goes back to: hides them until
    /// `show`. @param layout  as `layout` was when the window was closed
    void start(const QByteArray& layout);
    [[nodiscard]] QByteArray layout() const;
    void show();
    void hide();
    [[nodiscard]] bool shown() const { return shown_; }
    void reset();
    /// Puts the review in front of the inspector.
    void showReview();
    /// What the tour points at, wherever it was left.
    void showForTour();
    /// Without a project there are no tracks, without a video nothing else either.
    void setUsable(bool has_project, bool has_video);
    void retranslate();

    [[nodiscard]] QDockWidget* timeline() const { return timeline_; }
    [[nodiscard]] QDockWidget* inspector() const { return inspector_; }
    /// Each shows a dock, in front of those that lie in the same place, or hides the one that is seen.
    [[nodiscard]] QList<QAction*> toggleActions() const { return toggle_actions_; }

private:
    QDockWidget* add(const QString& name, QWidget* widget, Qt::DockWidgetArea area);
    void addToggleAction(QDockWidget* dock);
    [[nodiscard]] QList<QDockWidget*> all() const { return {timeline_, inspector_, review_, tracks_}; }

    QMainWindow* window_;
    QDockWidget* timeline_ = nullptr;
    QDockWidget* inspector_ = nullptr;
    QDockWidget* review_ = nullptr;
    QDockWidget* tracks_ = nullptr;
    QList<QAction*> toggle_actions_;  // in the order of `all`
    QByteArray default_layout_;
    QByteArray layout_of_last_time_;
    bool shown_ = false;
};

}  // namespace rtrack
