#include "widgets/annotate/project_model.h"

#include <limits>
#include <utility>

#include "tracking/base/error.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

/// The change with one box of each track, as `changed` announces it.
ProjectEdit outlineOf(ProjectEdit edit) {
    auto& boxes = edit.boxes;
    for (auto box = boxes.begin(); box != boxes.end();) {
        const auto next = boxes.upper_bound({box->first.track, std::numeric_limits<int64_t>::max()});
        boxes.erase(std::next(box), next);
        box = next;
    }
    return edit;
}

}  // namespace

ProjectModel::~ProjectModel() {
    abandonLargeChange();
}

void ProjectModel::open(Project project) {
    abandonLargeChange();
    project_.reset();  // first: the old one lets go of its lock, which may be that of the same file
    project_.emplace(std::move(project));
    extended_gesture_ = -1;
    Q_EMIT replaced();
}

void ProjectModel::close() {
    abandonLargeChange();
    project_.reset();
    Q_EMIT replaced();
}

template <typename Change>
bool ProjectModel::make(Change change) {
    ProjectEdit edit;
    try {
        edit = change();
    } catch (const Error& failure) {  // the edge: a locked track, a full disk, read-only media
        Q_EMIT refused(fromStd(failure.what()));
        return false;
    }
    Q_EMIT changed(edit);
    return true;
}

bool ProjectModel::mayChange() {
    if (!frozen_ && !isBusy()) return true;
    Q_EMIT refused(frozen_ ? tr("The project is being saved under another name. Try again in a moment.")
                           : tr("A large change is being made. Wait for its end, or cancel it."));
    return false;
}

bool ProjectModel::change(const ProjectEdit& edit, const QString& text, int gesture) {
    if (edit.empty()) return true;
    if (!mayChange()) return false;
    return make([&]() -> const ProjectEdit& {
        if (gesture >= 0 && gesture == extended_gesture_) {
            project_->extend(edit);
        } else {
            project_->apply(edit, text.toStdString());
        }
        extended_gesture_ = gesture;
        return edit;
    });
}

bool ProjectModel::changeLargely(const QString& text, LargeChange change) {
    if (!mayChange()) return false;
    extended_gesture_ = -1;
    try {
        project_->hold_state();
    } catch (const Error& failure) {  // the edge: open for reading only, or the file cannot be read
        Q_EMIT refused(fromStd(failure.what()));
        return false;
    }
    const auto project = std::make_shared<std::optional<Project>>();
    const auto outline = std::make_shared<ProjectEdit>();
    job_ = new BackgroundJob(
        [project, outline, change = std::move(change), file = project_->file(),
         next_id = project_->next_id()](const auto& progress, const auto& cancelled) {
            Project beside = Project::open_beside(file, next_id);
            beside.set_watch([&](double share) {
                progress(share);
                return !cancelled();
            });
            *outline = outlineOf(change(beside));
            beside.set_watch({});
            project->emplace(std::move(beside));
        },
        this);
    connect(job_, &BackgroundJob::progressed, this, &ProjectModel::largeChangeProgressed);
    connect(job_, &BackgroundJob::done, this, [this, project, outline, number = ++large_change_] {
        if (number == large_change_) endLargeChange(project, *outline);
    });
    connect(job_, &BackgroundJob::failed, this,
            [this, number = large_change_](const QString& reason, bool stopped) {
                if (number != large_change_) return;
                job_ = nullptr;
                project_->release_state();
                Q_EMIT largeChangeEnded(false);
                if (!stopped) Q_EMIT refused(reason);
            });
    Q_EMIT largeChangeBegan(text);
    job_->start();
    return true;
}

void ProjectModel::endLargeChange(const std::shared_ptr<std::optional<Project>>& project,
                                  const ProjectEdit& outline) {
    job_ = nullptr;
    project_->catch_up(std::move(**project));
    project->reset();
    Q_EMIT changed(outline);
    Q_EMIT largeChangeEnded(true);
}

void ProjectModel::cancelLargeChange() {
    if (job_) job_->cancel();
}

// Waits for the thread, which gives up within some milliseconds: it works on a file that is to be closed.
void ProjectModel::abandonLargeChange() {
    if (!job_) return;
    ++large_change_;
    delete job_;
    Q_EMIT largeChangeEnded(false);
}

QString ProjectModel::undoText() const {
    return canUndo() ? fromStd(project_->undo_label()) : QString();
}

QString ProjectModel::redoText() const {
    return canRedo() ? fromStd(project_->redo_label()) : QString();
}

void ProjectModel::undo() {
    if (canUndo()) restore(tr("Undo: %1").arg(undoText()), &Project::undo_is_large, &Project::undo);
}

void ProjectModel::redo() {
    if (canRedo()) restore(tr("Redo: %1").arg(redoText()), &Project::redo_is_large, &Project::redo);
}

void ProjectModel::restore(const QString& text, bool (Project::*is_large)() const,
                           ProjectEdit (Project::*step)()) {
    extended_gesture_ = -1;
    bool large = false;
    try {
        large = (*project_.*is_large)();
    } catch (const Error& failure) {  // the edge: a damaged history
        return Q_EMIT refused(fromStd(failure.what()));
    }
    if (large) {
        changeLargely(text, [step](Project& project) { return (project.*step)(); });
    } else {
        make([&] { return (*project_.*step)(); });
    }
}

}  // namespace rtrack
