#pragma once

#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>
#include <optional>

#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/annotation/project.h"
#include "widgets/common/background_job.h"

namespace rtrack {

/// The open project: the only way by which widgets change it. Every change is saved when `change` returns.
/// GUI thread only.
///
/// A large change, such as an import or its undo, is made on a thread of its own, whole or not at all. It is
/// announced by `largeChangeBegan` and `largeChangeEnded`; until then the project is read as it was before,
/// and no other change can be made.
class ProjectModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] bool isOpen() const { return project_.has_value(); }
    /// While `isOpen`.
    [[nodiscard]] const Project& project() const { return *project_; }

    ~ProjectModel() override;

    /// Takes the place of the project before. A large change of that is given up.
    void open(Project project);
    void close();
    /// The same content in another file: what is selected and shown stays as it is.
    void continueWith(Project copy) { open(std::move(copy)); }
    /// Whether the file still lies where it was opened; if not, `fileLost` says so. One that is only read is
    /// not asked for.
    bool isInPlace();
    /// As `isInPlace`, but said once. Every change looks.
    void watchFile();
    /// Puts the file back where it was. @throws Error(Data) if it cannot be written.
    void writeAgain();
    /// Refuses changes while it is copied.
    void setFrozen(bool frozen) { frozen_ = frozen; }

    [[nodiscard]] int64_t newId() { return project_->new_id(); }
    /// A number for `change`, with which several changes become one step of the history: key presses that
    /// follow each other, a tracking run.
    [[nodiscard]] int newGesture() { return ++last_gesture_; }
    /// Whether a change can be made now; if not, `refused` says why.
    bool mayChange();
    /// Whether no change is in progress; if one is, `refused` says so.
    bool isFree();
    /// How many changes were made so far: tells whether something still is the last one.
    [[nodiscard]] int changes() const { return changes_; }
    /// Makes the change as a step of the history, or as part of the last one if that has the same gesture
    /// (-1: never). An empty edit does nothing.
    /// @return false if it could not be made: nothing was changed then, and `refused` says why.
    bool change(const ProjectEdit& edit, const QString& text, int gesture = -1);

    /// Makes a change that is no work of a person and no step of the history: see Project::put.
    bool put(const ProjectEdit& edit);

    /// Computes and makes a change on another thread, with the project's own functions only.
    /// @return what was changed.
    using LargeChange = std::function<ProjectEdit(Project& project)>;
    /// Starts a large change. If it cannot be made, nothing is changed, and `refused` says why,
    /// after `largeChangeEnded`.
    /// @param text  what is done, for people
    /// @return false: refused at once
    bool changeLargely(const QString& text, LargeChange change);
    /// Makes a change as a step of the history: about many boxes as a large change. An empty edit does
    /// nothing.
    /// @param boxes  how many it is about
    /// @param done  called once it is made; not if there was nothing to do, or it was refused or given up
    void changeBySize(qint64 boxes, const QString& text,
                      std::function<ProjectEdit(const Project& project)> edit_of,
                      std::function<void()> done = {});
    [[nodiscard]] bool isBusy() const { return job_ != nullptr; }
    /// Gives the large change up.
    void cancelLargeChange();

    [[nodiscard]] bool canUndo() const {
        return isOpen() && !frozen_ && !isBusy() && !project_->read_only() && project_->can_undo();
    }
    [[nodiscard]] bool canRedo() const {
        return isOpen() && !frozen_ && !isBusy() && !project_->read_only() && project_->can_redo();
    }
    [[nodiscard]] QString undoText() const;
    [[nodiscard]] QString redoText() const;
    /// Large steps as a large change.
    void undo();
    void redo();

Q_SIGNALS:
    /// Was changed and saved; `edit` says what is different now. Of a large change, one box of each track
    /// stands for all of its boxes.
    void changed(const rtrack::ProjectEdit& edit);
    void largeChangeBegan(QString text);
    void largeChangeProgressed(double share);
    /// @param done  false: nothing was changed
    void largeChangeEnded(bool done);
    /// A step of the history was undone, or done again.
    /// @param place  nullopt: it is about no video
    void restored(bool undone, QString step, std::optional<rtrack::StepPlace> place);
    /// Another project, or none.
    void replaced();
    void refused(QString reason);
    /// The file was deleted, renamed or replaced: what was done is kept only until the project is closed.
    void fileLost();

private:
    template <typename Change>
    bool make(Change change);
    /// What a person can do about it; empty: nothing is in the way.
    [[nodiscard]] QString lockedTrackIn(const ProjectEdit& edit) const;
    void tellChanged(const ProjectEdit& edit);

    /// One direction along the history.
    struct Way {
        bool undoes = true;
        std::string (Project::*label)() const = nullptr;
        bool (Project::*is_large)() const = nullptr;
        std::optional<StepPlace> (Project::*place)() const = nullptr;
        ProjectEdit (Project::*go)() = nullptr;
    };
    void restore(const QString& text, const Way& way);
    void endLargeChange(const std::shared_ptr<std::optional<Project>>& project, const ProjectEdit& outline);
    void abandonLargeChange();

    std::optional<Project> project_;
    QPointer<BackgroundJob> job_;  // the large change in progress
    int large_change_ = 0;         // its number; raised when it is abandoned
    bool frozen_ = false;
    bool lost_ = false;  // `fileLost` was said
    int changes_ = 0;
    int last_gesture_ = 0;
    int extended_gesture_ = -1;  // of the newest step, while nothing else was done since
};

}  // namespace rtrack
