#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tracking/annotation/box_record.h"

namespace rtrack {

// What a project holds, as plain values. Each is named by a number that is unique in its project and never
// changes; 0 names nothing.

/// A frame's picture, recognised again: see `Video::frame_hashes`.
struct FrameHash {
    int64_t frame_index = 0;
    std::string hash;  ///< of the decoded pixels, by whoever decodes them
    bool operator==(const FrameHash&) const = default;
};

/// A video file or a folder of pictures.
struct Video {
    std::string absolute_path;  ///< where it was when it was last found
    std::string relative_path;  ///< the same from the project file's folder; empty if there is none
    int64_t frame_count = 0;
    int width = 0;  ///< pixels, as shown
    int height = 0;
    double frames_per_second = 0;  ///< 0 for pictures without time
    std::string facts;             ///< JSON object: codec, rotation, variable rate ...; empty: not known
    int64_t byte_size = 0;
    std::string content_hash;             ///< see video_identity.h; empty: not known
    std::vector<FrameHash> frame_hashes;  ///< of some frames, to notice that frames are counted differently
    std::string note;

    bool operator==(const Video&) const = default;
};

/// What an attribute's answers are.
enum class AttributeKind { Text, Number, Choice };

/// A question that is asked of every object of a class; see attributes.h.
struct AttributeRule {
    std::string name;
    std::vector<std::string> values;  ///< Choice: the answers; Number: lowest, highest (and step), or none
    std::string default_value;        ///< the answer of a track that has none; empty: none
    AttributeKind kind = AttributeKind::Text;
    bool operator==(const AttributeRule&) const = default;
};

/// A kind of object.
struct ObjectClass {
    std::string name;
    uint32_t color = 0;  ///< 0xRRGGBB
    std::string key;     ///< the key that chooses it: "1", "c"; empty: none
    std::vector<AttributeRule> attributes;

    bool operator==(const ObjectClass&) const = default;
};

/// One object in one video; its boxes are kept by (track, frame).
struct Track {
    int64_t video = 0;         ///< never changes
    int64_t object_class = 0;  ///< 0: none
    std::string name;
    bool locked = false;  ///< finished: its boxes are not changed until it is unlocked
    bool hidden = false;
    std::map<std::string, std::string> attributes;  ///< answers by the attribute's name
    std::string note;

    bool operator==(const Track&) const = default;
};

/// One time that a tracker was run: with what, and on what.
struct TrackingRun {
    int64_t video = 0;
    std::string tracker;
    std::string model;       ///< name or file; empty for trackers without one
    std::string model_hash;  ///< SHA-256 of the model file; empty for trackers without one
    std::string settings;    ///< JSON object: every option of the run
    int64_t first_frame = 0;
    int64_t last_frame = 0;  ///< before `first_frame` for a run backward
    int64_t started_at = 0;  ///< seconds since 1970, UTC

    bool operator==(const TrackingRun&) const = default;
};

/// Names a box.
struct BoxKey {
    int64_t track = 0;
    int64_t frame = 0;
    auto operator<=>(const BoxKey&) const = default;
};

/// How many boxes of each sort a track has.
struct BoxCounts {
    int64_t boxes = 0;
    int64_t human = 0;
    int64_t tracker = 0;
    int64_t interpolated = 0;
    int64_t imported = 0;
    int64_t unreviewed = 0;  ///< nobody has looked at them
    int64_t doubtful = 0;    ///< not reviewed since
    int64_t absent = 0;

    /// Counts the box `times` times; -1 takes it away.
    void add(const BoxRecord& record, int64_t times);
    void add(const BoxCounts& other);
    bool operator==(const BoxCounts&) const = default;
};

}  // namespace rtrack
