#include "tracking/annotation/project_rows.h"

#include <bit>

#include <nlohmann/json.hpp>

#include "tracking/annotation/attribute_json.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

using nlohmann::json;

std::string text_of(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json json_of(const Query& row, int column) {
    return json::parse(row.text(column));
}

void append_float(std::string& bytes, double value) {
    const auto bits = std::bit_cast<uint32_t>(static_cast<float>(value));
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(bits >> shift);
}

std::vector<double> floats_of(const std::string& bytes) {
    std::vector<double> values;
    values.reserve(bytes.size() / 4);
    for (size_t start = 0; start + 4 <= bytes.size(); start += 4) {
        uint32_t bits = 0;
        for (size_t i = 0; i < 4; ++i)
            bits |= uint32_t{static_cast<unsigned char>(bytes[start + i])} << 8 * i;
        values.push_back(std::bit_cast<float>(bits));
    }
    return values;
}

std::optional<Blob> unless_empty(const std::string& bytes) {
    return bytes.empty() ? std::nullopt : std::optional<Blob>(Blob{bytes});
}

std::optional<int64_t> unless_zero(int64_t id) {
    return id == 0 ? std::nullopt : std::optional(id);
}

template <typename Value, typename Function>
std::map<int64_t, Value> read_all(Connection& connection, const char* sql, Function value_of_row) {
    std::map<int64_t, Value> items;
    Query row = connection.query(sql);
    try {
        while (row.step()) items.emplace_hint(items.end(), row.integer(0), value_of_row(row));
    } catch (const json::exception& error) {
        throw Error(ErrorCode::Data, connection.file().string() + " is damaged (" + error.what() +
                                         "). Open its newest backup copy instead.");
    }
    return items;
}

Video video_of_row(const Query& row) {
    Video video;
    video.absolute_path = row.text(1);
    video.relative_path = row.text(2);
    video.frame_count = row.integer(3);
    video.width = static_cast<int>(row.integer(4));
    video.height = static_cast<int>(row.integer(5));
    video.frames_per_second = row.real(6);
    video.facts = row.text(7);
    video.byte_size = row.integer(8);
    video.content_hash = row.text(9);
    for (const json& pair : json_of(row, 10)) {
        video.frame_hashes.push_back({pair.at(0).get<int64_t>(), pair.at(1).get<std::string>()});
    }
    video.note = row.text(11);
    return video;
}

ObjectClass class_of_row(const Query& row) {
    ObjectClass object_class{row.text(1), static_cast<uint32_t>(row.integer(2)), row.text(3), {}};
    object_class.attributes = rules_of_json(json_of(row, 4));
    return object_class;
}

Track track_of_row(const Query& row) {
    Track track;
    track.video = row.integer(1);
    track.object_class = row.integer(2);
    track.name = row.text(3);
    track.locked = row.integer(4) != 0;
    track.hidden = row.integer(5) != 0;
    track.attributes = json_of(row, 6).get<std::map<std::string, std::string>>();
    track.note = row.text(7);
    return track;
}

TrackingRun run_of_row(const Query& row) {
    return {row.integer(1), row.text(2),    row.text(3),    row.text(4),
            row.text(5),    row.integer(6), row.integer(7), row.integer(8)};
}

}  // namespace

std::map<int64_t, Video> read_videos(Connection& connection) {
    return read_all<Video>(connection,
                           "SELECT id, absolute_path, relative_path, frame_count, width, height, "
                           "frames_per_second, facts, byte_size, content_hash, frame_hashes, note FROM video "
                           "ORDER BY id",
                           video_of_row);
}

std::map<int64_t, ObjectClass> read_classes(Connection& connection) {
    return read_all<ObjectClass>(
        connection, "SELECT id, name, color, key, attributes FROM object_class ORDER BY id", class_of_row);
}

std::map<int64_t, Track> read_tracks(Connection& connection) {
    return read_all<Track>(
        connection,
        "SELECT id, video, object_class, name, locked, hidden, attributes, note FROM track ORDER BY id",
        track_of_row);
}

std::map<int64_t, TrackingRun> read_runs(Connection& connection) {
    return read_all<TrackingRun>(connection,
                                 "SELECT id, video, tracker, model, model_hash, settings, first_frame, "
                                 "last_frame, started_at FROM tracking_run ORDER BY id",
                                 run_of_row);
}

std::map<int64_t, BoxCounts> read_counts(Connection& connection) {
    return read_all<BoxCounts>(connection,
                               "SELECT track, boxes, human, tracker, interpolated, imported, unreviewed, "
                               "doubtful, absent FROM box_counts ORDER BY track",
                               [](const Query& row) {
                                   return BoxCounts{row.integer(1), row.integer(2), row.integer(3),
                                                    row.integer(4), row.integer(5), row.integer(6),
                                                    row.integer(7), row.integer(8)};
                               });
}

