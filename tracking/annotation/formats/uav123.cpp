// UAV123: anno/UAV123/<seq>.txt (NaN where the target is absent), data_seq/UAV123/<seq>/000001.jpg ...

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/sequence_tracks.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/sequences/layouts.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr char kAbsent[] = "NaN,NaN,NaN,NaN";

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    return tracks_of_sequences(uav123_sequences(path), path, uav123_format());
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    WrittenFiles files;
    for (const TrackSequence& sequence : track_sequences(set)) {
        files[fs::path("anno") / "UAV123" / (sequence.name + ".txt")] =
            box_lines(set, set.tracks[sequence.track], uav123_format(), {kAbsent, kAbsent});
    }
    return files;
}

}  // namespace

const Format& uav123_format() {
    static const Format made = [] {
        Format format;
        format.name = "uav123";
        format.title = "UAV123 (anno, data_seq)";
        format.line_per_frame = true;
        format.frame_base = 1;
        format.decimals = 3;
        format.frame_numbering = "line number; pictures 000001.jpg";
        format.holds.many_videos = true;
        format.holds.absent = true;
        format.holds.gaps = false;
        format.read = read;
        format.write = write;
        format.picture = [](const std::string& sequence, int64_t frame) {
            return fs::path("data_seq") / "UAV123" / sequence / (padded(frame + 1, 6) + ".jpg");
        };
        return format;
    }();
    return made;
}

}  // namespace rtrack
