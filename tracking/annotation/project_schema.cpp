#include "tracking/annotation/project_schema.h"

#include <vector>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr int kApplicationId = 0x5254726b;  // "RTrk"

// Each step makes the next version out of the one before; a step that was released is never changed.
// Ids are positive and come from one counter for all items. Boxes are in frame pixels, frames count from 0 in
// presentation order. Lists and settings are JSON.
const std::vector<const char*>& steps() {
    static const std::vector<const char*> table = {
        R"sql(
CREATE TABLE meta(
    name TEXT PRIMARY KEY,              -- 'next_id', 'history_position' (steps that are done)
    value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES('next_id', 1), ('history_position', 0);

CREATE TABLE video(
    id INTEGER PRIMARY KEY,
    absolute_path TEXT NOT NULL,        -- where it was last found
    relative_path TEXT NOT NULL,        -- from the folder of this file; '' if there is none
    frame_count INTEGER NOT NULL,
    width INTEGER NOT NULL,             -- as shown
    height INTEGER NOT NULL,
    frames_per_second REAL NOT NULL,    -- 0: pictures without time
    facts TEXT NOT NULL,                -- object: codec, rotation, variable rate ...
    byte_size INTEGER NOT NULL,
    content_hash TEXT NOT NULL,         -- SHA-256, see video_identity.h
    frame_hashes TEXT NOT NULL,         -- [[frame, hash], ...]
    note TEXT NOT NULL
);
CREATE TABLE frame_index(               -- kept apart: large, and read only when a video is opened
    video INTEGER PRIMARY KEY REFERENCES video(id) DEFERRABLE INITIALLY DEFERRED,
    bytes BLOB NOT NULL                 -- FrameIndex::to_bytes
);

CREATE TABLE object_class(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    color INTEGER NOT NULL,             -- 0xRRGGBB
    key TEXT NOT NULL,                  -- the key that chooses it
    attributes TEXT NOT NULL            -- [{name, values, default}, ...]
);

CREATE TABLE track(
    id INTEGER PRIMARY KEY,
    video INTEGER NOT NULL REFERENCES video(id) DEFERRABLE INITIALLY DEFERRED,
    object_class INTEGER REFERENCES object_class(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    locked INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    attributes TEXT NOT NULL,           -- {name: value, ...}
    note TEXT NOT NULL
);
CREATE INDEX track_of_video ON track(video);
CREATE INDEX track_of_class ON track(object_class);

CREATE TABLE tracking_run(
    id INTEGER PRIMARY KEY,
    video INTEGER NOT NULL REFERENCES video(id) DEFERRABLE INITIALLY DEFERRED,
    tracker TEXT NOT NULL,
    model TEXT NOT NULL,
    model_hash TEXT NOT NULL,
    settings TEXT NOT NULL,             -- object: every option of the run
    first_frame INTEGER NOT NULL,
    last_frame INTEGER NOT NULL,        -- before first_frame: backward
    started_at INTEGER NOT NULL         -- seconds since 1970, UTC
);
CREATE INDEX run_of_video ON tracking_run(video);

CREATE TABLE box(
    track INTEGER NOT NULL REFERENCES track(id) DEFERRABLE INITIALLY DEFERRED,
    frame INTEGER NOT NULL,
    video INTEGER NOT NULL,             -- that of the track, for box_of_frame
    x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
    source INTEGER NOT NULL,            -- 0 human, 1 tracker, 2 interpolated, 3 imported
    score REAL NOT NULL,                -- 0 to 1
    doubtful INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    occluded INTEGER NOT NULL,
    absent INTEGER NOT NULL,            -- then the box is all zero
    cut_by_image INTEGER NOT NULL,
    cover INTEGER,                      -- visible eighths, 0 to 8
    run INTEGER,                        -- tracking_run that made it
    points BLOB,                        -- x, y of each TrackPoint, 32-bit floats, lowest byte first
    init_box BLOB,                      -- x, y, width, height of the init stage, as points
    note TEXT,
    PRIMARY KEY(track, frame)
) WITHOUT ROWID;
CREATE INDEX box_of_frame ON box(video, frame);
CREATE INDEX box_human ON box(track, frame) WHERE source = 0;
CREATE INDEX box_doubtful ON box(track, frame) WHERE doubtful = 1 AND reviewed = 0;

CREATE TABLE box_counts(                -- of each track, so that nobody has to count a million boxes
    track INTEGER PRIMARY KEY REFERENCES track(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    boxes INTEGER NOT NULL, human INTEGER NOT NULL, tracker INTEGER NOT NULL, interpolated INTEGER NOT NULL,
    imported INTEGER NOT NULL, unreviewed INTEGER NOT NULL, doubtful INTEGER NOT NULL, absent INTEGER NOT NULL
);

CREATE TABLE history_step(              -- steps beyond meta 'history_position' are undone
    step INTEGER PRIMARY KEY,           -- from 1
    label TEXT NOT NULL,
    made_at INTEGER NOT NULL,           -- seconds since 1970, UTC
    bytes INTEGER NOT NULL              -- of its parts
);
CREATE TABLE history_part(              -- a step that grew (a tracker's batches) has several
    step INTEGER NOT NULL,
    part INTEGER NOT NULL,
    edit BLOB NOT NULL,                 -- to_bytes of the edit that undoes it, or does it again if undone
    PRIMARY KEY(step, part)
);
)sql",
        R"sql(
-- object_class.attributes: [{name, kind, values, default}, ...]; kind: text, number, choice
UPDATE object_class SET attributes = (
    SELECT json_group_array(json_set(
        value, '$.kind', CASE json_array_length(value, '$.values') WHEN 0 THEN 'text' ELSE 'choice' END))
    FROM json_each(object_class.attributes));
)sql",
    };
    return table;
}

void run_steps(Connection& connection, int from, int to) {
    for (int version = from; version < to; ++version)
        connection.run_script(steps()[static_cast<size_t>(version)]);
    connection.run_script("PRAGMA user_version = " + std::to_string(to));
}

}  // namespace

int schema_version() {
    return static_cast<int>(steps().size());
}

void create_schema(Connection& connection, int version) {
    Transaction transaction(connection);
    connection.run_script("PRAGMA application_id = " + std::to_string(kApplicationId));
    run_steps(connection, 0, version);
    transaction.commit();
}

int checked_version(Connection& connection) {
    const std::string name = connection.file().string();
    if (connection.number("PRAGMA application_id") != kApplicationId) {
        throw Error(ErrorCode::Data, name +
                                         " is not a project of RTrack Studio (it is a database of another "
                                         "program); it was left as it is.");
    }
    const auto version = static_cast<int>(connection.number("PRAGMA user_version").value_or(0));
    if (version > schema_version()) {
        throw Error(ErrorCode::Data,
                    name + " was made by a later version of RTrack Studio (project version " +
                        std::to_string(version) + ", this program knows up to " +
                        std::to_string(schema_version()) + "); it was left as it is. Update the program.");
    }
    if (version < 1) throw Error(ErrorCode::Data, name + " is no complete project; it was left as it is.");
    return version;
}

void migrate(Connection& connection) {
    const int version = checked_version(connection);
    if (version == schema_version()) return;
    Transaction transaction(connection);
    run_steps(connection, version, schema_version());
    transaction.commit();
}

}  // namespace rtrack
