// UAV123: anno/UAV123/<seq>.txt (NaN where the target is absent), data_seq/UAV123/<seq>/000001.jpg ...

#include <algorithm>

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/writing.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr char kAbsent[] = "NaN,NaN,NaN,NaN";

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    Reading reading;
    const fs::path inside = path / "anno" / "UAV123";
    std::vector<fs::path> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(fs::exists(inside) ? inside : path, failure)) {
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        const std::string name = file.stem().string();
        const size_t track = reading.track(reading.video(name), "", name, "");
        auto lines = read_frame_lines(file, uav123_format(), reading);
        for (FrameLine& line : lines) line.absent = !line.box;
        add_frame_lines(reading, track, lines, file);
    }
    return reading.finish(path, uav123_format().title);
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
