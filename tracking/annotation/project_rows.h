#pragma once

#include <map>
#include <vector>

#include "tracking/annotation/project_items.h"
#include "tracking/annotation/sqlite.h"

namespace rtrack {

// Items to rows of the project file and back; the tables are in project_schema.cpp. `write_row` replaces what
// is there.

[[nodiscard]] std::map<int64_t, Video> read_videos(Connection& connection);
[[nodiscard]] std::map<int64_t, ObjectClass> read_classes(Connection& connection);
[[nodiscard]] std::map<int64_t, Track> read_tracks(Connection& connection);
[[nodiscard]] std::map<int64_t, TrackingRun> read_runs(Connection& connection);
[[nodiscard]] std::map<int64_t, BoxCounts> read_counts(Connection& connection);

void write_row(Connection& connection, int64_t id, const Video& video);
void write_row(Connection& connection, int64_t id, const ObjectClass& object_class);
void write_row(Connection& connection, int64_t id, const Track& track);
void write_row(Connection& connection, int64_t id, const TrackingRun& run);
void write_row(Connection& connection, int64_t track, const BoxCounts& counts);
void write_row(Connection& connection, const BoxKey& key, int64_t video, const BoxRecord& record);

/// The columns that `box_of_row` reads, in its order.
#define RTRACK_BOX_COLUMNS                                                                                 \
    "x, y, width, height, source, score, doubtful, reviewed, occluded, absent, cut_by_image, cover, run, " \
    "points, init_box, note"

/// @param first  the column of x.
[[nodiscard]] BoxRecord box_of_row(const Query& row, int first);

}  // namespace rtrack
