// LaSOT: <class>/<class>-<n>/{groundtruth.txt, full_occlusion.txt, out_of_view.txt, img/00000001.jpg ...}.

#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/sequence_tracks.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/sequences/layouts.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

ReadResult read(const fs::path& path, const ReadOptions& /*options*/) {
    return tracks_of_sequences(lasot_sequences(path), path, lasot_format());
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    WrittenFiles files;
    std::map<std::string, int> numbers;
    for (const AnnotatedTrack& track : set.tracks) {
        const std::string class_name = file_name_of(track.class_name.empty() ? kObject : track.class_name);
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
