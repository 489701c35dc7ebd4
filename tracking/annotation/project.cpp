#include "tracking/annotation/project.h"

#include <algorithm>
#include <limits>

#include "tracking/annotation/project_rows.h"
#include "tracking/annotation/video_identity.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/sha256.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

template <typename Value>
Changes<Value> all_of(const std::map<int64_t, Value>& items) {
    return {items.begin(), items.end()};
}

template <typename Value>
const Value& item(const std::map<int64_t, Value>& items, int64_t id, const char* what) {
    const auto found = items.find(id);
    if (found == items.end())
        throw Error(ErrorCode::Contract, std::string("there is no ") + what + " " + std::to_string(id));
    return found->second;
}

constexpr int64_t kScannedStep = 8;

// What is undone within a picture or two, some 10 microseconds a box. A step holds some 230 bytes for each
// box of a tracker that it brings back, but only 4 for each that it takes away: so boxes are counted where
// the bytes are few enough to look.
constexpr size_t kLargeStepBoxes = 2000;
constexpr int64_t kLargeStepBytes = 512 << 10;

const char* neighbour_sql(Direction direction, BoxKind kind) {
#define RTRACK_AFTER(condition) \
    "SELECT frame FROM box WHERE track = ? AND frame > ? " condition " ORDER BY frame LIMIT 1"
#define RTRACK_BEFORE(condition) \
    "SELECT frame FROM box WHERE track = ? AND frame < ? " condition " ORDER BY frame DESC LIMIT 1"
    const bool after = direction == Direction::Forward;
    switch (kind) {
        case BoxKind::Human:
            return after ? RTRACK_AFTER("AND source = 0") : RTRACK_BEFORE("AND source = 0");
        case BoxKind::Anchor:
            return after ? RTRACK_AFTER("AND source <> 2") : RTRACK_BEFORE("AND source <> 2");
        case BoxKind::Doubtful:
            return after ? RTRACK_AFTER("AND doubtful = 1 AND reviewed = 0")
                         : RTRACK_BEFORE("AND doubtful = 1 AND reviewed = 0");
        case BoxKind::Settled:
            return after ? RTRACK_AFTER("AND (source = 0 OR reviewed = 1)")
                         : RTRACK_BEFORE("AND (source = 0 OR reviewed = 1)");
        case BoxKind::Any:
            break;
    }
    return after ? RTRACK_AFTER("") : RTRACK_BEFORE("");
#undef RTRACK_AFTER
#undef RTRACK_BEFORE
}

}  // namespace

Project Project::create(const fs::path& file) {
    create_project_file(file);
    return open(file);
}

Project Project::open(const fs::path& file, Mode mode) {
    Project project(file, open_project_file(file, mode == Mode::Edit));
    if (!project.read_only()) project.forget_old_steps();
    return project;
}

Project Project::open_beside(const fs::path& file, int64_t next_id) {
    Project project(file, rtrack::open_beside(file));
    project.next_id_ = next_id;
    return project;
}

// A log's reader sees what was committed before its first look.
void Project::hold_state() {
    check_writable();
    connection_->run("BEGIN");
    try {
        (void)connection_->number("SELECT value FROM meta WHERE name = 'next_id'");
    } catch (...) {
        release_state();
        throw;
    }
}

void Project::release_state() {
    connection_->roll_back();
}

void Project::catch_up(Project&& done) {
    release_state();
    videos_.swap(done.videos_);
    classes_.swap(done.classes_);
    tracks_.swap(done.tracks_);
    runs_.swap(done.runs_);
    counts_.swap(done.counts_);
    next_id_ = done.next_id_;
    first_step_ = done.first_step_;
    last_step_ = done.last_step_;
    history_position_ = done.history_position_;
}

Project::Project(fs::path file, OpenFile open_file)
    : file_(std::move(file)), open_(std::move(open_file)), connection_(open_.connection.get()) {
    load();
}

void Project::load() {
    videos_ = read_videos(*connection_);
    classes_ = read_classes(*connection_);
    tracks_ = read_tracks(*connection_);
    runs_ = read_runs(*connection_);
    counts_ = read_counts(*connection_);
    next_id_ = connection_->number("SELECT value FROM meta WHERE name = 'next_id'").value_or(1);
    history_position_ =
        connection_->number("SELECT value FROM meta WHERE name = 'history_position'").value_or(0);
    first_step_ = connection_->number("SELECT ifnull(min(step), ?) FROM history_step", history_position_ + 1)
                      .value_or(1);
    last_step_ =
        connection_->number("SELECT ifnull(max(step), ?) FROM history_step", history_position_).value_or(0);
}

BoxCounts Project::counts(int64_t track) const {
    const auto found = counts_.find(track);
    return found == counts_.end() ? BoxCounts{} : found->second;
}

