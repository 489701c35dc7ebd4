// LaSOT: <class>/<class>-<n>/{groundtruth.txt, full_occlusion.txt, out_of_view.txt, img/00000001.jpg ...}.

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/picture_folder.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

void read_sequence(const fs::path& folder, Reading& reading) {
    const std::string name = folder.filename().string();
    const size_t mark = name.rfind('-');
    const std::string class_name = mark == std::string::npos ? "" : name.substr(0, mark);
    const size_t track = reading.track(reading.video(name), "", name, class_name);
    const fs::path truth = folder / "groundtruth.txt";
    const auto lines = read_frame_lines(truth, lasot_format(), reading);
    const auto hidden = read_frame_labels(folder / "full_occlusion.txt", lines.size(), reading);
    const auto outside = read_frame_labels(folder / "out_of_view.txt", lines.size(), reading);
    add_frame_lines(reading, track, lines, truth, [&](size_t frame, BoxRecord& record) {
        record.occluded = frame < hidden.size() && hidden[frame] > 0;
        if (record.occluded || (frame < outside.size() && outside[frame] > 0)) record.absent = true;
    });
}

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    Reading reading;
    for (const fs::path& folder : sequence_folders(path, "groundtruth.txt", reading))
        read_sequence(folder, reading);
    for (const fs::path& class_folder : list_folders(path)) {
        for (const fs::path& folder : list_folders(class_folder)) {
            if (fs::exists(folder / "groundtruth.txt")) read_sequence(folder, reading);
        }
    }
    return reading.finish(path, lasot_format().title);
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    WrittenFiles files;
    std::map<std::string, int> numbers;
    for (const AnnotatedTrack& track : set.tracks) {
        const std::string class_name = file_name_of(track.class_name.empty() ? "object" : track.class_name);
        const fs::path folder =
            fs::path(class_name) / (class_name + "-" + std::to_string(++numbers[class_name]));
        files[folder / "groundtruth.txt"] = box_lines(set, track, lasot_format());
        files[folder / "full_occlusion.txt"] = label_lines(
            set, track, [](const BoxRecord& record) { return record.absent && record.occluded; }, ',');
        files[folder / "out_of_view.txt"] = label_lines(
            set, track, [](const BoxRecord& record) { return record.absent && !record.occluded; }, ',');
    }
    return files;
}

}  // namespace

const Format& lasot_format() {
    static const Format made = [] {
        Format format;
        format.name = "lasot";
        format.title = "LaSOT class and sequence folders";
        format.line_per_frame = true;
        format.frame_base = 1;
        format.decimals = 3;
        format.frame_numbering = "line number; pictures img/00000001.jpg";
        format.holds.many_videos = true;
        format.holds.video_names = false;
        format.holds.classes = true;
        format.holds.absent = true;
        format.read = read;
        format.write = write;
        return format;
    }();
    return made;
}

}  // namespace rtrack
