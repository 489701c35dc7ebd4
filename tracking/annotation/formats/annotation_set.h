#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tracking/annotation/project_items.h"

namespace rtrack {

/// A video as annotation files know it. Nothing but the name need be known.
struct AnnotatedVideo {
    std::string name;              ///< a file name without folder and ending; unique in its set
    std::string path;              ///< of the video file or picture folder; empty: not known
    int64_t frame_count = 0;       ///< 0: not known
    int width = 0;                 ///< pixels; 0: not known
    int height = 0;                ///< pixels
    double frames_per_second = 0;  ///< 0: not known, or pictures without time
    int64_t byte_size = 0;
    std::string content_hash;  ///< see video_identity.h; empty: not known
    std::vector<FrameHash> frame_hashes;
    bool variable_rate = false;  ///< the rate is a mean, which tells no frame's time

    bool operator==(const AnnotatedVideo&) const = default;
};

/// An object in one video, with its boxes by frame. Frames count from 0, and pixel (0, 0) covers [0, 1) x
/// [0, 1), whatever the file says.
struct AnnotatedTrack {
    size_t video = 0;  ///< index into `AnnotationSet::videos`
    std::string name;
    std::string class_name;  ///< empty: none
    std::map<int64_t, BoxRecord> boxes;
    std::map<std::string, std::string> attributes = {};  ///< answers by the attribute's name

    bool operator==(const AnnotatedTrack&) const = default;
};

/// What annotation files hold, as a plain value: readers return it, writers take it, and a project gives and
/// takes it (project_exchange.h).
struct AnnotationSet {
    std::vector<AnnotatedVideo> videos;
    std::vector<AnnotatedTrack> tracks;
    std::map<std::string, std::vector<AttributeRule>> class_attributes;  ///< by class; classes without: none

    bool operator==(const AnnotationSet&) const = default;
};

/// The names of the classes in use, sorted.
[[nodiscard]] std::vector<std::string> class_names(const AnnotationSet& set);

/// The attributes of a class, and after them, as text, those that only its tracks have answers to.
[[nodiscard]] std::vector<AttributeRule> attributes_of(const AnnotationSet& set,
                                                       const std::string& class_name);

/// The tracks of a video, by their index, in order.
[[nodiscard]] std::vector<size_t> tracks_of(const AnnotationSet& set, size_t video);

/// Counts over all tracks.
[[nodiscard]] BoxCounts counts_of(const AnnotationSet& set);

/// How many frames of a video a file with a line for each frame has: its length, or up to its last box where
/// that is not known, or where a file says less than it holds.
[[nodiscard]] int64_t frames_of(const AnnotationSet& set, size_t video);

}  // namespace rtrack