BoxCounts Project::counts() const {
    BoxCounts all;
    for (const auto& [track, counts] : counts_) all.add(counts);
    return all;
}

const Video& Project::video(int64_t id) const {
    return item(videos_, id, "video");
}

const Track& Project::track(int64_t id) const {
    return item(tracks_, id, "track");
}

std::string Project::frame_index(int64_t video) const {
    Query row = connection_->query("SELECT bytes FROM frame_index WHERE video = ?", video);
    return row.step() ? row.text(0) : std::string();
}

std::optional<BoxRecord> Project::box_at(int64_t track, int64_t frame) const {
    Query row = connection_->query("SELECT " RTRACK_BOX_COLUMNS " FROM box WHERE track = ? AND frame = ?",
                                   track, frame);
    return row.step() ? std::optional(box_of_row(row, 0)) : std::nullopt;
}

std::vector<TrackBox> Project::boxes_at(int64_t video, int64_t frame) const {
    std::vector<TrackBox> boxes;
    Query row = connection_->query("SELECT track, " RTRACK_BOX_COLUMNS
                                   " FROM box WHERE video = ? AND frame = ? ORDER BY track",
                                   video, frame);
    while (row.step()) boxes.push_back({row.integer(0), box_of_row(row, 1)});
    return boxes;
}

std::vector<FrameBox> Project::boxes_of(int64_t track, int64_t first, int64_t last) const {
    std::vector<FrameBox> boxes;
    Query row = connection_->query("SELECT frame, " RTRACK_BOX_COLUMNS
                                   " FROM box WHERE track = ? AND frame BETWEEN ? AND ? ORDER BY frame",
                                   track, first, last);
    while (row.step()) boxes.push_back({row.integer(0), box_of_row(row, 1)});
    return boxes;
}

std::vector<FrameBox> Project::boxes_of(int64_t track) const {
    return boxes_of(track, 0, std::numeric_limits<int64_t>::max());
}

std::vector<BoxMark> Project::marks_of(int64_t track, int64_t first, int64_t last, int64_t step) const {
    std::vector<BoxMark> marks;
    const auto mark_of = [](const Query& row) {
        return BoxMark{row.integer(0), static_cast<BoxSource>(row.integer(1)), row.real(2),
                       row.integer(3) != 0, row.integer(4) != 0};
    };
    if (step <= kScannedStep) {  // reading on costs less than looking up
        Query row = connection_->query(
            "SELECT frame, source, score, reviewed, absent FROM box WHERE track = ? AND frame BETWEEN ? AND "
            "? "
            "ORDER BY frame",
            track, first, last);
        int64_t next = first;
        while (row.step()) {
            if (row.integer(0) < next) continue;
            marks.push_back(mark_of(row));
            next = first + ((row.integer(0) - first) / step + 1) * step;
        }
        return marks;
    }
    for (int64_t next = first; next <= last;) {
        Query row = connection_->query(
            "SELECT frame, source, score, reviewed, absent FROM box WHERE track = ? AND frame BETWEEN ? AND "
            "? "
            "ORDER BY frame LIMIT 1",
            track, next, last);
        if (!row.step()) break;
        marks.push_back(mark_of(row));
        next = first + ((row.integer(0) - first) / step + 1) * step;
    }
    return marks;
}

std::vector<int64_t> Project::frames_of(int64_t track, BoxKind kind, int64_t first, int64_t last) const {
    if (kind != BoxKind::Human && kind != BoxKind::Doubtful)
        throw Error(ErrorCode::Contract, "frames_of knows a person's and doubtful boxes only");
    std::vector<int64_t> frames;
    Query row = connection_->query(
        kind == BoxKind::Human
            ? "SELECT frame FROM box WHERE track = ? AND frame BETWEEN ? AND ? AND source = 0 ORDER BY frame"
            : "SELECT frame FROM box WHERE track = ? AND frame BETWEEN ? AND ? AND doubtful = 1 AND "
              "reviewed = 0 ORDER BY frame",
        track, first, last);
    while (row.step()) frames.push_back(row.integer(0));
    return frames;
}

std::optional<int64_t> Project::neighbour(int64_t track, int64_t frame, Direction direction,
                                          BoxKind kind) const {
    return connection_->number(neighbour_sql(direction, kind), track, frame);
}

std::string Project::content_hash() const {
    Sha256 hash;
    const auto add = [&](const ProjectEdit& part) {
        const std::string bytes = to_bytes(part);
        hash.update(bytes.data(), bytes.size());
    };
    ProjectEdit items;
    items.videos = all_of(videos_);
    items.classes = all_of(classes_);
    items.runs = all_of(runs_);
    items.tracks = all_of(tracks_);
    for (const auto& [id, video] : videos_) items.frame_indices[id] = frame_index(id);
    add(items);
    for (const auto& [id, track] : tracks_) {
        ProjectEdit boxes;
        for (FrameBox& box : boxes_of(id)) boxes.boxes.emplace(BoxKey{id, box.frame}, std::move(box.record));
        add(boxes);
    }
    return hash.finish_hex();
}

