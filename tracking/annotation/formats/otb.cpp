// OTB: <Seq>/{groundtruth_rect.txt, img/0001.jpg ...}; with several targets groundtruth_rect.1.txt, .2.txt.
// Corners count from 1, as MATLAB does.

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/sequence_tracks.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/sequences/layouts.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    return tracks_of_sequences(otb_sequences(path), path, otb_format());
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    WrittenFiles files;
    const std::vector<std::string> names = video_file_names(set);
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const fs::path folder = names[video];
        const std::vector<size_t> tracks = tracks_of(set, video);
        for (size_t i = 0; i < tracks.size(); ++i) {
            const std::string target = tracks.size() > 1 ? "." + std::to_string(i + 1) : "";
            files[folder / ("groundtruth_rect" + target + ".txt")] =
                box_lines(set, set.tracks[tracks[i]], otb_format());
        }
    }
    return files;
}

}  // namespace

const Format& otb_format() {
    static const Format made = [] {
        Format format;
        format.name = "otb";
        format.title = "OTB sequence folders";
        format.line_per_frame = true;
        format.frame_base = 1;
        format.pixel_base = 1;
        format.decimals = 3;
        format.frame_numbering = "line number; pictures img/0001.jpg";
        format.holds.many_videos = true;
        format.holds.many_tracks = true;
        format.holds.absent = true;
        format.read = read;
        format.write = write;
        format.picture = [](const std::string& sequence, int64_t frame) {
            return fs::path(sequence) / "img" / (padded(frame + 1, 4) + ".jpg");
        };
        return format;
    }();
    return made;
}

}  // namespace rtrack
