#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tracking/annotation/project_edit.h"
#include "tracking/annotation/project_file.h"

namespace rtrack {

/// A box and whose it is.
struct TrackBox {
    int64_t track = 0;
    BoxRecord record;
    bool operator==(const TrackBox&) const = default;
};

/// A box and when it is.
struct FrameBox {
    int64_t frame = 0;
    BoxRecord record;
    bool operator==(const FrameBox&) const = default;
};

/// What a timeline shows of a box.
struct BoxMark {
    int64_t frame = 0;
    BoxSource source = BoxSource::Human;
    double score = 1;
    bool reviewed = false;
    bool absent = false;
    bool operator==(const BoxMark&) const = default;
};

/// Which boxes a search stops at.
enum class BoxKind {
    Any,
    Human,
    Anchor,    ///< not interpolated: interpolation goes from anchor to anchor
    Doubtful,  ///< and not reviewed since
    Settled,   ///< see is_settled
};

enum class Direction { Forward, Backward };

/// One step of the history, for people.
struct HistoryStep {
    std::string label;
    int64_t made_at = 0;  ///< seconds since 1970, UTC
    bool done = true;     ///< false: undone, and can be done again
};

/// Where a step of the history changed something.
struct StepPlace {
    int64_t video = 0;
    int64_t frame = 0;
    bool operator==(const StepPlace&) const = default;
};

/// A project file (`.rtrack`, SQLite): videos, classes, tracks, their boxes, and the history of its changes.
///
/// What is in the file is the document: every change is one transaction, saved when `apply` returns, and the
/// boxes stay in the file, looked up by index, so that nothing grows with their number. Videos, classes,
/// tracks, runs and counts are kept in memory too. Not thread-safe: one thread at a time; other threads and
/// programs may open the same file for reading.
///
/// Every function throws Error(Data), naming the file and what to do, if it cannot be read or written.
class Project {
public:
    enum class Mode {
        Edit,  ///< falls back to Read where the file or its folder cannot be written
        Read
    };

    /// Makes a project file. @throws Error(Data) if something is there already.
    [[nodiscard]] static Project create(const std::filesystem::path& file);

    /// @throws Error(Data): no such file, no project, damaged, of a later version, or open for editing
    /// elsewhere. An older version is copied to NAME.version-N and then brought up to date.
    [[nodiscard]] static Project open(const std::filesystem::path& file, Mode mode = Mode::Edit);

    /// A second connection for one large change on another thread. The open project goes on being read, makes
    /// no changes of its own meanwhile, and takes over what was done with `catch_up`.
    /// @param next_id  of the open project: see `next_id`
    [[nodiscard]] static Project open_beside(const std::filesystem::path& file, int64_t next_id);
    /// Goes on reading what is there now, whatever a project opened beside this one commits: boxes must not
    /// appear before their tracks do. Until `catch_up` or `release_state`.
    /// @throws Error(Data) if the project is open for reading only.
    void hold_state();
    void release_state();
    /// Knows what `done`, opened beside this one, has changed.
    void catch_up(Project&& done);

    ~Project();
    Project(Project&&) noexcept;
    Project& operator=(Project&&) noexcept;

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }
    [[nodiscard]] bool read_only() const { return open_.read_only; }

    // --- reading -------------------------------------------------------------------------------------------
    [[nodiscard]] const std::map<int64_t, Video>& videos() const { return videos_; }
    [[nodiscard]] const std::map<int64_t, ObjectClass>& classes() const { return classes_; }
    [[nodiscard]] const std::map<int64_t, Track>& tracks() const { return tracks_; }
    [[nodiscard]] const std::map<int64_t, TrackingRun>& runs() const { return runs_; }
    [[nodiscard]] BoxCounts counts(int64_t track) const;
    [[nodiscard]] BoxCounts counts() const;  ///< of all tracks

    /// @throws Error(Contract) if there is none of that id.
    [[nodiscard]] const Video& video(int64_t id) const;
    [[nodiscard]] const Track& track(int64_t id) const;

    /// FrameIndex::to_bytes of the video; empty: not kept.
    [[nodiscard]] std::string frame_index(int64_t video) const;

    [[nodiscard]] std::optional<BoxRecord> box_at(int64_t track, int64_t frame) const;
    /// All boxes of a video at one frame, by track.
    [[nodiscard]] std::vector<TrackBox> boxes_at(int64_t video, int64_t frame) const;
    /// A track's boxes from `first` to `last`, by frame.
    [[nodiscard]] std::vector<FrameBox> boxes_of(int64_t track, int64_t first, int64_t last) const;
    [[nodiscard]] std::vector<FrameBox> boxes_of(int64_t track) const;
    /// The first box of each `step` frames from `first` on that have one. The cost follows from the number of
    /// marks, not from that of the boxes between them.
    [[nodiscard]] std::vector<BoxMark> marks_of(int64_t track, int64_t first, int64_t last,
                                                int64_t step) const;
    /// The frames of the track that have a person's or a doubtful box. @throws Error(Contract): other kinds.
    [[nodiscard]] std::vector<int64_t> frames_of(int64_t track, BoxKind kind, int64_t first,
                                                 int64_t last) const;
    /// The nearest frame of the track before or after `frame` that has such a box.
    [[nodiscard]] std::optional<int64_t> neighbour(int64_t track, int64_t frame, Direction direction,
                                                   BoxKind kind = BoxKind::Any) const;

