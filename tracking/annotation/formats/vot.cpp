// VOT: list.txt, <seq>/{groundtruth.txt, occlusion.tag, sequence, color/00000001.jpg ...}. A line of the
// truth is a box, a polygon or a mask; NaN: absent; 0: not annotated.

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/sequence_tracks.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/sequences/layouts.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    return tracks_of_sequences(vot_sequences(path), path, vot_format());
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
