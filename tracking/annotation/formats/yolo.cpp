// YOLO: data.yaml, labels/<video>/<frame>.txt, images/<video>/<frame>.jpg. A line: class, centre x, centre y,
// width, height as parts of the picture; lines of corners, as for segmentation, are read as the boxes around
// them. The pictures' size is in data.yaml where we wrote it, else the reader must be told.

#include <algorithm>
#include <cmath>

#include <yaml-cpp/yaml.h>

#include "tracking/annotation/formats/reading.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

class YoloReader {
public:
    YoloReader(const fs::path& path, const ReadOptions& options) : path_(path), options_(options) {}

    ReadResult run() {
        read_facts();
        const bool has_labels = fs::exists(path_ / "labels");
        const fs::path labels = has_labels ? path_ / "labels" : path_;
        read_folder(labels, path_.filename().string(), has_labels);
        read_folders_below(labels, has_labels, 1);
        return reading_.finish(path_, yolo_format().title);
    }

private:
    void read_facts() {
        Faults faults;
        for (const char* name : {"classes.txt", "obj.names"}) {
            if (fs::exists(path_ / name)) classes_ = read_names(path_ / name, faults).value_or(classes_);
        }
        reading_.leave_out(faults);
        if (!fs::exists(path_ / "data.yaml")) return;
        try {
            const YAML::Node facts = YAML::Load(read_text(path_ / "data.yaml"));
            if (facts["names"]) set_classes(facts["names"]);
            is_pose_ = facts["kpt_shape"].IsDefined();
            for (const auto& entry : facts["videos"]) {
                AnnotatedVideo& video = reading_.video_at(reading_.video(entry.first.as<std::string>()));
                video.width = entry.second["width"].as<int>();
                video.height = entry.second["height"].as<int>();
                video.frame_count = std::clamp<int64_t>(entry.second["frames"].as<int64_t>(), 0, kMostFrames);
            }
        } catch (const YAML::Exception& failure) {
            reading_.leave_out(path_ / "data.yaml", failure.mark.line + 1, failure.msg);
        }
    }

    /// A list, or a map by number.
    void set_classes(const YAML::Node& names) {
        constexpr size_t kMostClasses = 100'000;
        classes_.clear();
        for (const auto& entry : names) {
            const size_t number = names.IsMap() ? entry.first.as<size_t>() : classes_.size();
            if (number >= kMostClasses) throw YAML::Exception(names.Mark(), "there can be no such class");
            if (number >= classes_.size()) classes_.resize(number + 1);
            classes_[number] = (names.IsMap() ? entry.second : entry).as<std::string>();
        }
    }

    /// Such as obj_train_data/VIDEO, labels/train/VIDEO and train/labels/VIDEO.
    void read_folders_below(const fs::path& folder, bool are_labels, int depth) {
        constexpr int kDeepest = 4;
        for (const fs::path& inner : list_folders(folder)) {
            const std::string name = inner.filename().string();
            const bool is_labels = name == "labels";
            const bool is_darknet = name.starts_with("obj_") && name.ends_with("_data");
            const bool holds_labels = are_labels || is_labels || is_darknet;
            read_folder(inner, is_labels ? folder.filename().string() : name, holds_labels);
            if (depth < kDeepest) read_folders_below(inner, holds_labels, depth + 1);
        }
    }

    /// Files of several videos in one folder are told apart by what stands before the frame's number.
    /// @param are_labels whether all text files should be
    void read_folder(const fs::path& folder, const std::string& name, bool are_labels) {
        std::map<std::string, std::vector<fs::path>> videos;
        std::error_code failure;
        for (const auto& entry : fs::directory_iterator(folder, failure)) {
            const fs::path& file = entry.path();
            if (file.extension() != ".txt") continue;
            if (trailing_number(file)) {
                videos[name_before_number(file)].push_back(file);
            } else if (are_labels && file.filename() != "classes.txt") {
                reading_.leave_out(file, 0, "the file's name does not end with a frame number");
            }
        }
        for (auto& [start, files] : videos)
            read_video(videos.size() > 1 && !start.empty() ? start : name, files);
    }

