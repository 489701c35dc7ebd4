// MOT challenge: <seq>/{seqinfo.ini, gt/gt.txt, gt/labels.txt, det/det.txt, img1/000001.jpg ...}. A line of
// gt.txt: frame, id, left, top, width, height, 1 (0: not to be considered), class, visible part.

#include <algorithm>
#include <cmath>

#include "tracking/annotation/formats/reading.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"
#include "tracking/sequences/sequence_text.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr int kEighths = 8;

/// The classes of MOT16 to MOT20, by number from 1; used where gt/labels.txt does not name others.
const std::vector<std::string>& challenge_classes() {
    static const std::vector<std::string> names = {
        "pedestrian", "person on vehicle",      "car",           "bicycle",
        "motorbike",  "non-motorised vehicle",  "static person", "distractor",
        "occluder",   "occluder on the ground", "occluder full", "reflection",
        "crowd"};
    return names;
}

class MotReader {
public:
    ReadResult run(const fs::path& path) {
        const auto is_sequence = [](const fs::path& folder) {
            return fs::exists(folder / "gt" / "gt.txt") || fs::exists(folder / "det" / "det.txt");
        };
        if (fs::is_regular_file(path)) {
            read_file(path, reading_.video(path.stem().string()));
        } else if (is_sequence(path)) {
            read_sequence(path);
        }
        for (const fs::path& folder : list_folders(path)) {
            if (is_sequence(folder)) read_sequence(folder);
        }
        return reading_.finish(path, mot_format().title);
    }

private:
    void read_sequence(const fs::path& folder) {
        const size_t video =
            reading_.video((folder.has_filename() ? folder : folder.parent_path()).filename().string());
        read_facts(folder / "seqinfo.ini", video);
        classes_ = challenge_classes();
        names_classes_ = fs::exists(folder / "gt" / "labels.txt");
        if (names_classes_) {
            Faults faults;
            classes_ = read_names(folder / "gt" / "labels.txt", faults).value_or(classes_);
        }
        const bool has_truth = fs::exists(folder / "gt" / "gt.txt");
        read_file(has_truth ? folder / "gt" / "gt.txt" : folder / "det" / "det.txt", video);
    }

    void read_facts(const fs::path& file, size_t video) {
        AnnotatedVideo& facts = reading_.video_at(video);
        Faults faults;
        for (const KeyLine& line : read_key_lines(file, '=', faults)) {
            const auto number = [&](double most) {
                const double value = parse_number(line.value).value_or(-1);
                if (value >= 0 && value <= most) return value;
                reading_.leave_out(file, line.line, line.key + " is no number that can be");
                return 0.0;
            };
            if (line.key == "seqLength") facts.frame_count = static_cast<int64_t>(number(kMostFrames));
            if (line.key == "imWidth") facts.width = static_cast<int>(number(kLargestPictureSide));
            if (line.key == "imHeight") facts.height = static_cast<int>(number(kLargestPictureSide));
            if (line.key == "frameRate") facts.frames_per_second = number(kMostFrames);
        }
        reading_.leave_out(faults);
    }

    void read_file(const fs::path& file, size_t video) {
        Faults faults;
        const auto lines = read_lines(file, faults);
        reading_.leave_out(faults);
        if (!lines) return;
        for (size_t i = 0; i < lines->size(); ++i) {
            if (!trimmed((*lines)[i]).empty())
                read_line((*lines)[i], video, file, static_cast<int64_t>(i) + 1);
        }
    }

    void read_line(const std::string& text, size_t video, const fs::path& file, int64_t line) {
        constexpr size_t kFewestColumns = 6;
        const auto columns = parse_numbers(text);
        if (!columns || columns->size() < kFewestColumns) {
            return reading_.leave_out(
                file, line, "expected frame,id,left,top,width,height,..., found " + in_quotes(text));
        }
        const std::vector<double>& c = *columns;
        const auto frame = frame_from_number(c[0], mot_format().frame_base);
        if (!frame)
            return reading_.leave_out(file, line, "a frame is a whole number from 1: " + in_quotes(text));
        if (c[1] != std::floor(c[1]) || std::abs(c[1]) > 1e15)
            return reading_.leave_out(file, line, "an id is a whole number: " + in_quotes(text));
        const int base = mot_format().pixel_base;
        BoxRecord record = imported_box({c[2] - base, c[3] - base, c[4], c[5]});
        const std::string class_name = set_columns(c, record);
        const auto id = static_cast<int64_t>(c[1]);
        const std::string key = std::to_string(id);
        const size_t track = id < 0 ? reading_.track_with_room(video, class_name, *frame)
                                    : reading_.track(video, key, key, class_name);
        reading_.add(track, *frame, record, file, line);
    }

