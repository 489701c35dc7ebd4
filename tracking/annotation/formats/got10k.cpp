// GOT-10k: list.txt, <name>/{groundtruth.txt, absence.label, cover.label, cut_by_image.label, meta_info.ini,
// 00000001.jpg ...}.

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/sequence_tracks.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/sequences/layouts.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr int kFullCover = 8;

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    return tracks_of_sequences(got10k_sequences(path), path, got10k_format());
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
