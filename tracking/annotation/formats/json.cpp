// RTrack's own JSON: everything that a project knows of its boxes, exactly.

#include <algorithm>

#include "tracking/annotation/attribute_json.h"
#include "tracking/annotation/formats/json_text.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr char kName[] = "rtrack-annotations";
constexpr int64_t kLargestSide = 1 << 20;
constexpr int kFullCover = 8;

ordered_json json_of_box(const Box& box) {
    return {box.x, box.y, box.width, box.height};
}

// What is as in a plain box is not written.
ordered_json json_of_record(int64_t frame, const BoxRecord& record) {
    ordered_json entry = {{"frame", frame}};
    if (!record.absent) entry["box"] = json_of_box(record.box);
    entry["source"] = to_string(record.source);
    if (record.score != 1) entry["score"] = record.score;
    if (record.reviewed) entry["reviewed"] = true;
    if (record.doubtful) entry["doubtful"] = true;
    if (record.occluded) entry["occluded"] = true;
    if (record.absent) entry["absent"] = true;
    if (record.cut_by_image) entry["cut_by_image"] = true;
    if (record.cover) entry["cover"] = *record.cover;
    if (!record.note.empty()) entry["note"] = record.note;
    if (record.init_box) entry["init_box"] = json_of_box(*record.init_box);
    for (const Point& point : record.points) entry["points"].push_back({point.x, point.y});
    return entry;
}

BoxRecord record_of_json(const json& entry) {
    BoxRecord record = imported_absence();
    record.absent = entry.value("absent", false);
    if (!record.absent) record.box = box_of_json(entry.at("box"));
    const std::string source = entry.value("source", "imported");
    for (const BoxSource known : {BoxSource::Human, BoxSource::Tracker, BoxSource::Interpolated}) {
        if (source == to_string(known)) record.source = known;
    }
    record.score = entry.value("score", 1.0);
    if (!(record.score >= 0 && record.score <= 1))
        throw json::other_error::create(502, "a score lies in 0 to 1", &entry);
    record.reviewed = entry.value("reviewed", false) || record.source == BoxSource::Human;
    record.doubtful = entry.value("doubtful", false);
    record.occluded = entry.value("occluded", false);
    record.cut_by_image = entry.value("cut_by_image", false);
    if (entry.contains("cover")) record.cover = static_cast<int>(count_of_json(entry, "cover", kFullCover));
    record.note = entry.value("note", "");
    if (entry.contains("init_box")) record.init_box = box_of_json(entry["init_box"]);
    for (const json& point : entry.value("points", json::array()))
        record.points.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
    return record;
}

ordered_json json_of_video(const AnnotatedVideo& video) {
    ordered_json entry = {{"name", video.name},           {"path", video.path},
                          {"frames", video.frame_count},  {"width", video.width},
                          {"height", video.height},       {"frames_per_second", video.frames_per_second},
                          {"byte_size", video.byte_size}, {"content_hash", video.content_hash}};
    entry["frame_hashes"] = ordered_json::array();
    for (const FrameHash& hash : video.frame_hashes)
        entry["frame_hashes"].push_back({hash.frame_index, hash.hash});
    return entry;
}

void read_video(const json& entry, Reading& reading) {
    AnnotatedVideo video;
    video.name = entry.at("name").get<std::string>();
    video.path = entry.value("path", "");
    video.frame_count = count_of_json(entry, "frames", kMostFrames);
    video.width = static_cast<int>(count_of_json(entry, "width", kLargestSide));
    video.height = static_cast<int>(count_of_json(entry, "height", kLargestSide));
    video.frames_per_second = std::max(0.0, entry.value("frames_per_second", 0.0));
    video.byte_size = count_of_json(entry, "byte_size", std::numeric_limits<int64_t>::max() / 2);
    video.content_hash = entry.value("content_hash", "");
    for (const json& pair : entry.value("frame_hashes", json::array()))
        video.frame_hashes.push_back({pair.at(0).get<int64_t>(), pair.at(1).get<std::string>()});
    reading.video_at(reading.video(video.name)) = video;
}

