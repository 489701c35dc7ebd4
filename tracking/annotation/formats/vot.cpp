// VOT: list.txt, <seq>/{groundtruth.txt, occlusion.tag, sequence, color/00000001.jpg ...}. A line of the
// truth is a box, a polygon or a mask; NaN: absent; 0: not annotated.

#include <cmath>

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/region_text.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

std::vector<FrameLine> read_regions(const fs::path& file, Reading& reading) {
    Faults faults;
    const auto lines = read_lines(file, faults);
    reading.leave_out(faults);
    std::vector<FrameLine> frames(lines ? lines->size() : 0);
    for (size_t i = 0; i < frames.size(); ++i) {
        const std::string& line = (*lines)[i];
        const auto box = parse_region(line);
        if (!box) {
            reading.leave_out(file, static_cast<int64_t>(i) + 1,
                              "is neither a box, a polygon of 4 corners nor a mask: " + in_quotes(line));
        } else if (!std::isnan(box->x)) {
            frames[i].box = box;
            const auto numbers = parse_numbers(line);
            if (!numbers || numbers->size() != 4)
                reading.note("Polygons and masks were turned into upright boxes.");
        } else {
            const auto code = parse_numbers(line);
            frames[i].absent = !code || code->size() != 1;
        }
    }
    return frames;
}

void read_sequence(const fs::path& folder, Reading& reading) {
    const std::string name = folder.filename().string();
    const size_t track = reading.track(reading.video(name), "", name, "");
    const fs::path truth = folder / "groundtruth.txt";
    const auto lines = read_regions(truth, reading);
    const auto occluded = read_frame_labels(folder / "occlusion.tag", lines.size(), reading);
    add_frame_lines(reading, track, lines, truth, [&](size_t frame, BoxRecord& record) {
        record.occluded = frame < occluded.size() && occluded[frame] > 0;
    });
    const auto facts = read_keys(folder / "sequence", '=', reading);
    AnnotatedVideo& video = reading.video_at(reading.track_at(track).video);
    const auto number = [&](const char* key) {
        const auto found = facts.find(key);
        return found == facts.end() ? 0.0 : parse_number(found->second).value_or(0);
    };
    constexpr double kLargestSide = 1 << 20;
    if (number("width") > 0 && number("width") < kLargestSide)
        video.width = static_cast<int>(number("width"));
    if (number("height") > 0 && number("height") < kLargestSide)
        video.height = static_cast<int>(number("height"));
    if (number("fps") > 0) video.frames_per_second = number("fps");
}

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    Reading reading;
    for (const fs::path& folder : sequence_folders(path, "groundtruth.txt", reading))
        read_sequence(folder, reading);
    return reading.finish(path, vot_format().title);
}

std::string sequence_facts(const AnnotatedVideo& video, const std::string& name) {
    std::string text = "channels.color=color/%08d.jpg\nformat=default\nname=" + name + '\n';
    if (video.frames_per_second > 0) text += "fps=" + number_text(video.frames_per_second, 3) + '\n';
    if (video.width > 0) {
        text += "width=" + std::to_string(video.width) + "\nheight=" + std::to_string(video.height) + '\n';
    }
    return text;
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    WrittenFiles files;
    std::string list;
    for (const TrackSequence& sequence : track_sequences(set)) {
        const AnnotatedTrack& track = set.tracks[sequence.track];
        const fs::path folder = sequence.name;
        list += sequence.name + '\n';
        files[folder / "groundtruth.txt"] = box_lines(set, track, vot_format(), {"nan,nan,nan,nan", "0"});
        files[folder / "occlusion.tag"] =
            label_lines(set, track, [](const BoxRecord& record) { return record.occluded; });
        files[folder / "sequence"] = sequence_facts(set.videos[track.video], sequence.name);
    }
    files["list.txt"] = list;
    return files;
}

}  // namespace

const Format& vot_format() {
    static const Format made = [] {
        Format format;
        format.name = "vot";
        format.title = "VOT sequence folders (boxes; polygons and masks are read)";
        format.line_per_frame = true;
        format.frame_base = 1;
        format.decimals = 3;
        format.frame_numbering = "line number; pictures color/00000001.jpg";
        format.holds.many_videos = true;
        format.holds.absent = true;
        format.holds.occluded = true;
        format.read = read;
        format.write = write;
        format.picture = [](const std::string& sequence, int64_t frame) {
            return fs::path(sequence) / "color" / (padded(frame + 1, 8) + ".jpg");
        };
        return format;
    }();
    return made;
}

}  // namespace rtrack
