// GOT-10k: list.txt, <name>/{groundtruth.txt, absence.label, cover.label, cut_by_image.label, meta_info.ini,
// 00000001.jpg ...}.

#include <cmath>
#include <cstdio>

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/writing.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr int kFullCover = 8;

struct Labels {
    std::vector<double> absent;
    std::vector<double> cover;
    std::vector<double> cut;
};

bool is_set(const std::vector<double>& labels, size_t frame) {
    return frame < labels.size() && labels[frame] > 0;
}

void set_labels(const Labels& labels, size_t frame, BoxRecord& record) {
    if (is_set(labels.absent, frame)) record.absent = true;
    if (record.absent) return;
    record.cut_by_image = is_set(labels.cut, frame);
    if (frame >= labels.cover.size()) return;
    const double cover = labels.cover[frame];
    if (cover >= 0 && cover < kFullCover) record.cover = static_cast<int>(cover);
}

void read_sequence(const fs::path& folder, Reading& reading) {
    const std::string name = folder.filename().string();
    const size_t video = reading.video(name);
    const auto meta = read_keys(folder / "meta_info.ini", ':', reading);
    const auto object_class = meta.find("object_class");
    const size_t track =
        reading.track(video, "", name, object_class == meta.end() ? "" : object_class->second);
    if (const auto size = meta.find("resolution"); size != meta.end()) {
        AnnotatedVideo& facts = reading.video_at(video);
        if (std::sscanf(size->second.c_str(), "(%d, %d)", &facts.width, &facts.height) != 2)
            reading.leave_out(folder / "meta_info.ini", 0, "resolution is not (W, H): " + size->second);
    }
    if (const auto rate = meta.find("anno_fps"); rate != meta.end()) {
        const auto number =
            parse_number(rate->second.substr(0, rate->second.find_first_not_of("0123456789.")));
        if (number && *number > 0) reading.video_at(video).frames_per_second = *number;
    }
    const fs::path truth = folder / "groundtruth.txt";
    const auto lines = read_frame_lines(truth, got10k_format(), reading);
    const Labels labels = {read_frame_labels(folder / "absence.label", lines.size(), reading),
                           read_frame_labels(folder / "cover.label", lines.size(), reading),
                           read_frame_labels(folder / "cut_by_image.label", lines.size(), reading)};
    for (size_t i = 0; i < labels.cover.size(); ++i) {
        if (!(labels.cover[i] >= 0 && labels.cover[i] <= kFullCover))
            reading.leave_out(folder / "cover.label", static_cast<int64_t>(i) + 1, "cover is 0 to 8 eighths");
    }
    add_frame_lines(reading, track, lines, truth,
                    [&](size_t frame, BoxRecord& record) { set_labels(labels, frame, record); });
}

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    Reading reading;
    for (const fs::path& folder : sequence_folders(path, "groundtruth.txt", reading))
        read_sequence(folder, reading);
    return reading.finish(path, got10k_format().title);
}

/// The toolkit of OSTrack reads the classes by their line, 6 to 10.
std::string meta_info(const AnnotatedVideo& video, const std::string& class_name) {
    std::string text = "[METAINFO]\nurl: " + (video.path.empty() ? video.name : video.path);
    text += "\nbegin: 00:00:00\nend: 00:00:00\nanno_fps: " + number_text(video.frames_per_second, 3) + "Hz";
    text += "\nobject_class: " + class_name + "\nmotion_class: \nmajor_class: \nroot_class: ";
    text += "\nmotion_adverb: \nresolution: (" + std::to_string(video.width) + ", " +
            std::to_string(video.height) + ")\n";
    return text;
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    WrittenFiles files;
    std::string list;
    for (const TrackSequence& sequence : track_sequences(set)) {
        const AnnotatedTrack& track = set.tracks[sequence.track];
        const fs::path folder = sequence.name;
        list += sequence.name + '\n';
        files[folder / "groundtruth.txt"] = box_lines(set, track, got10k_format());
        files[folder / "absence.label"] =
            label_lines(set, track, [](const BoxRecord& record) { return record.absent; });
        files[folder / "cover.label"] = label_lines(set, track, [](const BoxRecord& record) {
            return record.absent ? 0 : record.cover.value_or(kFullCover);
        });
        files[folder / "cut_by_image.label"] =
            label_lines(set, track, [](const BoxRecord& record) { return record.cut_by_image; });
        files[folder / "meta_info.ini"] = meta_info(set.videos[track.video], track.class_name);
    }
    files["list.txt"] = list;
    return files;
}

}  // namespace

const Format& got10k_format() {
    static const Format made = [] {
        Format format;
        format.name = "got10k";
        format.title = "GOT-10k sequence folders";
        format.line_per_frame = true;
        format.frame_base = 1;
        format.decimals = 4;
        format.frame_numbering = "line number; pictures 00000001.jpg";
        format.holds.many_videos = true;
        format.holds.classes = true;
        format.holds.absent = true;
        format.holds.cover = true;
        format.holds.cut_by_image = true;
        format.read = read;
        format.write = write;
        format.picture = [](const std::string& sequence, int64_t frame) {
            return fs::path(sequence) / (padded(frame + 1, 8) + ".jpg");
        };
        return format;
    }();
    return made;
}

}  // namespace rtrack
