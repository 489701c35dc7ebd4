#pragma once

#include <QMainWindow>
#include <functional>
#include <map>
#include <optional>

#include "app/studio/actions.h"
#include "app/studio/project_controller.h"
#include "app/studio/settings.h"
#include "app/studio/studio_tasks.h"
#include "widgets/annotate/track_editor.h"

namespace rtrack {

class AnnotatePage;
class CommandActions;
class CommandPalette;
class Docks;
class EvaluatePage;
class ExchangeActions;
class FrameView;
class GuidedTour;
class RetrackPanel;
class ReviewPanel;
class StatusLine;
class TourActions;
class TrainActions;
class TrainPage;
class WindowMenus;
class Workspaces;

/// The studio's window: makes its parts and brings them together; opens and closes what a person asks for;
/// has the settings, and so the theme and the language.
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
    [[nodiscard]] MessageBar* messageBar() { return messages_; }
    [[nodiscard]] FrameView* frameView() const;
    [[nodiscard]] ReviewPanel* reviewPanel() const;
    [[nodiscard]] RetrackPanel* retrackPanel() const;
    /// Puts the review queue in front of the inspector.
    void showReview();
    [[nodiscard]] TrainPage* trainPage() { return train_page_; }
    [[nodiscard]] EvaluatePage* evaluatePage() { return evaluate_page_; }
    [[nodiscard]] CommandPalette* commandPalette() const;
    [[nodiscard]] GuidedTour* tour() const;
    [[nodiscard]] QAction* action(ActionId id) const { return actions_->get(id); }
    [[nodiscard]] const Settings& settings() const { return settings_; }
    /// Takes effect at once and is remembered.
    void changeSettings(const Settings& settings);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildFrame();
    void buildTrainPage();
    void buildEvaluatePage();
    void buildActions();
    void connectFileActions();
    void connectWindowActions();
    void connectTasks();
    void connectProject();
    void connectAnnotatePage();
    void restoreWindow();
    void retranslate();

    void onVideoChanged();
    /// What was said in a workspace is said there again, not in another one.
    void onWorkspaceChanged(int index);
    void annotate(const QString& video, qint64 frame);
    void useModel(const QString& file);
    [[nodiscard]] Message messageOfModel(const QString& file);
    void showKeys();
    void showRecent();
    void showLeftOpen();
    void showTitle();
    void showUsable();
    void showDevice();
    void askForDevice();
    void showSettings();
    void showMediaInfo();
    void showDoctor();
    void showAbout();

    Settings settings_;
    StudioServices services_;
    AnnotateSession session_;
    TrackEditor editor_{&session_};

    Actions* actions_ = nullptr;
    Workspaces* workspaces_ = nullptr;
    MessageBar* messages_ = nullptr;
    AnnotatePage* annotate_page_ = nullptr;
    TrainPage* train_page_ = nullptr;
    EvaluatePage* evaluate_page_ = nullptr;
    Docks* docks_ = nullptr;  // of annotate_page_
    WindowMenus* menus_ = nullptr;
    StatusLine* status_ = nullptr;
    StudioTasks* tasks_ = nullptr;
    ProjectController* project_controller_ = nullptr;
    ExchangeActions* exchange_ = nullptr;
    TrainActions* train_actions_ = nullptr;
    CommandActions* command_actions_ = nullptr;
    TourActions* tour_actions_ = nullptr;

    int workspace_ = 0;
    std::map<int, std::function<Message()>> set_aside_;  // by workspace
    QString device_status_;
    std::optional<TrackerRequest> device_asked_;  // what the status is about
};

}  // namespace rtrack
