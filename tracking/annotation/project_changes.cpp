// The part of Project that changes it: edits, and the history in the file.

#include <ctime>

#include "tracking/annotation/project.h"
#include "tracking/annotation/project_rows.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

// What is kept of the history when a project is opened again.
constexpr int64_t kKeptSteps = 10000;
constexpr int64_t kKeptBytes = int64_t{256} << 20;

constexpr size_t kWatchedBoxes = 500;  // written within some milliseconds
constexpr double kShareOfBoxes = 0.9;  // of the time that a change takes; the rest is the history

[[noreturn]] void refuse(const std::string& reason) {
    throw Error(ErrorCode::Contract, reason + "; nothing was changed");
}

std::string place_of(const BoxKey& key) {
    return "track " + std::to_string(key.track) + ", frame " + std::to_string(key.frame);
}

void check_record(const BoxKey& key, const BoxRecord& record, int64_t frame_count) {
    if (key.frame < 0 || key.frame >= frame_count)
        refuse(place_of(key) + ": the video has " + std::to_string(frame_count) + " frames");
    if (record.absent ? record.box != Box{} : !record.box.valid())
        refuse(place_of(key) +
               ": a box must have positive size, or be all zero where the object is absent; "
               "got " +
               to_string(record.box));
    if (!(record.score >= 0 && record.score <= 1)) refuse(place_of(key) + ": a score lies in 0 to 1");
    if (record.cover && (*record.cover < 0 || *record.cover > 8))
        refuse(place_of(key) + ": a cover lies in 0 to 8");
}

/// One edit on its way into the file, inside a transaction.
class Writing {
public:
    Writing(const Project& project, Connection& connection, const ProjectEdit& edit, bool restores)
        : project_(project), connection_(connection), edit_(edit), restores_(restores) {}

    /// @return the inverse.
    ProjectEdit run() {
        put(edit_.videos, project_.videos(), inverse_.videos);
        put_frame_indices();
        put(edit_.classes, project_.classes(), inverse_.classes);
        put(edit_.runs, project_.runs(), inverse_.runs);
        put(edit_.tracks, project_.tracks(), inverse_.tracks);
        for (const auto& [id, track] : edit_.tracks) check_same_video(id, track);
        size_t done = 0;
        for (const auto& [key, record] : edit_.boxes) {
            if (++done % kWatchedBoxes == 0)
                project_.tell_watch(kShareOfBoxes * static_cast<double>(done) /
                                    static_cast<double>(edit_.boxes.size()));
            put_box(key, record);
        }
        for (const auto& [track, counts] : counts_) {
            if (exists_after(track)) write_row(connection_, track, counts);
        }
        take_away(edit_.tracks, "DELETE FROM track WHERE id = ?");
        take_away(edit_.runs, "DELETE FROM tracking_run WHERE id = ?");
        take_away(edit_.classes, "DELETE FROM object_class WHERE id = ?");
        take_away(edit_.videos, "DELETE FROM video WHERE id = ?");
        return std::move(inverse_);
    }

    /// Of the tracks whose boxes changed.
    [[nodiscard]] const std::map<int64_t, BoxCounts>& counts() const { return counts_; }

private:
    template <typename Value>
    void put(const Changes<Value>& changes, const std::map<int64_t, Value>& before, Changes<Value>& inverse) {
        for (const auto& [id, value] : changes) {
            const auto found = before.find(id);
            inverse[id] = found == before.end() ? std::nullopt : std::optional(found->second);
            if (value) write_row(connection_, id, *value);
        }
    }

    template <typename Value>
    void take_away(const Changes<Value>& changes, const char* sql) {
        for (const auto& [id, value] : changes) {
            if (!value) connection_.run(sql, id);
        }
    }

    void put_frame_indices() {
        for (const auto& [video, bytes] : edit_.frame_indices) {
            const std::string before = project_.frame_index(video);
            inverse_.frame_indices[video] = before.empty() ? std::nullopt : std::optional(before);
            if (bytes && !bytes->empty()) {
                connection_.run("INSERT OR REPLACE INTO frame_index VALUES(?, ?)", video, Blob{*bytes});
            } else {
                connection_.run("DELETE FROM frame_index WHERE video = ?", video);
            }
        }
    }

