// TrackingNet, one part: anno/<seq>.txt, frames/<seq>/0.jpg ...; PATH is a part or a folder of parts.

#include <algorithm>

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/picture_folder.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

void read_part(const fs::path& part, Reading& reading) {
    std::vector<fs::path> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(part / "anno", failure)) {
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        const std::string name = file.stem().string();
        const size_t track = reading.track(reading.video(name), "", name, "");
        add_frame_lines(reading, track, read_frame_lines(file, trackingnet_format(), reading), file);
    }
}

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    Reading reading;
    read_part(path, reading);
    for (const fs::path& part : list_folders(path)) read_part(part, reading);
    return reading.finish(path, trackingnet_format().title);
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