    /// 64 hexadecimal digits that name the content: equal for equal items and boxes, whatever the history.
    /// Reads everything.
    [[nodiscard]] std::string content_hash() const;

    // --- changing ------------------------------------------------------------------------------------------
    /// An id that no item has had since the project was opened.
    [[nodiscard]] int64_t new_id() { return next_id_++; }
    [[nodiscard]] int64_t next_id() const { return next_id_; }  ///< what `new_id` would give

    /// Called now and then during each change, with the share done, 0 to 1, for the last time just before the
    /// change is saved; false gives it up: Error(Stopped), nothing was changed.
    using Watch = std::function<bool(double share)>;
    void set_watch(Watch watch) { watch_ = std::move(watch); }
    /// Asks the watch, if there is one: also for what is computed before a change. @throws Error(Stopped)
    void tell_watch(double share) const;

    /// Makes the change, saves it, and adds one step to the history; what was undone before can then not be
    /// done again. An empty edit does nothing.
    ///
    /// @return the inverse. TrackPoints and init boxes are kept as 32-bit floats.
    /// @throws Error(Contract) if a box lies outside its video or has no positive size, if a tracker's or
    /// imported box would overwrite a person's, if the box belongs to a locked track, or if an item is
    /// missing that another one refers to. Nothing is changed then, nor if the file cannot be written.
    ProjectEdit apply(const ProjectEdit& edit, const std::string& label);

    /// As `apply`, without a step of the history: what was opened or found is no work that could be undone,
    /// and what was undone before can still be done again.
    void put(const ProjectEdit& edit);

    /// As `apply`, as a part of the last step: the batches of one tracking run are one step.
    /// @throws Error(Contract) if the last step is not done (nothing was applied, or it was undone).
    ProjectEdit extend(const ProjectEdit& edit);

    [[nodiscard]] bool can_undo() const { return history_position_ > first_step_ - 1; }
    [[nodiscard]] bool can_redo() const { return history_position_ < last_step_; }
    /// Undoes the last step. @return what was changed. @throws Error(Contract) if there is none.
    ProjectEdit undo();
    /// Does the next undone step again. @return what was changed. @throws Error(Contract) if there is none.
    ProjectEdit redo();
    /// Whether `undo` and `redo` would take noticeably long: thousands of boxes.
    [[nodiscard]] bool undo_is_large() const { return is_large(history_position_); }
    [[nodiscard]] bool redo_is_large() const { return is_large(history_position_ + 1); }
    /// What `undo` and `redo` would do, for people; empty if there is nothing.
    [[nodiscard]] std::string undo_label() const { return label_of(history_position_); }
    [[nodiscard]] std::string redo_label() const { return label_of(history_position_ + 1); }
    /// Where `undo` and `redo` would change something: the first box of what came last to the step. nullopt:
    /// there is no step, or it is about no video.
    [[nodiscard]] std::optional<StepPlace> undo_place() const { return place_of(history_position_); }
    [[nodiscard]] std::optional<StepPlace> redo_place() const { return place_of(history_position_ + 1); }
    /// The last `count` steps up to the newest, oldest first. The history is kept in the file.
    [[nodiscard]] std::vector<HistoryStep> history(int64_t count) const;
    /// Where work was going on: the last box that was changed, of a track that is still there. nullopt: none
    /// that the last steps of the history know.
    [[nodiscard]] std::optional<BoxKey> last_place() const;

    // --- copies --------------------------------------------------------------------------------------------
    /// Writes the whole project to another file, whole or not at all; what was there is replaced. Relative
    /// paths in the copy are from its folder. This project stays the open one.
    void save_copy(const std::filesystem::path& file) const;
    /// False if the file was deleted, renamed or replaced since it was opened. The project can still be read,
    /// changed and copied, but nothing of it is found later.
    [[nodiscard]] bool is_in_place() const { return connection_->is_in_place(); }
    /// Puts the whole project where its file was, and goes on there; what lies there now is replaced.
    void write_again();

    /// Looks at every page of the file and counts again. Empty: all is well; else what is wrong.
    [[nodiscard]] std::vector<std::string> faults() const;

private:
    Project(std::filesystem::path file, OpenFile open_file);

    void load();
    void check_writable() const;
    void forget_old_steps();
    ProjectEdit change(const ProjectEdit& edit, int64_t step, const std::string* label);
    ProjectEdit restore(int64_t step, int64_t position);
    [[nodiscard]] std::string label_of(int64_t step) const;
    [[nodiscard]] bool is_large(int64_t step) const;
    [[nodiscard]] std::optional<StepPlace> place_of(int64_t step) const;
    void take_over(const ProjectEdit& edit, const std::map<int64_t, BoxCounts>& counts);

    std::filesystem::path file_;
    OpenFile open_;
    Connection* connection_ = nullptr;  // that of `open_`

    std::map<int64_t, Video> videos_;
    std::map<int64_t, ObjectClass> classes_;
    std::map<int64_t, Track> tracks_;
    std::map<int64_t, TrackingRun> runs_;
    std::map<int64_t, BoxCounts> counts_;
    int64_t next_id_ = 1;
    int64_t first_step_ = 1;
    int64_t last_step_ = 0;
    int64_t history_position_ = 0;  // the last step that is done
    Watch watch_;
};

}  // namespace rtrack
