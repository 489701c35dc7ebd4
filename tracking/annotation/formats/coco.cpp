// COCO JSON with videos and tracks, as CocoVID and TAO have them: images carry video_id and frame_id (from
// 0; frame_index in TAO), annotations track_id (instance_id in CocoVID). Without these, the pictures of a
// folder are a video, and every box stands for itself. Attributes of a track stand in its entry of "tracks"
// and, for other tools, in each annotation; what attributes a category has, in "categories".

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "tracking/annotation/attribute_json.h"
#include "tracking/annotation/attributes.h"
#include "tracking/annotation/formats/json_text.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/error.h"
#include "tracking/base/natural_order.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr int64_t kLargestSide = 1 << 20;
/// What CVAT and we say of a box under "attributes" is no attribute of its track.
const char* const kBoxAttributes[] = {"occluded", "outside", "track_id", "keyframe", "rotation"};

/// An id that need not be there; -1: it is not.
int64_t id_or_none(const json& entry, const char* key) {
    const auto found = entry.find(key);
    return found == entry.end() || found->is_null() ? -1 : found->get<int64_t>();
}

/// Whether the field says yes, as true or as 1.
bool is_set(const json& entry, const char* key) {
    const auto found = entry.find(key);
    if (found == entry.end() || found->is_null()) return false;
    return found->is_number() ? *found == 1 : found->get<bool>();
}

/// The field of the frame's number; nullptr: there is none.
const char* frame_key(const json& entry) {
    for (const char* key : {"frame_id", "frame_index"}) {
        if (entry.contains(key) && !entry[key].is_null()) return key;
    }
    return nullptr;
}

struct PictureFrame {
    size_t video = 0;
    int64_t frame = 0;
};

class CocoReader {
public:
    explicit CocoReader(const fs::path& path)
        : file_(fs::is_directory(path) ? path / "annotations" / "instances_default.json" : path),
          object_(read_json_object(file_)) {}

    ReadResult run() {
        if (object_.contains("videos")) each("videos", [&](const json& entry) { read_video(entry); });
        each_element(object_, "categories", file_, reading_,
                     [&](const json& entry, const std::string& place) {
                         const std::string name = entry.at("name").get<std::string>();
                         classes_[entry.at("id").get<int64_t>()] = is_set(entry, kWithoutClass) ? "" : name;
                         if (entry.contains("attributes"))
                             reading_.define_attributes(name, rules_of_json(entry["attributes"]), place);
                     });
        if (object_.contains("tracks")) each("tracks", [&](const json& entry) { read_track(entry); });
        read_images();
        each_element(object_, "annotations", file_, reading_,
                     [&](const json& entry, const std::string& place) { read_annotation(entry, place); });
        return reading_.finish(file_, coco_format().title);
    }

private:
    template <typename Take>
    void each(const char* list, Take take) {
        each_element(object_, list, file_, reading_,
                     [&](const json& entry, const std::string&) { take(entry); });
    }

    void read_video(const json& entry) {
        const char* const key = entry.contains("name") ? "name" : "file_name";
        const size_t video = reading_.video(entry.at(key).get<std::string>());
        AnnotatedVideo& facts = reading_.video_at(video);
        facts.width = static_cast<int>(count_of_json(entry, "width", kLargestSide));
        facts.height = static_cast<int>(count_of_json(entry, "height", kLargestSide));
        facts.frame_count = count_of_json(entry, "length", kMostFrames);
        facts.frames_per_second = std::max(0.0, entry.value("fps", 0.0));
        videos_[entry.at("id").get<int64_t>()] = video;
    }

    void read_track(const json& entry) {
        const int64_t id = entry.at("id").get<int64_t>();
        track_names_[id] = entry.value("name", std::to_string(id));
        if (entry.contains("attributes")) track_attributes_[id] = entry["attributes"];
    }

    void read_images() {
        std::vector<std::pair<std::string, int64_t>> unnumbered;  // file name, id
        const int64_t frame_base = find_frame_base();
        each("images", [&](const json& entry) {
            const int64_t id = entry.at("id").get<int64_t>();
            const auto video = videos_.find(id_or_none(entry, "video_id"));
            const char* const key = frame_key(entry);
            if (video == videos_.end() || key == nullptr) {
                unnumbered.emplace_back(entry.at("file_name").get<std::string>(), id);
                set_size(reading_.video(folder_of(unnumbered.back().first)), entry);
                return;
            }
            frames_[id] = {video->second, count_of_json(entry, key, kMostFrames - 1) - frame_base};
            set_size(video->second, entry);
        });
        if (unnumbered.empty()) return;
        reading_.note(
            "Pictures without video_id and frame_id are the frames of their folder, in the order of "
            "their names.");
        std::sort(unnumbered.begin(), unnumbered.end(),
                  [](const auto& a, const auto& b) { return natural_less(a.first, b.first); });
        for (const auto& [name, id] : unnumbered) {
            const size_t video = reading_.video(folder_of(name));
            frames_[id] = {video, reading_.video_at(video).frame_count++};
        }
    }

