#pragma once

#include <QMainWindow>
#include <QTime>
#include <QTimer>

#include "app/studio/actions.h"
#include "app/studio/project_controller.h"
#include "app/studio/settings.h"
#include "app/studio/studio_tasks.h"
#include "widgets/annotate/track_editor.h"

class QDockWidget;
class QLabel;
class QMenu;
class QScrollArea;
class QStackedWidget;
class QToolBar;

namespace rtrack {

class CommandActions;
class CommandPalette;
class EvaluatePage;
class ExchangeActions;
class FrameView;
class GuidedTour;
class Inspector;
class RetrackPanel;
class ReviewActions;
class ReviewPanel;
class StartPage;
class Timeline;
class TrackActions;
class TrackList;
class TrainPage;
class TransportBar;
class Workspaces;
struct TourStep;

/// The studio's window: puts the parts together and connects the actions with the session.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(StudioServices services, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// A project, a video file or a folder of pictures.
    void openPath(const QString& path) { project_controller_->openPath(path); }
    void openDemo() { project_controller_->openDemo(); }

    [[nodiscard]] AnnotateSession* session() { return &session_; }
    [[nodiscard]] TrackEditor* editor() { return &editor_; }
    [[nodiscard]] ProjectController* projectController() { return project_controller_; }
    [[nodiscard]] FrameView* frameView() { return frame_view_; }
    [[nodiscard]] MessageBar* messageBar() { return messages_; }
    [[nodiscard]] Timeline* timeline() { return timeline_; }
    [[nodiscard]] ReviewPanel* reviewPanel() const;
    [[nodiscard]] RetrackPanel* retrackPanel() const;
    /// Puts the review queue in front of the inspector.
    void showReview();
    [[nodiscard]] TrainPage* trainPage() { return train_page_; }
    [[nodiscard]] EvaluatePage* evaluatePage() { return evaluate_page_; }
    [[nodiscard]] CommandPalette* commandPalette() const;
    [[nodiscard]] GuidedTour* tour() { return tour_; }
    [[nodiscard]] QAction* action(ActionId id) const { return actions_->get(id); }
    [[nodiscard]] const Settings& settings() const { return settings_; }
    /// Takes effect at once and is remembered.
    void changeSettings(const Settings& settings);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // main_window.cpp: what the window is made of
    void buildCenter();
    void buildDocks();
    QDockWidget* addDock(const QString& name, QWidget* widget, Qt::DockWidgetArea area);
    void buildMenus();
    void buildStatusBar();
    void retranslate();
    void restoreLayout();
    void resetLayout();
    /// The docks are of no use before a video is open: they come with the first one, as they were left.
    void showDocks();
    /// With the last video they go, and are left as they are for the next one.
    void hideDocks();

    // main_window_workspaces.cpp: Annotate, Train, Evaluate
    void connectWorkspaces();
    void giveMemoryTo(const QString& device);
    void trainOnProject();
    [[nodiscard]] Message messageOfModel(const QString& file);
    void askAboutRuns();

    // main_window_files.cpp: menu File and what opening and saving changes in the window
    void connectFileActions();
    void connectProject();
    void onVideoChanged();
    void showLeftOpen();
    void showDevice();
    void explainDevice();
    void showSaved();
    void openNextDropped();
    void showMediaInfo();

    // main_window_tour.cpp
    void connectTour();
    void startTour();
    [[nodiscard]] std::vector<TourStep> tourSteps();

    // main_window_wiring.cpp: what happens when
    void connectParts();
    void connectGoActions();
    void connectEditActions();
    void connectViewActions();
    void connectSession();
    void connectViews();
    void takeKeys();
    void nudge(const Nudge& step);
    void refreshBox();
    void refreshActions();
    void refreshHint();
    void refreshTitle();
    void refreshTracker();
    void refreshRecent();
    void onTrackingEnded(const TrackEnd& end);
    [[nodiscard]] Message messageOfEnd(const TrackEnd& end);
    void addAnswers(Message& message, const TrackDoubt& doubt, int direction);
    void draw(bool redraws);

    Settings settings_;
    StudioServices services_;
    AnnotateSession session_;
    TrackEditor editor_{&session_};
    ProjectController* project_controller_ = nullptr;
    Actions* actions_ = nullptr;
    StudioTasks* tasks_ = nullptr;
    ReviewActions* review_ = nullptr;
    TrackActions* track_actions_ = nullptr;
    ExchangeActions* exchange_ = nullptr;
    CommandActions* command_actions_ = nullptr;

    Workspaces* workspaces_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    StartPage* start_page_ = nullptr;
    QScrollArea* start_area_ = nullptr;  // around it
    FrameView* frame_view_ = nullptr;
    MessageBar* messages_ = nullptr;
    TransportBar* transport_ = nullptr;
    Timeline* timeline_ = nullptr;
    Inspector* inspector_ = nullptr;
    TrackList* track_list_ = nullptr;
    TrainPage* train_page_ = nullptr;
    bool runs_answered_ = false;  // what becomes of runs at work when the window closes
    EvaluatePage* evaluate_page_ = nullptr;
    QDockWidget* timeline_dock_ = nullptr;
    QDockWidget* inspector_dock_ = nullptr;
    QDockWidget* review_dock_ = nullptr;
    QDockWidget* tracks_dock_ = nullptr;
    GuidedTour* tour_ = nullptr;
    bool tour_waits_ = false;  // for the demo to be shown
    QToolBar* tool_bar_ = nullptr;
    std::map<MenuId, QMenu*> menus_;
    QMenu* recent_menu_ = nullptr;
    QByteArray default_layout_;
    QByteArray layout_of_last_time_;
    bool docks_shown_ = false;
    QLabel* hint_ = nullptr;
    QLabel* zoom_label_ = nullptr;
    QLabel* media_label_ = nullptr;
    QLabel* saved_label_ = nullptr;
    QLabel* device_label_ = nullptr;

    QTimer nudge_timer_;  // presses that follow each other closely are one undo step
    int nudge_gesture_ = -1;
    bool redraws_ = false;  // the box that is being drawn is the current track's
    QString device_status_;
    QTime saved_at_;             // null: not since the project was opened
    QStringList dropped_;        // to be opened one after another
    QString large_change_text_;  // in the message bar, of the large change in progress
    QString device_asked_;       // the request that the status is about
};

}  // namespace rtrack