// Rows that others refer to are updated in place: replacing them would look up every row that refers to them.

void write_row(Connection& connection, int64_t id, const Video& video) {
    json hashes = json::array();
    for (const FrameHash& hash : video.frame_hashes) hashes.push_back({hash.frame_index, hash.hash});
    connection.run(
        "INSERT INTO video VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET "
        "absolute_path = excluded.absolute_path, relative_path = excluded.relative_path, "
        "frame_count = excluded.frame_count, width = excluded.width, height = excluded.height, "
        "frames_per_second = excluded.frames_per_second, facts = excluded.facts, "
        "byte_size = excluded.byte_size, content_hash = excluded.content_hash, "
        "frame_hashes = excluded.frame_hashes, note = excluded.note",
        id, video.absolute_path, video.relative_path, video.frame_count, video.width, video.height,
        video.frames_per_second, video.facts, video.byte_size, video.content_hash, text_of(hashes),
        video.note);
}

void write_row(Connection& connection, int64_t id, const ObjectClass& object_class) {
    connection.run(
        "INSERT INTO object_class VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name, "
        "color = excluded.color, key = excluded.key, attributes = excluded.attributes",
        id, object_class.name, object_class.color, object_class.key,
        text_of(json_of_rules(object_class.attributes)));
}

void write_row(Connection& connection, int64_t id, const Track& track) {
    connection.run(
        "INSERT INTO track VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET "
        "video = excluded.video, object_class = excluded.object_class, name = excluded.name, "
        "locked = excluded.locked, hidden = excluded.hidden, attributes = excluded.attributes, "
        "note = excluded.note",
        id, track.video, unless_zero(track.object_class), track.name, track.locked, track.hidden,
        text_of(track.attributes), track.note);
}

void write_row(Connection& connection, int64_t id, const TrackingRun& run) {
    connection.run(
        "INSERT INTO tracking_run VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET "
        "video = excluded.video, tracker = excluded.tracker, model = excluded.model, "
        "model_hash = excluded.model_hash, settings = excluded.settings, "
        "first_frame = excluded.first_frame, last_frame = excluded.last_frame, "
        "started_at = excluded.started_at",
        id, run.video, run.tracker, run.model, run.model_hash, run.settings, run.first_frame, run.last_frame,
        run.started_at);
}

void write_row(Connection& connection, int64_t track, const BoxCounts& counts) {
    connection.run("INSERT OR REPLACE INTO box_counts VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", track, counts.boxes,
                   counts.human, counts.tracker, counts.interpolated, counts.imported, counts.unreviewed,
                   counts.doubtful, counts.absent);
}

void write_row(Connection& connection, const BoxKey& key, int64_t video, const BoxRecord& record) {
    std::string points;
    for (const Point& point : record.points) {
        append_float(points, point.x);
        append_float(points, point.y);
    }
    std::string init_box;
    if (record.init_box) {
        const Box& box = *record.init_box;
        for (const double value : {box.x, box.y, box.width, box.height}) append_float(init_box, value);
    }
    connection.run("INSERT OR REPLACE INTO box(track, frame, video, " RTRACK_BOX_COLUMNS
                   ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   key.track, key.frame, video, record.box.x, record.box.y, record.box.width,
                   record.box.height, static_cast<int>(record.source), record.score, record.doubtful,
                   record.reviewed, record.occluded, record.absent, record.cut_by_image, record.cover,
                   unless_zero(record.run), unless_empty(points), unless_empty(init_box),
                   record.note.empty() ? std::nullopt : std::optional(record.note));
}

BoxRecord box_of_row(const Query& row, int first) {
    BoxRecord record;
    record.box = {row.real(first), row.real(first + 1), row.real(first + 2), row.real(first + 3)};
    record.source = static_cast<BoxSource>(row.integer(first + 4));
    record.score = row.real(first + 5);
    record.doubtful = row.integer(first + 6) != 0;
    record.reviewed = row.integer(first + 7) != 0;
    record.occluded = row.integer(first + 8) != 0;
    record.absent = row.integer(first + 9) != 0;
    record.cut_by_image = row.integer(first + 10) != 0;
    if (!row.null(first + 11)) record.cover = static_cast<int>(row.integer(first + 11));
    record.run = row.integer(first + 12);
    const std::vector<double> points = floats_of(row.text(first + 13));
    for (size_t i = 0; i + 1 < points.size(); i += 2) record.points.push_back({points[i], points[i + 1]});
    const std::vector<double> init = floats_of(row.text(first + 14));
    if (init.size() == 4) record.init_box = Box{init[0], init[1], init[2], init[3]};
    record.note = row.text(first + 15);
    return record;
}

}  // namespace rtrack
