#include "widgets/annotate/project_model.h"

#include <limits>
#include <utility>

#include "tracking/base/error.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr qint64 kManyBoxes = 2000;  // beyond it a change takes longer than a picture

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
    lost_ = false;
    Q_EMIT replaced();
}

bool ProjectModel::isInPlace() {
    if (project_->read_only() || project_->is_in_place()) return true;
    lost_ = true;
    Q_EMIT fileLost();
    return false;
}

void ProjectModel::watchFile() {
    if (isOpen() && !lost_) isInPlace();
}

void ProjectModel::writeAgain() {
    project_->write_again();
    lost_ = false;
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
    tellChanged(edit);
    return true;
}

void ProjectModel::tellChanged(const ProjectEdit& edit) {
    ++changes_;
    Q_EMIT changed(edit);
    watchFile();
}

bool ProjectModel::mayChange() {
    if (!isFree()) return false;
    if (!project_->read_only()) return true;
    Q_EMIT refused(tr("This project can only be read. Save it under another name to work on it."));
    return false;
}

bool ProjectModel::isFree() {
    if (!frozen_ && !isBusy()) return true;
    Q_EMIT refused(frozen_ ? tr("The project is being saved under another name. Try again in a moment.")
                           : tr("A large change is being made. Wait for its end, or cancel it."));
    return false;
}

bool ProjectModel::change(const ProjectEdit& edit, const QString& text, int gesture) {
    if (edit.empty()) return true;
    if (!mayChange()) return false;
    if (const QString locked = lockedTrackIn(edit); !locked.isEmpty()) {
        Q_EMIT refused(locked);
        return false;
    }
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

QString ProjectModel::lockedTrackIn(const ProjectEdit& edit) const {
    for (const auto& [key, record] : edit.boxes) {
        const auto track = project_->tracks().find(key.track);
        if (track == project_->tracks().end() || !track->second.locked) continue;
        return tr("%1 is locked. Unlock it in the list of tracks to change its boxes.")
            .arg(nameOfTrack(*project_, key.track));
    }
    return {};
}

bool ProjectModel::put(const ProjectEdit& edit) {
    if (edit.empty()) return true;
    if (!mayChange()) return false;
    return make([&]() -> const ProjectEdit& {
        project_->put(edit);
        return edit;
    });
}

bool ProjectModel::changeLargely(const QString& text, LargeChange change) {
    if (!mayChange()) return false;
    if (!project_->is_in_place()) {  // another connection would not find it, or find another one
        Q_EMIT refused(tr("The project's file is not in its place. Save the project first."));
        return false;
    }
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

void ProjectModel::changeBySize(qint64 boxes, const QString& text,
                                std::function<ProjectEdit(const Project& project)> edit_of,
                                std::function<void()> done) {
    if (boxes < kManyBoxes) {
        const ProjectEdit edit = edit_of(*project_);
        if (!edit.empty() && change(edit, text) && done) done();
        return;
    }
    const auto any = std::make_shared<bool>(false);
    const LargeChange make_edit = [any, edit_of = std::move(edit_of),
                                   label = text.toStdString()](Project& project) {
        ProjectEdit edit = edit_of(project);
        *any = !edit.empty();
        if (*any) project.apply(edit, label);
        return edit;
    };
    if (!changeLargely(text, make_edit) || !done) return;
    connect(
        this, &ProjectModel::largeChangeEnded, this,
        [any, done = std::move(done)](bool made) {
            if (made && *any) done();
        },
        Qt::SingleShotConnection);
}

void ProjectModel::endLargeChange(const std::shared_ptr<std::optional<Project>>& project,
                                  const ProjectEdit& outline) {
    job_ = nullptr;
    project_->catch_up(std::move(**project));
    project->reset();
    tellChanged(outline);
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
    const Way back{true, &Project::undo_label, &Project::undo_is_large, &Project::undo_place, &Project::undo};
    if (canUndo()) restore(tr("Undo: %1").arg(undoText()), back);
}

void ProjectModel::redo() {
    const Way on{false, &Project::redo_label, &Project::redo_is_large, &Project::redo_place, &Project::redo};
    if (canRedo()) restore(tr("Redo: %1").arg(redoText()), on);
}

void ProjectModel::restore(const QString& text, const Way& way) {
    extended_gesture_ = -1;
    const auto place = std::make_shared<std::optional<StepPlace>>();
    const auto go = [place, way](Project& project) {
        *place = (project.*way.place)();  // before: the step that it is about is another one then
        return (project.*way.go)();
    };
    bool large = false;
    QString step;
    try {
        large = (*project_.*way.is_large)();
        step = fromStd((*project_.*way.label)());
    } catch (const Error& failure) {  // the edge: a damaged history
        return Q_EMIT refused(fromStd(failure.what()));
    }
    if (!large) {
        if (make([&] { return go(*project_); })) Q_EMIT restored(way.undoes, step, *place);
        return;
    }
    if (!changeLargely(text, go)) return;
    connect(
        this, &ProjectModel::largeChangeEnded, this,
        [this, place, step, undone = way.undoes](bool done) {
            if (done) Q_EMIT restored(undone, step, *place);
        },
        Qt::SingleShotConnection);
}

}  // namespace rtrack