    /// Trackers' converters of MOT sequences, which chain images by prev_image_id, count frames from 1.
    int64_t find_frame_base() {
        const auto images = object_.find("images");
        if (images == object_.end() || !images->is_array()) return 0;
        bool are_chained = false;
        for (const json& entry : *images) {
            const char* const key = frame_key(entry);
            if (key != nullptr && entry[key] == 0) return 0;
            are_chained = are_chained || entry.contains("prev_image_id");
        }
        if (!are_chained) return 0;
        reading_.note("The images are chained by prev_image_id: their frame_id was taken to count from 1.");
        return 1;
    }

    [[nodiscard]] std::string folder_of(const std::string& picture) const {
        const std::string folder = fs::path(picture).parent_path().filename().string();
        return folder.empty() ? file_.stem().string() : folder;
    }

    void set_size(size_t video, const json& entry) {
        AnnotatedVideo& facts = reading_.video_at(video);
        if (facts.width == 0) facts.width = static_cast<int>(count_of_json(entry, "width", kLargestSide));
        if (facts.height == 0) facts.height = static_cast<int>(count_of_json(entry, "height", kLargestSide));
    }

    void read_annotation(const json& entry, const std::string& place) {
        const auto picture = frames_.find(entry.at("image_id").get<int64_t>());
        if (picture == frames_.end())
            return reading_.leave_out(file_, 0, place + " names no image of the file");
        const auto [video, frame] = picture->second;
        const auto found = classes_.find(id_or_none(entry, "category_id"));
        const std::string class_name = found == classes_.end() ? "" : found->second;
        BoxRecord record = imported_box(box_of_json(entry.at("bbox")));
        if (const auto score = entry.find("score"); score != entry.end() && !score->is_null())
            record.score = std::clamp(score->get<double>(), 0.0, 1.0);
        if (is_set(entry, "iscrowd"))
            reading_.note("Boxes of crowds (iscrowd) were taken like those of single objects.");
        json attributes = entry.value("attributes", json::object());
        if (attributes.is_null()) attributes = json::object();
        record.occluded = is_set(attributes, "occluded");
        record.absent = is_set(attributes, "outside");  // as in CVAT, where a track pauses
        if (const int64_t id = track_id(entry, attributes); id >= 0) {
            const auto name = track_names_.find(id);
            const size_t track =
                reading_.track(video, std::to_string(id),
                               name == track_names_.end() ? std::to_string(id) : name->second, class_name);
            const auto answers = track_attributes_.find(id);
            if (answers != track_attributes_.end() && answered_.insert(track).second)
                add_answers(answers->second, track, "the track " + std::to_string(id), reading_);
            return take(track, frame, record, attributes, place);
        }
        take(reading_.track_with_room(video, class_name, frame), frame, record, attributes, place);
    }

    static int64_t track_id(const json& entry, const json& attributes) {
        for (const char* key : {"track_id", "instance_id"}) {
            if (const int64_t id = id_or_none(entry, key); id >= 0) return id;
        }
        return id_or_none(attributes, "track_id");
    }

    void take(size_t track, int64_t frame, const BoxRecord& record, json attributes,
              const std::string& place) {
        if (!record.box.valid())
            return reading_.leave_out(file_, 0, place + " is no box: " + to_string(record.box));
        if (reading_.track_at(track).boxes.contains(frame))
            return reading_.leave_out(file_, 0, place + ": the track has a box in this image already");
        reading_.add(track, frame, record, file_, 0);
        for (const char* name : kBoxAttributes) attributes.erase(name);
        if (!attributes.empty()) add_answers(attributes, track, place, reading_);
    }

    fs::path file_;
    json object_;
    Reading reading_;
    std::unordered_map<int64_t, size_t> videos_;
    std::unordered_map<int64_t, std::string> classes_;
    std::unordered_map<int64_t, std::string> track_names_;
    std::unordered_map<int64_t, json> track_attributes_;
    std::unordered_set<size_t> answered_;  // tracks that have theirs
    std::unordered_map<int64_t, PictureFrame> frames_;
};

ordered_json video_entry(const AnnotationSet& set, size_t video) {
    const AnnotatedVideo& facts = set.videos[video];
    return {{"id", video + 1},
            {"name", facts.name},
            {"width", facts.width},
            {"height", facts.height},
            {"length", frames_of(set, video)},
            {"fps", facts.frames_per_second}};
}

ordered_json image_entry(const AnnotatedVideo& facts, const std::string& name, size_t video, int64_t frame,
                         int64_t id) {
    return {{"id", id},
            {"file_name", coco_format().picture(name, frame).string()},
            {"width", facts.width},
            {"height", facts.height},
            {"video_id", video + 1},
            {"frame_id", frame}};
}

