// TrackingNet, one part: anno/<seq>.txt, frames/<seq>/0.jpg ...; PATH is a part or a folder of parts.

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/sequence_tracks.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/sequences/layouts.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    return tracks_of_sequences(trackingnet_sequences(path), path, trackingnet_format());
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    WrittenFiles files;
    for (const TrackSequence& sequence : track_sequences(set)) {
        files[fs::path("anno") / (sequence.name + ".txt")] =
            box_lines(set, set.tracks[sequence.track], trackingnet_format());
    }
    return files;
}

}  // namespace

const Format& trackingnet_format() {
    static const Format made = [] {
        Format format;
        format.name = "trackingnet";
        format.title = "TrackingNet part (anno, frames)";
        format.line_per_frame = true;
        format.decimals = 3;
        format.frame_numbering = "line number, less 1; pictures 0.jpg";
        format.holds.many_videos = true;
        format.holds.absent = true;
        format.read = read;
        format.write = write;
        format.picture = [](const std::string& sequence, int64_t frame) {
            return fs::path("frames") / sequence / (std::to_string(frame) + ".jpg");
        };
        return format;
    }();
    return made;
}

}  // namespace rtrack
