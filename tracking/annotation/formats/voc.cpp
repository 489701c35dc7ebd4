// Pascal VOC: Annotations/<video>_<frame>.xml, JPEGImages/<video>_<frame>.jpg. Corners are whole pixels that
// count from 1, both inside the box. Track ids are an attribute of the object, as CVAT writes them.

#include <algorithm>
#include <cmath>

#include "tracking/annotation/formats/reading.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/annotation/formats/xml_text.h"
#include "tracking/base/natural_order.h"
#include "tracking/base/picture_folder.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr double kLargestSide = 1 << 20;

class VocReader {
public:
    ReadResult run(const fs::path& path) {
        const fs::path folder = fs::exists(path / "Annotations") ? path / "Annotations" : path;
        std::vector<fs::path> files;
        std::error_code failure;
        for (const auto& entry : fs::directory_iterator(folder, failure)) {
            if (entry.path().extension() == ".xml") files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
            return natural_less(a.filename().string(), b.filename().string());
        });
        for (const fs::path& file : files) read_file(file);
        return reading_.finish(path, voc_format().title);
    }

private:
    struct Object {
        std::string class_name;
        std::string track_id;
        bool is_outside = false;  // as in CVAT, where a track pauses
        std::map<std::string, std::string> values;
        int64_t line = 0;
    };

    void read_file(const fs::path& file) {
        const auto frame = trailing_number(file);
        if (!frame || *frame >= kMostFrames)
            return reading_.leave_out(file, 0, "the file's name does not end with a frame number");
        file_ = file;
        frame_ = *frame;
        const std::string name = name_before_number(file);
        video_ = reading_.video(name.empty() ? file.parent_path().filename().string() : name);
        AnnotatedVideo& facts = reading_.video_at(video_);
        facts.frame_count = std::max(facts.frame_count, frame_ + 1);
        depth_ = 0;
        int64_t line = 0;
        const std::string fault = parse_xml(
            file,
            {[this](const std::string& element, const XmlAttributes&, int64_t at) { start(element, at); },
             [this](const std::string& element, const std::string& text, int64_t) { end(element, text); }},
            line);
        if (!fault.empty()) reading_.leave_out(file, line, fault);
    }

    void start(const std::string& element, int64_t line) {
        constexpr int kObjectDepth = 2;
        if (++depth_ == kObjectDepth && element == "object") object_ = {"", "", false, {}, line};
    }

    void end(const std::string& element, const std::string& text) {
        constexpr int kObjectPart = 3;
        const int depth = depth_--;
        if (element == "object") return take();
        if (element == "width" || element == "height") return set_size(element, text);
        if (element == "name" && depth == kObjectPart) object_.class_name = text;
        if (element == "name" && depth > kObjectPart) attribute_ = text;
        if (element == "value" && attribute_ == "track_id") object_.track_id = text;
        if (element == "value" && attribute_ == "outside") object_.is_outside = text == "True" || text == "1";
        // A part of the object (such as a head) has a box of its own, one level deeper.
        if (depth <= kObjectPart + 1) object_.values.try_emplace(element, text);
    }

    void set_size(const std::string& element, const std::string& text) {
        const double size = parse_number(text).value_or(0);
        AnnotatedVideo& facts = reading_.video_at(video_);
        if (size >= 1 && size <= kLargestSide)
            (element == "width" ? facts.width : facts.height) = static_cast<int>(size);
    }

    void take() {
        double corners[4] = {};
        const char* const names[] = {"xmin", "ymin", "xmax", "ymax"};
        for (int i = 0; i < 4; ++i) {
            const auto value = parse_number(object_.values[names[i]]);
            if (!value) {
                return reading_.leave_out(file_, object_.line,
                                          "the object's " + std::string(names[i]) + " is no number");
            }
            corners[i] = *value;
            if (*value != std::floor(*value))
                reading_.note(
                    "Corners have decimals, as of tools that count edges from 0. They were taken as VOC "
                    "has it, as pixels from 1 that lie in the box: if such a tool wrote them, boxes are a "
                    "pixel too large, and begin a pixel too far left and up.");
        }
        if (object_.values[kWithoutClass] == "1") object_.class_name.clear();
        BoxRecord record = imported_box(
            {corners[0] - 1, corners[1] - 1, corners[2] - corners[0] + 1, corners[3] - corners[1] + 1});
        record.absent = object_.is_outside;
        record.occluded = object_.values["occluded"] == "1";
        record.cut_by_image = object_.values["truncated"] == "1";
        const std::string& id = object_.track_id;
        const size_t track = id.empty() ? reading_.track_with_room(video_, object_.class_name, frame_)
                                        : reading_.track(video_, id, id, object_.class_name);
        reading_.add(track, frame_, record, file_, object_.line);
    }

    Reading reading_;
    fs::path file_;
    int64_t frame_ = 0;
    size_t video_ = 0;
    int depth_ = 0;
    Object object_;
    std::string attribute_;
};