    void read_video(const std::string& name, std::vector<fs::path>& files) {
        std::sort(files.begin(), files.end());
        const size_t video = reading_.video(name);
        AnnotatedVideo& facts = reading_.video_at(video);
        if (facts.width <= 0) facts.width = options_.width;
        if (facts.height <= 0) facts.height = options_.height;
        if (facts.width <= 0 || facts.height <= 0) {
            throw Error(ErrorCode::Argument,
                        "YOLO boxes are parts of the picture, and " + path_.string() +
                            " does not say how large the pictures are: give their size (--size 1920x1080).");
        }
        for (const fs::path& file : files) read_file(file, video);
    }

    void read_file(const fs::path& file, size_t video) {
        const int64_t frame = *trailing_number(file);
        if (frame >= kMostFrames) return reading_.leave_out(file, 0, "there can be no such frame");
        const auto [first, is_new] = files_.try_emplace({video, frame}, file);
        if (!is_new)
            return reading_.leave_out(file, 0, "is of the same video and frame as " + first->second.string());
        Faults faults;
        const auto lines = read_lines(file, faults);
        reading_.leave_out(faults);
        for (size_t i = 0; lines && i < lines->size(); ++i)
            read_line((*lines)[i], video, frame, file, static_cast<int64_t>(i) + 1);
        AnnotatedVideo& facts = reading_.video_at(video);
        facts.frame_count = std::max(facts.frame_count, frame + 1);
    }

    void read_line(const std::string& text, size_t video, int64_t frame, const fs::path& file, int64_t line) {
        auto columns = parse_numbers(text);
        if (columns) reduce_to_box(*columns);
        if (!columns || columns->size() < kColumns || columns->size() > kColumns + 2 ||
            (columns->size() == kColumns + 2 && !is_id(columns->back())) ||
            !((*columns)[0] >= 0 && (*columns)[0] == std::floor((*columns)[0]))) {
            return reading_.leave_out(
                file, line,
                "expected class,x,y,width,height and no more than score and id, found " + in_quotes(text));
        }
        const std::vector<double>& c = *columns;
        const AnnotatedVideo& facts = reading_.video_at(video);
        BoxRecord record = imported_box(box_from_cxcywh(c[1] * facts.width, c[2] * facts.height,
                                                        c[3] * facts.width, c[4] * facts.height));
        const bool is_known = c[0] < static_cast<double>(classes_.size());
        std::string class_name = is_known ? classes_[static_cast<size_t>(c[0])] : "";
        if (class_name.empty()) class_name = "class " + number_text(c[0], 0);
        const bool has_id = c.size() > kColumns && is_id(c.back());
        if (c.size() - (has_id ? 1 : 0) > kColumns) record.score = std::clamp(c[kColumns], 0.0, 1.0);
        const std::string id = has_id ? number_text(c.back(), 0) : "";
        const size_t track = has_id ? reading_.track(video, id, id, class_name)
                                    : reading_.track_with_room(video, class_name, frame);
        reading_.add(track, frame, record, file, line);
    }

    static bool is_id(double number) { return number >= 1 && number == std::floor(number); }

    /// Of a pose, the box stands before the points; a polygon becomes the box around it. A triangle has as
    /// many columns as a box with score and id, and its corners lie in the picture.
    void reduce_to_box(std::vector<double>& c) {
        if (is_pose_ && c.size() > kColumns) return c.resize(kColumns);
        const bool is_inside = std::all_of(c.begin() + (c.empty() ? 0 : 1), c.end(),
                                           [](double part) { return part >= 0 && part <= 1; });
        const bool may_be_box = c.size() < kTriangle || (c.size() == kTriangle && is_id(c.back()));
        if (may_be_box || c.size() % 2 == 0 || !is_inside) return;
        double left = 1, top = 1, right = 0, bottom = 0;
        for (size_t i = 1; i < c.size(); i += 2) {
            left = std::min(left, c[i]);
            right = std::max(right, c[i]);
            top = std::min(top, c[i + 1]);
            bottom = std::max(bottom, c[i + 1]);
        }
        c = {c[0], (left + right) / 2, (top + bottom) / 2, right - left, bottom - top};
        reading_.note("Polygons were turned into the upright boxes around them.");
    }

