#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tracking/annotation/box_record.h"

namespace rtrack {

/// What a document must know of its video.
struct VideoInfo {
    std::string name;  ///< the path or name that a person opened
    int64_t frame_count = 0;
    int width = 0;  ///< pixels, as shown
    int height = 0;
    double frames_per_second = 0;  ///< 0 for pictures without time
    std::vector<double> seconds;   ///< when each frame is shown; empty for pictures without time

    bool operator==(const VideoInfo&) const = default;
};

struct Edit;

/// One object in one video: its boxes by frame index. Changed by `apply` (edit.h) only.
class Document {
public:
    Document() = default;
    explicit Document(VideoInfo video) : video_(std::move(video)) {}

    [[nodiscard]] const VideoInfo& video() const { return video_; }
    [[nodiscard]] const std::map<int64_t, BoxRecord>& boxes() const { return boxes_; }
    /// nullptr: not annotated at this frame. Valid until the next edit.
    [[nodiscard]] const BoxRecord* record_at(int64_t frame_index) const;
    bool operator==(const Document&) const = default;

private:
    friend Edit apply(Document& document, const Edit& edit);

    VideoInfo video_;
    std::map<int64_t, BoxRecord> boxes_;
};

}  // namespace rtrack