ReadResult read(const fs::path& file, const ReadOptions& /*options*/) {
    const json object = read_json_object(file);
    if (object.value("format", "") != kName)
        throw Error(ErrorCode::Data, file.string() + " does not say \"format\": \"" + kName + "\".");
    if (object.value("version", 0) != 1)
        throw Error(ErrorCode::Data, file.string() + " is of a version that this program does not know.");
    Reading reading;
    each_element(object, "videos", file, reading,
                 [&](const json& entry, const std::string&) { read_video(entry, reading); });
    if (object.contains("classes")) {
        each_element(object, "classes", file, reading, [&](const json& entry, const std::string& place) {
            reading.define_attributes(entry.at("name").get<std::string>(),
                                      rules_of_json(entry.at("attributes")), place);
        });
    }
    size_t number = 0;
    each_element(object, "tracks", file, reading, [&](const json& entry, const std::string& place) {
        const size_t video = reading.video(entry.at("video").get<std::string>());
        const size_t track =
            reading.track(video, std::to_string(number++), entry.value("name", ""), entry.value("class", ""));
        if (entry.contains("attributes")) add_answers(entry["attributes"], track, place, reading);
        size_t index = 0;
        for (const json& box : entry.at("boxes")) {
            const std::string at = place + ".boxes[" + std::to_string(index++) + "]";
            try {
                const int64_t frame = count_of_json(box, "frame", kMostFrames - 1, kMostFrames);
                const BoxRecord record = record_of_json(box);
                if (!record.absent && !record.box.valid()) {
                    reading.leave_out(file, 0, at + " is no box: " + to_string(record.box));
                } else {
                    reading.add(track, frame, record, file, 0);
                }
            } catch (const json::exception& failure) {
                reading.leave_out(file, 0, at + ": " + failure.what());
            }
        }
    });
    return reading.finish(file, json_format().title);
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    std::string text =
        "{\"format\": \"" + std::string(kName) +
        "\", \"version\": 1, \"index_base\": 0, \"box\": \"x,y,width,height in pixels\",\n\"videos\": [";
    for (size_t i = 0; i < set.videos.size(); ++i)
        text += (i > 0 ? ",\n" : "\n") + json_text(json_of_video(set.videos[i]));
    text += "\n],\n\"classes\": [";
    bool is_first_class = true;
    for (const auto& [name, rules] : set.class_attributes) {
        text += (is_first_class ? "\n" : ",\n") +
                json_text(ordered_json{{"name", name}, {"attributes", json_of_rules(rules)}});
        is_first_class = false;
    }
    text += "\n],\n\"tracks\": [";
    for (size_t i = 0; i < set.tracks.size(); ++i) {
        const AnnotatedTrack& track = set.tracks[i];
        ordered_json head = {
            {"video", set.videos[track.video].name}, {"name", track.name}, {"class", track.class_name}};
        if (!track.attributes.empty()) head["attributes"] = track.attributes;
        std::string head_text = json_text(head);
        head_text.pop_back();
        text += (i > 0 ? ",\n" : "\n") + head_text + ", \"boxes\": [";
        bool is_first = true;
        for (const auto& [frame, record] : track.boxes) {
            text += (is_first ? "\n  " : ",\n  ") + json_text(json_of_record(frame, record));
            is_first = false;
        }
        text += "\n]}";
    }
    WrittenFiles files;
    files[""] = text + "\n]}\n";
    return files;
}

}  // namespace

const Format& json_format() {
    static const Format made = [] {
        Format format;
        format.name = "json";
        format.title = "RTrack's own JSON, everything";
        format.is_folder = false;
        format.extension = ".json";
        constexpr int kAllDecimals = 9;  // numbers are written so that they read back as they were
        format.decimals = kAllDecimals;
        format.frame_numbering = "field frame";
        FormatHolds& holds = format.holds;
        holds.many_videos = holds.many_tracks = holds.track_names = holds.classes = holds.absent = true;
        holds.occluded = holds.cover = holds.cut_by_image = holds.score = holds.interpolated = true;
        holds.source = holds.review = holds.points = holds.attributes = true;
        format.read = read;
        format.write = write;
        return format;
    }();
    return made;
}

}  // namespace rtrack