std::string head(const AnnotatedVideo& video, const std::string& picture) {
    return "<annotation>\n  <folder>JPEGImages</folder>\n  <filename>" + xml_escaped(picture) +
           "</filename>\n  <size><width>" + std::to_string(video.width) + "</width><height>" +
           std::to_string(video.height) + "</height><depth>3</depth></size>\n  <segmented>0</segmented>\n";
}

std::string object_element(const AnnotatedTrack& track, const BoxRecord& record, int64_t id) {
    const Box box = box_in_format(record.box, voc_format());
    const auto element = [](const char* name, double value) {
        return "<" + std::string(name) + ">" + number_text(value, 0) + "</" + name + ">";
    };
    const std::string name = track.class_name.empty()
                                 ? kObject + std::string("</name><") + kWithoutClass + ">1</" + kWithoutClass
                                 : xml_escaped(track.class_name) + "</name";
    return "  <object>\n    <name>" + name + ">\n    <pose>Unspecified</pose>\n    " +
           element("truncated", record.cut_by_image) + element("occluded", record.occluded) +
           element("difficult", 0) + "\n    <bndbox>" + element("xmin", box.x) + element("ymin", box.y) +
           element("xmax", box.right() - 1) + element("ymax", box.bottom() - 1) +
           "</bndbox>\n    <attributes><attribute><name>track_id</name><value>" + std::to_string(id) +
           "</value></attribute></attributes>\n  </object>\n";
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& options) {
    WrittenFiles files;
    const std::vector<std::string> names = video_file_names(set);
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const AnnotatedVideo& facts = set.videos[video];
        const std::string name = names[video] + "_";
        const auto file = [&](int64_t frame) {
            return fs::path("Annotations") / (name + padded(frame, 6) + ".xml");
        };
        const ListedFrames frames = listed_frames(set, video, options);
        for (int64_t frame = frames.first; frame < frames.end; ++frame)
            files[file(frame)] = head(facts, name + padded(frame, 6) + ".jpg");
        const std::vector<size_t> tracks = tracks_of(set, video);
        const std::vector<int64_t> ids = track_ids(set, tracks);
        for (size_t i = 0; i < tracks.size(); ++i) {
            for (const auto& [frame, record] : set.tracks[tracks[i]].boxes) {
                if (!record.absent)
                    files[file(frame)] += object_element(set.tracks[tracks[i]], record, ids[i]);
            }
        }
    }
    for (auto& [file, text] : files) text += "</annotation>\n";
    return files;
}

}  // namespace

const Format& voc_format() {
    static const Format made = [] {
        Format format;
        format.name = "voc";
        format.title = "Pascal VOC XML files";
        format.pixel_base = 1;
        format.decimals = 0;
        format.frame_numbering = "end of the file name, VIDEO_000000.xml";
        format.holds.many_videos = true;
        format.holds.many_tracks = true;
        format.holds.classes = true;
        format.holds.occluded = true;
        format.holds.cut_by_image = true;
        format.read = [](const fs::path& path, const ReadOptions&) { return VocReader().run(path); };
        format.write = write;
        format.picture = [](const std::string& sequence, int64_t frame) {
            return fs::path("JPEGImages") / (sequence + "_" + padded(frame, 6) + ".jpg");
        };
        return format;
    }();
    return made;
}

}  // namespace rtrack