    void check_same_video(int64_t id, const std::optional<Track>& track) const {
        const auto before = project_.tracks().find(id);
        if (track && before != project_.tracks().end() && before->second.video != track->video)
            refuse("track " + std::to_string(id) + " cannot move to another video");
    }

    [[nodiscard]] bool exists_after(int64_t track) const {
        const auto change = edit_.tracks.find(track);
        return change != edit_.tracks.end() ? change->second.has_value() : project_.tracks().contains(track);
    }

    /// The track as it is after the edit, or before it if the edit takes it away.
    [[nodiscard]] const Track& track_of(const BoxKey& key) const {
        const auto change = edit_.tracks.find(key.track);
        if (change != edit_.tracks.end() && change->second) return *change->second;
        const auto before = project_.tracks().find(key.track);
        if (before == project_.tracks().end()) refuse(place_of(key) + ": there is no such track");
        return before->second;
    }

    [[nodiscard]] const Video& video_of(const Track& track) const {
        const auto change = edit_.videos.find(track.video);
        if (change != edit_.videos.end() && change->second) return *change->second;
        return project_.video(track.video);
    }

    void check_allowed(const BoxKey& key, const std::optional<BoxRecord>& before,
                       const std::optional<BoxRecord>& after) const {
        if (after) check_record(key, *after, video_of(track_of(key)).frame_count);
        if (track_of(key).locked && project_.tracks().contains(key.track))
            refuse(place_of(key) + ": the track is locked; unlock it first");
        const bool by_machine =
            after && (after->source == BoxSource::Tracker || after->source == BoxSource::Imported);
        if (by_machine && before && before->source == BoxSource::Human)
            refuse(place_of(key) + ": a person's box is never overwritten by a tracker or an import");
    }

    void put_box(const BoxKey& key, const std::optional<BoxRecord>& record) {
        const bool is_new = !project_.tracks().contains(key.track);
        std::optional<BoxRecord> before = is_new ? std::nullopt : project_.box_at(key.track, key.frame);
        if (!restores_) check_allowed(key, before, record);
        auto [counts, added] = counts_.try_emplace(key.track);
        if (added) counts->second = project_.counts(key.track);
        if (before) counts->second.add(*before, -1);
        if (record) {
            counts->second.add(*record, 1);
            write_row(connection_, key, track_of(key).video, *record);
        } else {
            connection_.run("DELETE FROM box WHERE track = ? AND frame = ?", key.track, key.frame);
        }
        inverse_.boxes.emplace_hint(inverse_.boxes.end(), key, std::move(before));
    }

    const Project& project_;
    Connection& connection_;
    const ProjectEdit& edit_;
    const bool restores_;  // what is written was there before: the rules for new changes do not count
    ProjectEdit inverse_;
    std::map<int64_t, BoxCounts> counts_;
};

template <typename Value>
void take_over_items(const Changes<Value>& changes, std::map<int64_t, Value>& items) {
    for (const auto& [id, value] : changes) {
        if (value) {
            items[id] = *value;
        } else {
            items.erase(id);
        }
    }
}

}  // namespace

ProjectEdit Project::apply(const ProjectEdit& edit, const std::string& label) {
    return edit.empty() ? ProjectEdit{} : change(edit, history_position_ + 1, &label);
}

void Project::put(const ProjectEdit& edit) {
    if (edit.empty()) return;
    check_writable();
    Transaction transaction(*connection_);
    Writing writing(*this, *connection_, edit, false);
    (void)writing.run();
    connection_->run("UPDATE meta SET value = ? WHERE name = 'next_id'", next_id_);
    transaction.commit();
    take_over(edit, writing.counts());
}

ProjectEdit Project::extend(const ProjectEdit& edit) {
    if (edit.empty()) return {};
    if (!can_undo() || can_redo()) refuse("there is no last step that could be extended");
    return change(edit, history_position_, nullptr);
}

void Project::check_writable() const {
    if (!read_only()) return;
    throw Error(ErrorCode::Data, file_.string() + " is open for reading only. Save a copy and work on that.");
}

void Project::tell_watch(double share) const {
    if (watch_ && !watch_(share))
        throw Error(ErrorCode::Stopped, "It was stopped on request; nothing was changed.");
}

