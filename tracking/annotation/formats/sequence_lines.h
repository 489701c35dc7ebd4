#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tracking/annotation/formats/reading.h"

namespace rtrack {

// What the formats of the single-object benchmarks share: a folder or file for each sequence, and in it a
// line for each frame.

/// One track as a sequence of its own.
struct TrackSequence {
    std::string name;  ///< unique: the video's, with the track's behind it where the video has several
    size_t track = 0;
};
[[nodiscard]] std::vector<TrackSequence> track_sequences(const AnnotationSet& set);

/// How a file with a line for each frame says that there is no box.
struct LineWords {
    std::string absent = "0,0,0,0";
    std::string gap = "nan,nan,nan,nan";
};

/// One line for each frame of the track's video.
[[nodiscard]] std::string box_lines(const AnnotationSet& set, const AnnotatedTrack& track,
                                    const Format& format, const LineWords& words = {});

/// One number for each frame, 0 where there is no box.
template <typename Value>
[[nodiscard]] std::string label_lines(const AnnotationSet& set, const AnnotatedTrack& track, Value value,
                                      char separator = '\n') {
    std::string text;
    const int64_t frames = frames_of(set, track.video);
    for (int64_t frame = 0; frame < frames; ++frame) {
        const auto found = track.boxes.find(frame);
        if (frame > 0) text += separator;
        text += std::to_string(found == track.boxes.end() ? 0 : static_cast<int>(value(found->second)));
    }
    return text + '\n';
}

/// What a line of a file with a line for each frame says; nullopt for the whole: no readable line.
struct FrameLine {
    std::optional<Box> box;  ///< in frame pixels; nullopt: none
    bool absent = false;     ///< no box, and known to be absent
};

/// Reads a file with a line for each frame: four numbers x,y,w,h; all zero: absent; NaN: a gap.
/// Lines that are none of this are left out, as gaps.
[[nodiscard]] std::vector<FrameLine> read_frame_lines(const std::filesystem::path& file, const Format& format,
                                                      Reading& reading);

/// One number for each frame, in lines or with commas. Empty if there is no such file; left out as a whole
/// if its length is not `frames`.
[[nodiscard]] std::vector<double> read_frame_labels(const std::filesystem::path& file, size_t frames,
                                                    Reading& reading);

/// Boxes and absences of a sequence become a track; labels that its formats have are set by `label`.
void add_frame_lines(Reading& reading, size_t track, const std::vector<FrameLine>& lines,
                     const std::filesystem::path& file,
                     const std::function<void(size_t frame, BoxRecord& record)>& label = {});

/// The sequence folders of a data set: `path` itself if it holds `marker`, those that list.txt names, or all
/// its sub-folders with `marker`. Names without a folder are left out.
[[nodiscard]] std::vector<std::filesystem::path> sequence_folders(const std::filesystem::path& path,
                                                                  const std::string& marker,
                                                                  Reading& reading);

}  // namespace rtrack
