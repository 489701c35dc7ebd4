#pragma once

#include <QObject>
#include <optional>

#include "app/studio/lost_project.h"
#include "app/studio/settings.h"
#include "app/studio/studio_tasks.h"
#include "widgets/annotate/annotate_session.h"

namespace rtrack {

/// Which project is open and which of its videos is shown: opens, makes and saves them, and says what is
/// wrong. A video that is opened without a project gets an untitled one, kept in the program's data folder
/// until it is saved under a name. GUI thread only; files are read and written by StudioTasks.
class ProjectController : public QObject {
    Q_OBJECT
public:
    /// All must outlive it. @param window  the parent of dialogs
    ProjectController(AnnotateSession* session, StudioTasks* tasks, MessageBar* messages, Settings* settings,
                      QWidget* window);

    /// A project file, a video file or a folder of pictures. A video comes into the open project; in place of
    /// an untitled one its own is opened, if it has one already.
    /// @param frame  to be shown of the video; nullopt: where work was going on
    /// @param then   opened after it
    void openPath(const QString& path, std::optional<int64_t> frame = std::nullopt,
                  std::vector<std::string> then = {});
    /// One after another, until one cannot be opened or may not.
    void openPaths(std::vector<std::string> paths);
    void openDemo();
    void newProject(const QString& file);
    void closeProject();
    /// Asks before the project is closed if that would lose work, and does `go_on` once that is settled.
    /// @return true: nothing to ask
    bool mayLeave(const std::function<void()>& go_on) { return lost_.mayLeave(go_on); }
    void showVideo(int64_t video);
    void showPlace(int64_t video, int64_t frame);
    /// Takes a video with its boxes out of the project; the file stays.
    void removeVideo(int64_t video);
    /// Every change is saved when it is made: an untitled project is given a name, of any other it is told
    /// what its file holds, read back from it.
    void save();
    /// A copy under another name, which is the open project from then on.
    void saveAs(const QString& file);

    void chooseVideo();
    void chooseFolder();
    void chooseProject();
    void chooseNewProject();
    void chooseSaveAs();

    [[nodiscard]] bool isUntitled() const;
    [[nodiscard]] QString projectName() const;  ///< for people; empty: none is open

Q_SIGNALS:
    void recentChanged();
    /// What `openPath` was to open is on screen.
    void alreadyOpen();
    /// The demo was opened for the first time.
    void demoOpened();

private:
    [[nodiscard]] static QString absolute(const QString& path);

    void open(OpenRequest request);
    void openVideo(int64_t video, int64_t frame, std::vector<std::string> then = {});
    void onOpened(const std::shared_ptr<OpenResult>& result);
    void onOpenFailed(const OpenRequest& request, const QString& reason, bool stopped);
    void askToReplace(const QString& file);
    void reportSaved(const QString& file);
    void onCopied(const QString& file);
    /// Its file is not where it was.
    void saveLost(const QString& file);
    /// Its project may have been closed meanwhile, or have lost the video by an undone or repeated step.
    [[nodiscard]] bool isStillWanted(const OpenResult& result) const;
    /// The video that was opened by its path may be one that the open project has at another place.
    void findInProject(OpenResult& result) const;
    void takeVideo(OpenResult& result);
    /// A video that an undone removal brings back is shown if no other one is.
    void showReturned(const ProjectEdit& edit);
    /// The boxes of a video that was tracked while it was opened, with what is known of the run.
    void addTracked(ProjectEdit& edit, int64_t track, const OpenedVideo& video);
    void tellProject(const OpenResult& result);
    void tellVideo(const OpenResult& result);
    void takeAnotherFile(int64_t video, const QString& path);
    void chooseAnotherFile(int64_t video);
    void remember(const QString& path);
    [[nodiscard]] int64_t videoOf(const QString& path) const;
    [[nodiscard]] QString projectFile() const;

    AnnotateSession* session_;
    StudioTasks* tasks_;
    MessageBar* messages_;
    Settings* settings_;
    QWidget* window_;
    LostProject lost_;
    bool copying_ = false;
};

}  // namespace rtrack