std::string Project::label_of(int64_t step) const {
    Query row = connection_->query("SELECT label FROM history_step WHERE step = ?", step);
    return row.step() ? row.text(0) : std::string();
}

bool Project::is_large(int64_t step) const {
    if (connection_->number("SELECT bytes FROM history_step WHERE step = ?", step).value_or(0) >=
        kLargeStepBytes)
        return true;
    size_t boxes = 0;
    Query part = connection_->query("SELECT edit FROM history_part WHERE step = ?", step);
    while (part.step()) boxes += edit_from_bytes(part.text(0)).boxes.size();
    return boxes >= kLargeStepBoxes;
}

std::optional<BoxKey> Project::last_place() const {
    constexpr int64_t kLastParts = 50;
    Query part = connection_->query(
        "SELECT edit FROM history_part WHERE step <= ? ORDER BY step DESC, part DESC LIMIT ?",
        history_position_, kLastParts);
    try {
        while (part.step()) {
            const ProjectEdit edit = edit_from_bytes(part.text(0));
            for (auto box = edit.boxes.rbegin(); box != edit.boxes.rend(); ++box) {
                if (tracks_.contains(box->first.track)) return box->first;
            }
        }
    } catch (const Error& damaged) {  // costs the way back, not the project
        log_warning("where work ended cannot be told: " + std::string(damaged.what()));
    }
    return std::nullopt;
}

// The edit that is kept leads away from the present state: its tracks are there now, or it brings them back.
std::optional<StepPlace> Project::place_of(int64_t step) const {
    Query part =
        connection_->query("SELECT edit FROM history_part WHERE step = ? ORDER BY part DESC LIMIT 1", step);
    if (!part.step()) return std::nullopt;
    const ProjectEdit edit = edit_from_bytes(part.text(0));
    const bool has_boxes = !edit.boxes.empty();
    if (!has_boxes && edit.tracks.empty()) return std::nullopt;
    const int64_t id = has_boxes ? edit.boxes.begin()->first.track : edit.tracks.begin()->first;
    const auto present = tracks_.find(id);
    const auto kept = edit.tracks.find(id);
    StepPlace place;
    if (present != tracks_.end()) {
        place.video = present->second.video;
    } else if (kept != edit.tracks.end() && kept->second) {
        place.video = kept->second->video;
    } else {
        return std::nullopt;
    }
    if (has_boxes) place.frame = edit.boxes.begin()->first.frame;
    return place;
}

std::vector<HistoryStep> Project::history(int64_t count) const {
    std::vector<HistoryStep> steps;
    Query row =
        connection_->query("SELECT step, label, made_at FROM history_step ORDER BY step DESC LIMIT ?", count);
    while (row.step()) steps.push_back({row.text(1), row.integer(2), row.integer(0) <= history_position_});
    std::reverse(steps.begin(), steps.end());
    return steps;
}

void Project::save_copy(const fs::path& file) const {
    std::error_code different;
    if (fs::equivalent(file, file_, different) && !different) {
        throw Error(ErrorCode::Data, file.string() +
                                         " is the open project itself: every change is saved in it "
                                         "already. Choose another name for the copy.");
    }
    copy_project_file(*connection_, file, [&](Connection& copy) {
        for (const auto& [id, video] : videos_) {
            copy.run("UPDATE video SET relative_path = ? WHERE id = ?",
                     relative_video_path(video.absolute_path, file), id);
        }
    });
}

void Project::write_again() {
    check_writable();
    replace_project_file(*connection_, file_);
    open_.connection = std::move(rtrack::open_beside(file_).connection);
    connection_ = open_.connection.get();
}

std::vector<std::string> Project::faults() const {
    std::vector<std::string> faults;
    {
        Query row = connection_->query("PRAGMA integrity_check(20)");
        while (row.step()) {
            if (row.text(0) != "ok") faults.push_back("the file is damaged: " + row.text(0));
        }
    }
    Query broken = connection_->query("PRAGMA foreign_key_check");
    while (broken.step()) {
        faults.push_back("a row of " + broken.text(0) + " refers to a missing row of " + broken.text(2));
    }
    for (const auto& [id, track] : tracks_) {
        BoxCounts counted;
        for (const FrameBox& box : boxes_of(id)) counted.add(box.record, 1);
        if (counted == counts(id)) continue;
        faults.push_back("track " + std::to_string(id) + " has " + std::to_string(counted.boxes) +
                         " boxes, and " + std::to_string(counts(id).boxes) + " by its own count");
    }
    return faults;
}

Project::~Project() = default;
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;

}  // namespace rtrack
