#pragma once

#include <QObject>
#include <optional>

#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/annotation/project.h"

namespace rtrack {

/// The open project: the only way by which widgets change it. Every change is saved when `change` returns.
/// GUI thread only.
class ProjectModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] bool isOpen() const { return project_.has_value(); }
    /// While `isOpen`.
    [[nodiscard]] const Project& project() const { return *project_; }

    /// Takes the place of the project before.
    void open(Project project);
    void close();
    /// The same content in another file: what is selected and shown stays as it is.
    void continueWith(Project copy) { open(std::move(copy)); }
    /// Refuses changes while it is copied.
    void setFrozen(bool frozen) { frozen_ = frozen; }

    [[nodiscard]] int64_t newId() { return project_->new_id(); }
    /// A number for `change`, with which several changes become one step of the history: key presses that
    /// follow each other, a tracking run.
    [[nodiscard]] int newGesture() { return ++last_gesture_; }
    /// Makes the change as a step of the history, or as part of the last one if that has the same gesture
    /// (-1: never). An empty edit does nothing.
    /// @return false if it could not be made: nothing was changed then, and `refused` says why.
    bool change(const ProjectEdit& edit, const QString& text, int gesture = -1);

    /// What an import would change, for `change`. @throws Error(Data) as to_project.
    [[nodiscard]] ImportPlan planImport(const AnnotationSet& set, const ToProject& options) {
        return to_project(*project_, set, options);
    }

    [[nodiscard]] bool canUndo() const {
        return isOpen() && !frozen_ && !project_->read_only() && project_->can_undo();
    }
    [[nodiscard]] bool canRedo() const {
        return isOpen() && !frozen_ && !project_->read_only() && project_->can_redo();
    }
    [[nodiscard]] QString undoText() const;
    [[nodiscard]] QString redoText() const;
    void undo();
    void redo();
    /// Undoes the last step for good: it was given up half-way.
    void discardLast();

Q_SIGNALS:
    /// Was changed and saved; `edit` says what is different now.
    void changed(const rtrack::ProjectEdit& edit);
    /// Another project, or none.
    void replaced();
    void refused(QString reason);

private:
    template <typename Change>
    bool make(Change change);

    std::optional<Project> project_;
    bool frozen_ = false;
    int last_gesture_ = 0;
    int extended_gesture_ = -1;  // of the newest step, while nothing else was done since
};

}  // namespace rtrack
