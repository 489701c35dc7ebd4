// YOLO: data.yaml, labels/<video>/<frame>.txt, images/<video>/<frame>.jpg. A line: class, centre x, centre y,
// width, height as parts of the picture. The pictures' size is in data.yaml where we wrote it, else the
// reader must be told.

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
        const fs::path labels = fs::exists(path_ / "labels") ? path_ / "labels" : path_;
        read_folder(labels, path_.filename().string());
        for (const fs::path& folder : list_folders(labels)) read_folder(folder, folder.filename().string());
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
            for (const auto& entry : facts["names"]) {  // a list, or a map by number
                classes_.push_back((entry.second ? entry.second : entry).as<std::string>());
            }
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

    void read_folder(const fs::path& folder, const std::string& name) {
        std::vector<fs::path> files;
        std::error_code failure;
        for (const auto& entry : fs::directory_iterator(folder, failure)) {
            if (entry.path().extension() == ".txt" && trailing_number(entry.path()))
                files.push_back(entry.path());
        }
        if (files.empty()) return;
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
        Faults faults;
        const auto lines = read_lines(file, faults);
        reading_.leave_out(faults);
        for (size_t i = 0; lines && i < lines->size(); ++i)
            read_line((*lines)[i], video, frame, file, static_cast<int64_t>(i) + 1);
        AnnotatedVideo& facts = reading_.video_at(video);
        facts.frame_count = std::max(facts.frame_count, frame + 1);
    }

    void read_line(const std::string& text, size_t video, int64_t frame, const fs::path& file, int64_t line) {
        constexpr size_t kColumns = 5;  // then a score, an id, or both, as trackers write them
        const auto columns = parse_numbers(text);
        if (!columns || columns->size() < kColumns || columns->size() > kColumns + 2 ||
            !((*columns)[0] >= 0 && (*columns)[0] == std::floor((*columns)[0]))) {
            return reading_.leave_out(
                file, line,
                "expected class,x,y,width,height and no more than score and id, found " + in_quotes(text));
        }
        const std::vector<double>& c = *columns;
        const AnnotatedVideo& facts = reading_.video_at(video);
        BoxRecord record = imported_box(box_from_cxcywh(c[1] * facts.width, c[2] * facts.height,
                                                        c[3] * facts.width, c[4] * facts.height));
        const std::string class_name = c[0] < static_cast<double>(classes_.size())
                                           ? classes_[static_cast<size_t>(c[0])]
                                           : "class " + number_text(c[0], 0);
        const bool has_id = c.size() > kColumns && c.back() >= 1 && c.back() == std::floor(c.back());
        if (c.size() - (has_id ? 1 : 0) > kColumns) record.score = std::clamp(c[kColumns], 0.0, 1.0);
        const std::string id = has_id ? number_text(c.back(), 0) : "";
        const size_t track = has_id ? reading_.track(video, id, id, class_name)
                                    : reading_.track_with_room(video, class_name, frame);
        reading_.add(track, frame, record, file, line);
    }

    const fs::path path_;
    const ReadOptions options_;
    Reading reading_;
    std::vector<std::string> classes_;
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
         << classes << YAML::Key << "videos" << YAML::Value << YAML::BeginMap;
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const AnnotatedVideo& facts = set.videos[video];
        text << YAML::Key << file_name_of(facts.name) << YAML::Value << YAML::Flow << YAML::BeginMap
             << "width" << facts.width << "height" << facts.height << "frames" << frames_of(set, video)
             << YAML::EndMap;
    }
    text << YAML::EndMap << YAML::EndMap;
    return std::string(text.c_str()) + '\n';
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    WrittenFiles files;
    std::vector<std::string> classes = class_names(set);
    const auto without = std::find_if(set.tracks.begin(), set.tracks.end(),
                                      [](const AnnotatedTrack& track) { return track.class_name.empty(); });
    if (without != set.tracks.end()) classes.emplace_back("object");
    files["data.yaml"] = data_yaml(set, classes);
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const AnnotatedVideo& facts = set.videos[video];
        if (facts.width <= 0 || facts.height <= 0) {
            throw Error(ErrorCode::Argument, "YOLO boxes are parts of the picture, and the size of '" +
                                                 facts.name + "' is not known: give it (--size 1920x1080).");
        }
        const fs::path folder = fs::path("labels") / file_name_of(facts.name);
        for (int64_t frame = 0; frame < frames_of(set, video); ++frame)
            files[folder / (padded(frame, 6) + ".txt")];
        for (const size_t index : tracks_of(set, video)) {
            const AnnotatedTrack& track = set.tracks[index];
            const std::string& name = track.class_name.empty() ? classes.back() : track.class_name;
            const auto number =
                static_cast<size_t>(std::find(classes.begin(), classes.end(), name) - classes.begin());
            for (const auto& [frame, record] : track.boxes) {
                if (record.absent) continue;
                files[folder / (padded(frame, 6) + ".txt")] += label_line(record.box, facts, number);
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
