#pragma once

#include <string>
#include <vector>

#include "tracking/annotation/formats/format.h"

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

}  // namespace rtrack
