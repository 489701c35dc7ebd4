#include "tracking/annotation/formats/sequence_tracks.h"

#include <algorithm>
#include <cmath>

#include "tracking/annotation/formats/reading.h"

namespace rtrack {
namespace {

constexpr int kFullCover = 8;

bool is_set(const std::vector<bool>& flags, size_t frame) {
    return frame < flags.size() && flags[frame];
}

BoxRecord box_at(const SequenceRecord& record, size_t frame, int pixel_base) {
    BoxRecord box = imported_absence();
    if (!is_set(record.absent, frame)) {
        const Box& given = record.boxes[frame];
        box = imported_box({given.x - pixel_base, given.y - pixel_base, given.width, given.height});
        box.cut_by_image = is_set(record.cut_by_image, frame);
        const auto cover = frame < record.cover.size() ? record.cover[frame] : std::nullopt;
        if (cover.value_or(kFullCover) < kFullCover) box.cover = cover;
    }
    box.occluded = is_set(record.occluded, frame);
    return box;
}

void note_facts(const SequenceRecord& record, int64_t first_frame, AnnotatedVideo& video) {
    const int64_t end = first_frame + static_cast<int64_t>(record.boxes.size());
    video.frame_count = std::max(video.frame_count, end);
    if (record.width > 0) {
        video.width = record.width;
        video.height = record.height;
    }
    if (record.frames_per_second > 0) video.frames_per_second = record.frames_per_second;
}

void add_sequence(const SequenceRecord& record, int pixel_base, Reading& reading) {
    reading.leave_out(record.faults);
    const size_t video = reading.video(record.video);
    const int64_t first_frame = pictures_before(record.pictures);
    note_facts(record, first_frame, reading.video_at(video));
    const std::string name = record.target > 0 ? "target " + std::to_string(record.target) : record.name;
    const size_t track = reading.track(video, record.name, name, record.class_name);
    for (size_t i = 0; i < record.boxes.size(); ++i) {
        if (!is_set(record.absent, i) && std::isnan(record.boxes[i].x)) continue;  // nobody said
        reading.add(track, first_frame + static_cast<int64_t>(i), box_at(record, i, pixel_base),
                    record.truth_file, static_cast<int64_t>(i) + 1);
    }
    if (record.from_outlines) reading.note("Polygons and masks were turned into upright boxes.");
}

}  // namespace

ReadResult tracks_of_sequences(const SequenceRecords& records, const std::filesystem::path& path,
                               const Format& format) {
    Reading reading;
    reading.leave_out(records.faults);
    for (const SequenceRecord& record : records.sequences) add_sequence(record, format.pixel_base, reading);
    return reading.finish(path, format.title);
}

}  // namespace rtrack