/// As an attribute's kind would have it: a number, or true and false.
ordered_json json_of_answer(const std::vector<AttributeRule>& rules, const std::string& name,
                            const std::string& answer) {
    static const std::vector<std::string> both = {"false", "true"};
    const AttributeRule* rule = find_rule(rules, name);
    const bool is_number = rule != nullptr && rule->kind == AttributeKind::Number;
    const bool is_choice = rule != nullptr && rule->kind == AttributeKind::Choice && rule->values == both;
    if (is_number || is_choice) {
        ordered_json value = ordered_json::parse(answer, nullptr, false);
        if ((is_number ? value.is_number() : value.is_boolean()) && json_text(value) == answer) return value;
    }
    return answer;
}

ordered_json json_of_answers(const std::vector<AttributeRule>& rules, const AnnotatedTrack& track) {
    ordered_json entry = ordered_json::object();
    for (const auto& [name, answer] : track.attributes) entry[name] = json_of_answer(rules, name, answer);
    return entry;
}

ordered_json annotation_entry(const BoxRecord& record, int64_t id, int64_t image, size_t video, size_t track,
                              int64_t category, ordered_json attributes) {
    for (const char* name : kBoxAttributes) attributes.erase(name);
    attributes["occluded"] = record.occluded;
    const Box box = box_in_format(record.box, coco_format());
    return {{"id", id},
            {"image_id", image},
            {"video_id", video + 1},
            {"category_id", category},
            {"track_id", track + 1},
            {"bbox", {box.x, box.y, box.width, box.height}},
            {"area", box.area()},
            {"iscrowd", 0},
            {"score", record.score},
            {"attributes", std::move(attributes)}};
}

/// Adds one object a line to a list of the file.
class ListText {
public:
    void add(const ordered_json& entry) { text_ += (text_.empty() ? "\n" : ",\n") + json_text(entry); }
    [[nodiscard]] std::string text() const { return "[" + text_ + "\n]"; }

private:
    std::string text_;
};

WrittenFiles write(const AnnotationSet& set, const WriteOptions& options) {
    const std::vector<std::string> names = video_file_names(set);
    const std::vector<std::string> classes = class_names(set);
    ListText videos;
    ListText images;
    ListText tracks;
    ListText annotations;
    ListText categories;
    for (size_t i = 0; i < classes.size(); ++i) {
        ordered_json category = {{"id", i + 1}, {"name", classes[i]}};
        const auto rules = set.class_attributes.find(classes[i]);
        if (rules != set.class_attributes.end()) category["attributes"] = json_of_rules(rules->second);
        categories.add(category);
    }
    // Every annotation must have a category of the list.
    if (has_tracks_without_class(set)) categories.add({{"id", 0}, {"name", kObject}, {kWithoutClass, true}});
    int64_t next_image = 1;
    int64_t next_annotation = 1;
    for (size_t video = 0; video < set.videos.size(); ++video) {
        videos.add(video_entry(set, video));
        const int64_t first_image = next_image;
        const ListedFrames frames = listed_frames(set, video, options);
        for (int64_t frame = frames.first; frame < frames.end; ++frame)
            images.add(image_entry(set.videos[video], names[video], video, frame, next_image++));
        for (const size_t index : tracks_of(set, video)) {
            const AnnotatedTrack& track = set.tracks[index];
            const auto place = std::find(classes.begin(), classes.end(), track.class_name);
            const int64_t category = place == classes.end() ? 0 : place - classes.begin() + 1;
            const auto rules = set.class_attributes.find(track.class_name);
            const ordered_json answers = json_of_answers(
                rules == set.class_attributes.end() ? std::vector<AttributeRule>() : rules->second, track);
            ordered_json entry = {
                {"id", index + 1}, {"name", track.name}, {"category_id", category}, {"video_id", video + 1}};
            if (!answers.empty()) entry["attributes"] = answers;
            tracks.add(entry);
            for (const auto& [frame, record] : track.boxes) {
                if (record.absent) continue;
                annotations.add(annotation_entry(record, next_annotation++,
                                                 first_image + frame - frames.first, video, index, category,
                                                 answers));
            }
        }
    }
    WrittenFiles files;
    files[""] = "{\"info\": {\"description\": \"written by rtrack\"},\n\"videos\": " + videos.text() +
                ",\n\"categories\": " + categories.text() + ",\n\"tracks\": " + tracks.text() +
                ",\n\"images\": " + images.text() + ",\n\"annotations\": " + annotations.text() + "}\n";
    return files;
}

}  // namespace

const Format& coco_format() {
    static const Format made = [] {
        Format format;
        format.name = "coco";
        format.title = "COCO JSON with video and track ids";
        format.is_folder = false;
        format.extension = ".json";
        format.decimals = 4;
        format.frame_numbering = "frame_id; pictures VIDEO/000000.jpg";
        format.holds.many_videos = true;
        format.holds.many_tracks = true;
        format.holds.track_names = true;
        format.holds.classes = true;
        format.holds.attributes = true;
        format.holds.occluded = true;
        format.holds.score = true;
        format.read = [](const fs::path& path, const ReadOptions&) { return CocoReader(path).run(); };
        format.write = write;
        format.picture = [](const std::string& sequence, int64_t frame) {
            return fs::path(sequence) / (padded(frame, 6) + ".jpg");
        };
        return format;
    }();
    return made;
}

}  // namespace rtrack