    static constexpr size_t kColumns = 5;  // then a score, an id, or both, as trackers write them
    static constexpr size_t kTriangle = 7;

    const fs::path path_;
    const ReadOptions options_;
    Reading reading_;
    std::vector<std::string> classes_;
    bool is_pose_ = false;
    std::map<std::pair<size_t, int64_t>, fs::path> files_;  // by video and frame
};

std::string label_line(const Box& box, const AnnotatedVideo& video, size_t class_number) {
    const int decimals = yolo_format().decimals;
    std::string text = std::to_string(class_number);
    for (const double part : {box.center().x / video.width, box.center().y / video.height,
                              box.width / video.width, box.height / video.height})
        text += ' ' + number_text(part, decimals);
    return text + '\n';
}

std::string data_yaml(const AnnotationSet& set, const std::vector<std::string>& classes) {
    YAML::Emitter text;
    text << YAML::BeginMap << YAML::Key << "path" << YAML::Value << "." << YAML::Key << "train" << YAML::Value
         << "images" << YAML::Key << "val" << YAML::Value << "images" << YAML::Key << "names" << YAML::Value
         << YAML::BeginSeq;
    // In quotation marks: bare, a reader of YAML 1.1 takes no, yes and 1:30 for other things than text.
    for (const std::string& name : classes) text << YAML::DoubleQuoted << name;
    text << YAML::EndSeq << YAML::Key << "videos" << YAML::Value << YAML::BeginMap;
    const std::vector<std::string> names = video_file_names(set);
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const AnnotatedVideo& facts = set.videos[video];
        text << YAML::Key << names[video] << YAML::Value << YAML::Flow << YAML::BeginMap << "width"
             << facts.width << "height" << facts.height << "frames" << frames_of(set, video) << YAML::EndMap;
    }
    text << YAML::EndMap << YAML::EndMap;
    return std::string(text.c_str()) + '\n';
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& options) {
    WrittenFiles files;
    std::vector<std::string> classes = class_names(set);
    if (has_tracks_without_class(set)) classes.emplace_back(kObject);
    files["data.yaml"] = data_yaml(set, classes);
    const std::vector<std::string> names = video_file_names(set);
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const AnnotatedVideo& facts = set.videos[video];
        if (facts.width <= 0 || facts.height <= 0) {
            throw Error(ErrorCode::Argument, "YOLO boxes are parts of the picture, and the size of '" +
                                                 facts.name + "' is not known: give it (--size 1920x1080).");
        }
        const fs::path folder = fs::path("labels") / names[video];
        const ListedFrames frames = listed_frames(set, video, options);
        for (int64_t frame = frames.first; frame < frames.end; ++frame)
            files[folder / (padded(frame, 6) + ".txt")];
        for (const size_t index : tracks_of(set, video)) {
            const AnnotatedTrack& track = set.tracks[index];
            const std::string& name = track.class_name.empty() ? classes.back() : track.class_name;
            const auto number =
                static_cast<size_t>(std::find(classes.begin(), classes.end(), name) - classes.begin());
            for (const auto& [frame, record] : track.boxes) {
                // Trainers skip a whole picture if one of its boxes lies beyond the edge.
                const Box box = clipped(record.box, facts.width, facts.height);
                if (record.absent || box.width <= 0 || box.height <= 0) continue;
                files[folder / (padded(frame, 6) + ".txt")] += label_line(box, facts, number);
            }
        }
    }
    return files;
}

}  // namespace

const Format& yolo_format() {
    static const Format made = [] {
        Format format;
        format.name = "yolo";
        format.title = "YOLO label files with data.yaml";
        format.decimals = 8;
        format.frame_numbering = "file name 000000.txt";
        format.holds.many_videos = true;
        format.holds.many_tracks = true;
        format.holds.identity = false;
        format.holds.beyond_picture = false;
        format.holds.classes = true;
        format.read = [](const fs::path& path, const ReadOptions& options) {
            return YoloReader(path, options).run();
        };
        format.write = write;
        format.picture = [](const std::string& sequence, int64_t frame) {
            return fs::path("images") / sequence / (padded(frame, 6) + ".jpg");
        };
        return format;
    }();
    return made;
}

}  // namespace rtrack
