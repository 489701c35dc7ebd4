#include "app/studio/project_controller.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QTimer>
#include <memory>

#include "app/studio/project_messages.h"
#include "app/studio/project_names.h"
#include "app/studio/studio_messages.h"
#include "tracking/annotation/file_lock.h"
#include "tracking/annotation/track_edits.h"
#include "tracking/base/demo.h"
#include "tracking/base/error.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

const QString kDemo = kDemoPath;

std::filesystem::path nativePath(const QString& path) {
    return path.toStdString();
}

}  // namespace

QString ProjectController::absolute(const QString& path) {
    // Cleaned: of a slash at the end, too, which makes a folder another video, without a name.
    return path == kDemo ? path : QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

ProjectController::ProjectController(AnnotateSession* session, StudioTasks* tasks, MessageBar* messages,
                                     Settings* settings, QWidget* window)
    : QObject(window),
      session_(session),
      tasks_(tasks),
      messages_(messages),
      settings_(settings),
      window_(window),
      lost_(session->model(), messages, window, [this] { chooseSaveAs(); }) {
    connect(session->model(), &ProjectModel::changed, this, &ProjectController::showReturned);
    connect(tasks, &StudioTasks::opened, this, &ProjectController::onOpened);
    connect(tasks, &StudioTasks::openFailed, this, &ProjectController::onOpenFailed);
    connect(tasks, &StudioTasks::projectCopied, this, &ProjectController::onCopied);
    connect(tasks, &StudioTasks::copyFailed, this, [this](const QString& file, const QString& reason) {
        copying_ = false;
        session_->model()->setFrozen(false);
        messages_->showMessage(saveFailedMessage(file, reason));
    });
}

QString ProjectController::projectFile() const {
    return session_->hasProject() ? fromStd(session_->project().file().string()) : QString();
}

bool ProjectController::isUntitled() const {
    return session_->hasProject() && QFileInfo(projectFile()).path() == untitledFolder();
}

QString ProjectController::projectName() const {
    if (!session_->hasProject()) return {};
    return isUntitled() ? tr("untitled") : QFileInfo(projectFile()).completeBaseName();
}

int64_t ProjectController::videoOf(const QString& path) const {
    if (!session_->hasProject()) return 0;
    for (const auto& [id, video] : session_->project().videos()) {
        if (video.absolute_path == path.toStdString()) return id;
    }
    return 0;
}

void ProjectController::open(OpenRequest request) {
    if (copying_) return messages_->showMessage(waitForCopyMessage());
    session_->stopTracking();
    if (!request.project_file.empty() && !mayLeave([this, request] { open(request); })) return;
    if (request.project_file.empty()) request.open_project_file = projectFile().toStdString();
    tasks_->open(request);
}

void ProjectController::openPaths(std::vector<std::string> paths) {
    if (paths.empty()) return;
    const QString first = fromStd(paths.front());
    paths.erase(paths.begin());
    openPath(first, std::nullopt, std::move(paths));
}

void ProjectController::openPath(const QString& given, std::optional<int64_t> frame,
                                 std::vector<std::string> then) {
    const QString path = absolute(given);
    const auto is_open = [&] {
        Q_EMIT alreadyOpen();
        openPaths(std::move(then));
    };
    OpenRequest request;
    if (path.endsWith(kProjectSuffix)) {
        if (path == projectFile()) return is_open();
        request.project_file = path.toStdString();
    } else if (const int64_t video = videoOf(path); video != 0) {
        if (video != session_->videoId()) return openVideo(video, frame.value_or(0), std::move(then));
        if (frame) session_->goTo(*frame);
        return is_open();
    } else {
        request.frame = frame.value_or(0);
        request.video_path = path.toStdString();
        const QString own = projectFor(*settings_, path);
        const bool has_own = own != projectFile() && QFileInfo::exists(own);
        if (!session_->hasProject() || (isUntitled() && has_own)) request.project_file = own.toStdString();
    }
    request.then = std::move(then);
    open(std::move(request));
}

void ProjectController::openDemo() {
    if (videoOf(kDemo) != 0) return showVideo(videoOf(kDemo));
    OpenRequest request;
    request.video_path = kDemo.toStdString();
    request.tracker = settings_->tracker;
    request.project_file = projectFor(*settings_, kDemo).toStdString();
    open(std::move(request));
}

void ProjectController::newProject(const QString& file) {
    if (copying_) return messages_->showMessage(waitForCopyMessage());
    if (!mayLeave([this, file] { newProject(file); })) return;
    try {
        Project created = Project::create(nativePath(file));
        tasks_->abandonOpening();
        session_->openProject(std::move(created));
        messages_->clear();  // it was about the project before
        remember(file);
    } catch (const Error& failure) {  // the edge: a name that is taken, a folder that cannot be written
        messages_->showMessage(saveFailedMessage(file, fromStd(failure.what())));
    }
}

void ProjectController::closeProject() {
    if (copying_) return messages_->showMessage(waitForCopyMessage());
    if (!mayLeave([this] { closeProject(); })) return;
    tasks_->abandonOpening();
    session_->closeProject();
    messages_->clear();
    Q_EMIT recentChanged();
}

void ProjectController::showPlace(int64_t video, int64_t frame) {
    if (video == session_->videoId()) return session_->goTo(frame);
    if (session_->hasProject() && session_->project().videos().contains(video)) openVideo(video, frame);
}

void ProjectController::showVideo(int64_t video) {
    if (video != session_->videoId()) openVideo(video, 0);
}

void ProjectController::openVideo(int64_t video, int64_t frame, std::vector<std::string> then) {
    OpenRequest request;
    request.then = std::move(then);
    request.video_id = video;
    request.frame = frame;
    request.known = session_->project().video(video);
    request.known_index = session_->project().frame_index(video);
    open(std::move(request));
}

void ProjectController::removeVideo(int64_t video) {
    session_->hold();
    const QString name = QFileInfo(fromStd(session_->project().video(video).absolute_path)).fileName();
    qint64 tracks = 0;
    qint64 boxes = 0;
    for (const auto& [id, track] : session_->project().tracks()) {
        if (track.video != video) continue;
        ++tracks;
        boxes += session_->project().counts(id).boxes;
    }
    const auto without = [video](const Project& project) { return delete_video(project, video); };
    ProjectModel* model = session_->model();
    model->changeBySize(boxes, tr("Remove %1").arg(name), without, [=, this] {
        Message message = videoRemovedMessage(name, tracks, boxes);
        message.buttons.push_back({tr("Undo"), [this] { session_->undo(); }});
        message.holds = [model, changes = model->changes()] { return model->changes() == changes; };
        messages_->showMessage(message);
    });
}

bool ProjectController::isStillWanted(const OpenResult& result) const {
    if (result.project) return true;
    if (!session_->hasProject()) return false;
    return result.video_id == 0 || session_->project().videos().contains(result.video_id);
}

void ProjectController::onOpened(const std::shared_ptr<OpenResult>& result) {
    if (!isStillWanted(*result)) return;
    if (result->project) {
        session_->openProject(std::move(*result->project));
        result->project.reset();
        if (!isUntitled()) remember(projectFile());
    }
    if (result->video) takeVideo(*result);
    tellProject(*result);
    tellVideo(*result);
    // Later: once everybody has heard of this one.
    QTimer::singleShot(0, this, [this, then = result->request.then] { openPaths(then); });
}

void ProjectController::findInProject(OpenResult& result) const {
    result.video_id = id_of_video(session_->project().videos(), result.described);
    if (result.video_id != 0) result.place = VideoPlace::State::Moved;
}

void ProjectController::takeVideo(OpenResult& result) {
    if (result.other_pictures && result.request.instead_path.empty()) return;  // first a person must agree
    ProjectModel* model = session_->model();
    if (result.video_id == 0) findInProject(result);
    const bool is_new = result.video_id == 0;
    if (is_new) result.video_id = model->newId();
    const std::optional<Box> first_box = result.video->first_box;
    const auto known = session_->project().videos().find(result.video_id);
    if (known != session_->project().videos().end()) result.described.note = known->second.note;
    const std::string& index = result.video->frame_index;
    const bool differs = known == session_->project().videos().end() || known->second != result.described ||
                         (!index.empty() && session_->project().frame_index(result.video_id) != index);
    if (!session_->project().read_only() && differs) {
        ProjectEdit edit;
        edit.videos[result.video_id] = result.described;
        if (!index.empty()) edit.frame_indices[result.video_id] = index;
        if (is_new && first_box) {
            const int64_t track = model->newId();
            edit.tracks[track].emplace().video = result.video_id;
            edit.boxes[{track, 0}] = human_box(*first_box);
            addTracked(edit, track, *result.video);
            edit = withNumbers(session_->project(), std::move(edit));
        }
        if (!model->put(edit)) return;
    }
    const auto last_tracked = static_cast<qint64>(result.video->tracked.size());
    session_->showVideo(result.video_id, std::move(*result.video));
    if (is_new && last_tracked > 0) session_->goTo(last_tracked);
    if (result.frame > 0) session_->goTo(result.frame);
    const QString path = fromStd(result.described.absolute_path);
    if (!result.request.video_path.empty() && !QFileInfo::exists(projectFor(*settings_, path))) {
        settings_->project_of_video[path] = projectFile();
        saveSettings(*settings_);
    }
    if (isUntitled() && path != kDemo) remember(path);
    if (path != kDemo) settings_->folder = QFileInfo(path).path();
    if (is_new && first_box) Q_EMIT demoOpened();
}

void ProjectController::showReturned(const ProjectEdit& edit) {
    if (edit.videos.empty() || session_->hasVideo()) return;
    const int64_t video = edit.videos.rbegin()->first;
    // Later: a video that was just added is shown by then.
    QTimer::singleShot(0, this, [this, video] {
        if (!session_->hasVideo() && session_->hasProject() && session_->project().videos().contains(video))
            showVideo(video);
    });
}

void ProjectController::addTracked(ProjectEdit& edit, int64_t track, const OpenedVideo& video) {
    if (video.tracked.empty()) return;
    const int64_t id = session_->model()->newId();
    TrackingRun& run = edit.runs[id].emplace(aboutRun(*settings_));
    run.video = edit.tracks[track]->video;
    run.last_frame = static_cast<int64_t>(video.tracked.size());
    run.started_at = QDateTime::currentSecsSinceEpoch();
    for (size_t i = 0; i < video.tracked.size(); ++i) {
        BoxRecord record = recordOf(video.tracked[i]);
        record.run = id;
        edit.boxes[{track, static_cast<int64_t>(i) + 1}] = record;
    }
    for (const auto& [frame, box] : video.corrections) edit.boxes[{track, frame}] = human_box(box);
}

void ProjectController::tellProject(const OpenResult& result) {
    if (result.request.project_file.empty()) return;
    if (session_->project().read_only()) {
        Message message = readOnlyMessage(projectFile());
        message.buttons.push_back({tr("Save as…"), [this] { chooseSaveAs(); }});
        messages_->showMessage(message);
    } else if (!result.backup_failure.empty()) {
        messages_->showMessage(backupFailedMessage(fromStd(result.backup_failure)));
    }
}

void ProjectController::tellVideo(const OpenResult& result) {
    const int64_t id = result.video_id;
    const Message::Button another = {tr("Choose the file…"), [this, id] { chooseAnotherFile(id); }};
    const auto holds = [model = session_->model(), id] {
        return model->isOpen() && model->project().videos().contains(id);
    };
    if (!result.video_failure.empty()) {
        const QString path = fromStd(session_->project().video(id).absolute_path);
        Message message = videoFailedMessage(path, fromStd(result.video_failure));
        message.buttons.push_back(another);
        message.holds = holds;
        messages_->showMessage(message);
    } else if (result.other_pictures && result.request.instead_path.empty()) {
        const QString path = fromStd(result.described.absolute_path);
        Message message = otherPicturesMessage(path, session_->project().video(id), result.described);
        message.buttons.push_back(
            {tr("Use it all the same"), [this, id, path] { takeAnotherFile(id, path); }});
        message.buttons.push_back(another);
        message.holds = holds;
        messages_->showMessage(message);
    } else if (result.retimed_frame && !result.other_pictures) {
        messages_->showMessage(
            retimedMessage(fromStd(result.described.absolute_path), *result.retimed_frame));
    } else if (result.place == VideoPlace::State::Moved) {
        messages_->showMessage(movedMessage(fromStd(result.described.absolute_path)));
    }
}

void ProjectController::takeAnotherFile(int64_t video, const QString& path) {
    OpenRequest request;
    request.video_id = video;
    request.known = session_->project().video(video);
    request.known_index = session_->project().frame_index(video);
    request.instead_path = path.toStdString();
    open(std::move(request));
}

void ProjectController::onOpenFailed(const OpenRequest& request, const QString& reason, bool stopped) {
    const QString path = fromStd(request.video_path.empty() ? request.project_file : request.video_path);
    if (!stopped) {
        Message message = openFailedMessage(path, reason, session_->hasProject());
        if (lock_state(request.project_file) == LockState::Held) {
            message = openElsewhereMessage(fromStd(request.project_file), reason);
            message.buttons.push_back({tr("Open for reading"), [this, request] {
                                           OpenRequest reading = request;
                                           reading.mode = Project::Mode::Read;
                                           open(std::move(reading));
                                       }});
        }
        messages_->showMessage(message);
    }
    if (!QFileInfo::exists(path) && settings_->recent.removeAll(path) > 0) Q_EMIT recentChanged();
}

void ProjectController::remember(const QString& path) {
    settings_->addRecent(path);
    settings_->folder = QFileInfo(path).path();
    saveSettings(*settings_);
    Q_EMIT recentChanged();
}

void ProjectController::chooseVideo() {
    const QString pattern =
        "*.mp4 *.mkv *.webm *.avi *.mov *.ts *.m4v *.mpg *.mpeg *.wmv *.gif *.jpg *.jpeg *.png";
    const QString path = QFileDialog::getOpenFileName(
        window_, tr("Open video"), settings_->folder,
        tr("Videos and pictures (%1)").arg(pattern) + ";;" + tr("All files (*)"));
    if (!path.isEmpty()) openPath(path);
}

void ProjectController::chooseFolder() {
    const QString path =
        QFileDialog::getExistingDirectory(window_, tr("Open folder of pictures"), settings_->folder);
    if (!path.isEmpty()) openPath(path);
}

void ProjectController::chooseProject() {
    const QString path = QFileDialog::getOpenFileName(window_, tr("Open project"), settings_->folder,
                                                      tr("Projects (*%1)").arg(kProjectSuffix));
    if (!path.isEmpty()) openPath(path);
}

void ProjectController::chooseNewProject() {
    const QString path = QFileDialog::getSaveFileName(window_, tr("New project"), settings_->folder,
                                                      tr("Projects (*%1)").arg(kProjectSuffix), nullptr,
                                                      QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty()) newProject(path.endsWith(kProjectSuffix) ? path : path + kProjectSuffix);
}

void ProjectController::chooseAnotherFile(int64_t video) {
    const QString path = QFileDialog::getOpenFileName(window_, tr("Choose the file"), settings_->folder);
    if (!path.isEmpty()) takeAnotherFile(video, path);
}

}  // namespace rtrack