// `label`: of a new step; nullptr: the edit is one more part of the step.
ProjectEdit Project::change(const ProjectEdit& edit, int64_t step, const std::string* label) {
    check_writable();
    Transaction transaction(*connection_);
    connection_->run("DELETE FROM history_part WHERE step > ?", history_position_);
    connection_->run("DELETE FROM history_step WHERE step > ?", history_position_);
    Writing writing(*this, *connection_, edit, false);
    ProjectEdit inverse = writing.run();
    const std::string bytes = to_bytes(inverse);
    const auto size = static_cast<int64_t>(bytes.size());
    if (label != nullptr) {
        connection_->run("INSERT INTO history_step VALUES(?, ?, ?, ?)", step, *label,
                         static_cast<int64_t>(std::time(nullptr)), size);
    } else {
        connection_->run("UPDATE history_step SET bytes = bytes + ? WHERE step = ?", size, step);
    }
    connection_->run(
        "INSERT INTO history_part SELECT ?1, ifnull(max(part), 0) + 1, ?2 FROM history_part WHERE step = ?1",
        step, Blob{bytes});
    connection_->run("UPDATE meta SET value = ? WHERE name = 'history_position'", step);
    connection_->run("UPDATE meta SET value = ? WHERE name = 'next_id'", next_id_);
    tell_watch(1);
    transaction.commit();
    take_over(edit, writing.counts());
    history_position_ = last_step_ = step;
    return inverse;
}

void Project::take_over(const ProjectEdit& edit, const std::map<int64_t, BoxCounts>& counts) {
    take_over_items(edit.videos, videos_);
    take_over_items(edit.classes, classes_);
    take_over_items(edit.runs, runs_);
    take_over_items(edit.tracks, tracks_);
    for (const auto& [track, count] : counts) counts_[track] = count;
    for (const auto& [track, value] : edit.tracks) {
        if (!value) counts_.erase(track);
    }
}

ProjectEdit Project::undo() {
    if (!can_undo()) refuse("there is nothing to undo");
    return restore(history_position_, history_position_ - 1);
}

ProjectEdit Project::redo() {
    if (!can_redo()) refuse("there is nothing to do again");
    return restore(history_position_ + 1, history_position_ + 1);
}

// Makes the edit that is kept for the step, and keeps its inverse instead.
ProjectEdit Project::restore(int64_t step, int64_t position) {
    check_writable();
    Transaction transaction(*connection_);
    ProjectEdit edit;
    {
        Query part =
            connection_->query("SELECT edit FROM history_part WHERE step = ? ORDER BY part DESC", step);
        while (part.step()) edit = then(std::move(edit), edit_from_bytes(part.text(0)));
    }
    Writing writing(*this, *connection_, edit, true);
    const std::string inverse = to_bytes(writing.run());
    connection_->run("DELETE FROM history_part WHERE step = ?", step);
    connection_->run("INSERT INTO history_part VALUES(?, 1, ?)", step, Blob{inverse});
    connection_->run("UPDATE history_step SET bytes = ? WHERE step = ?", static_cast<int64_t>(inverse.size()),
                     step);
    connection_->run("UPDATE meta SET value = ? WHERE name = 'history_position'", position);
    tell_watch(1);
    transaction.commit();
    take_over(edit, writing.counts());
    history_position_ = position;
    return edit;
}

void Project::forget_old_steps() {
    int64_t bytes = 0;
    int64_t kept_from = history_position_ + 1;
    {
        Query row = connection_->query(
            "SELECT step, bytes FROM history_step WHERE step <= ? ORDER BY step DESC LIMIT ?",
            history_position_, kKeptSteps);
        while (row.step()) {
            bytes += row.integer(1);
            if (bytes > kKeptBytes && kept_from <= history_position_) break;  // the newest stays in any case
            kept_from = row.integer(0);
        }
    }
    if (kept_from <= first_step_) return;
    Transaction transaction(*connection_);
    connection_->run("DELETE FROM history_part WHERE step < ?", kept_from);
    connection_->run("DELETE FROM history_step WHERE step < ?", kept_from);
    transaction.commit();
    first_step_ = kept_from;
}

}  // namespace rtrack
