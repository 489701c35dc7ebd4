// OTB: <Seq>/{groundtruth_rect.txt, img/0001.jpg ...}; with several targets groundtruth_rect.1.txt, .2.txt.
// Corners count from 1, as MATLAB does.

#include <algorithm>

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/picture_folder.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> truth_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("groundtruth_rect") && name.ends_with(".txt") && !fs::is_empty(entry.path()))
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
        return picture_name_less(a.filename().string(), b.filename().string());
    });
    return files;
}

void read_sequence(const fs::path& folder, Reading& reading) {
    const std::string name = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
    int target = 0;
    for (const fs::path& file : truth_files(folder)) {
        const std::string key = std::to_string(++target);
        const size_t track = reading.track(reading.video(name), key, "target " + key, "");
        add_frame_lines(reading, track, read_frame_lines(file, otb_format(), reading), file);
    }
}

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    Reading reading;
    read_sequence(path, reading);
    for (const fs::path& folder : list_folders(path)) read_sequence(folder, reading);
    return reading.finish(path, otb_format().title);
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    WrittenFiles files;
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const fs::path folder = file_name_of(set.videos[video].name);
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
