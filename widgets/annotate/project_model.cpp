#include "widgets/annotate/project_model.h"

#include <utility>

#include "tracking/base/error.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

void ProjectModel::open(Project project) {
    project_.reset();  // first: the old one lets go of its lock, which may be that of the same file
    project_.emplace(std::move(project));
    extended_gesture_ = -1;
    Q_EMIT replaced();
}

void ProjectModel::close() {
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

bool ProjectModel::change(const ProjectEdit& edit, const QString& text, int gesture) {
    if (edit.empty()) return true;
    if (frozen_) {
        Q_EMIT refused(tr("The project is being saved under another name. Try again in a moment."));
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

QString ProjectModel::undoText() const {
    return canUndo() ? fromStd(project_->undo_label()) : QString();
}

QString ProjectModel::redoText() const {
    return canRedo() ? fromStd(project_->redo_label()) : QString();
}

void ProjectModel::undo() {
    extended_gesture_ = -1;
    if (canUndo()) make([this] { return project_->undo(); });
}

void ProjectModel::redo() {
    extended_gesture_ = -1;
    if (canRedo()) make([this] { return project_->redo(); });
}

void ProjectModel::discardLast() {
    extended_gesture_ = -1;
    if (canUndo()) make([this] { return project_->discard_last(); });
}

}  // namespace rtrack