    /// Confidence, class and visibility, as far as there are such columns. Of ten columns, the last three are
    /// a place in the world, unless the file has classes of its own. @return the class.
    std::string set_columns(const std::vector<double>& c, BoxRecord& record) {
        constexpr size_t kConfidence = 6;
        constexpr size_t kClass = 7;
        constexpr size_t kVisible = 8;
        const bool has_class = c.size() > kClass && (c.size() <= kVisible + 1 || names_classes_);
        if (c[1] < 0 && c.size() > kConfidence) {
            if (!(c[kConfidence] >= 0 && c[kConfidence] <= 1))
                reading_.note("Scores outside 0 to 1 were set to the nearer end.");
            record.score = std::isnan(c[kConfidence]) ? 0 : std::clamp(c[kConfidence], 0.0, 1.0);
        } else if (c.size() > kConfidence && c[kConfidence] == 0) {
            reading_.note("Boxes that the file marks as not to be considered were taken like the others.");
        }
        if (has_class && c.size() > kVisible && c[kVisible] >= 0 && c[kVisible] < 1)
            record.cover = static_cast<int>(std::lround(c[kVisible] * kEighths));
        if (record.cover == kEighths) record.cover.reset();
        if (!has_class || !(c[kClass] >= 1 && c[kClass] <= static_cast<double>(classes_.size()))) return {};
        return classes_[static_cast<size_t>(c[kClass]) - 1];
    }

    Reading reading_;
    std::vector<std::string> classes_ = challenge_classes();
    bool names_classes_ = false;
};

/// The classes by number. Evaluations know those of the challenge by theirs alone, so these are kept where no
/// other is in use.
std::vector<std::string> numbered_classes(const AnnotationSet& set) {
    const std::vector<std::string> names = class_names(set);
    const std::vector<std::string>& known = challenge_classes();
    const bool are_known = std::all_of(names.begin(), names.end(), [&](const std::string& name) {
        return std::find(known.begin(), known.end(), name) != known.end();
    });
    return are_known && !names.empty() ? known : names;
}

std::string truth_line(const BoxRecord& record, int64_t frame, int64_t id, int64_t class_number) {
    const double visible = static_cast<double>(record.cover.value_or(kEighths)) / kEighths;
    return std::to_string(frame + 1) + ',' + std::to_string(id) + ',' + box_text(record.box, mot_format()) +
           ",1," + std::to_string(class_number) + ',' + number_text(visible, 3) + '\n';
}

std::string detection_line(const BoxRecord& record, int64_t frame) {
    return std::to_string(frame + 1) + ",-1," + box_text(record.box, mot_format()) + ',' +
           number_text(record.score, 4) + ",-1,-1,-1\n";
}

std::string sequence_info(const AnnotationSet& set, size_t video, const std::string& name) {
    const AnnotatedVideo& facts = set.videos[video];
    return "[Sequence]\nname=" + name + "\nimDir=img1\nframeRate=" + number_text(facts.frames_per_second, 3) +
           "\nseqLength=" + std::to_string(frames_of(set, video)) +
           "\nimWidth=" + std::to_string(facts.width) + "\nimHeight=" + std::to_string(facts.height) +
           "\nimExt=.jpg\n";
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& options) {
    WrittenFiles files;
    const std::vector<std::string> classes = numbered_classes(set);
    std::string labels;
    for (const std::string& name : classes) labels += name + '\n';
    const std::vector<std::string> names = video_file_names(set);
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const std::string& name = names[video];
        const std::vector<size_t> tracks = tracks_of(set, video);
        const std::vector<int64_t> ids = track_ids(set, tracks);
        std::string& truth = files[fs::path(name) / "gt" / "gt.txt"];
        std::string detections;
        for (size_t i = 0; i < tracks.size(); ++i) {
            const AnnotatedTrack& track = set.tracks[tracks[i]];
            const auto place = std::find(classes.begin(), classes.end(), track.class_name);
            const int64_t number = place == classes.end() ? -1 : place - classes.begin() + 1;
            for (const auto& [frame, record] : track.boxes) {
                if (record.absent) continue;
                truth += truth_line(record, frame, ids[i], number);
                if (options.detections) detections += detection_line(record, frame);
            }
        }
        files[fs::path(name) / "gt" / "labels.txt"] = labels;
        if (options.detections) files[fs::path(name) / "det" / "det.txt"] = detections;
        files[fs::path(name) / "seqinfo.ini"] = sequence_info(set, video, name);
    }
    return files;
}

}  // namespace

const Format& mot_format() {
    static const Format made = [] {
        Format format;
        format.name = "mot";
        format.title = "MOT challenge sequence folders";
        format.frame_base = 1;
        format.pixel_base = 1;
        format.decimals = 3;
        format.frame_numbering = "first column; pictures img1/000001.jpg";
        format.holds.many_videos = true;
        format.holds.many_tracks = true;
        format.holds.classes = true;
        format.holds.cover = true;
        format.read = [](const fs::path& path, const ReadOptions&) { return MotReader().run(path); };
        format.write = write;
        format.picture = [](const std::string& sequence, int64_t frame) {
            return fs::path(sequence) / "img1" / (padded(frame + 1, 6) + ".jpg");
        };
        return format;
    }();
    return made;
}

}  // namespace rtrack
