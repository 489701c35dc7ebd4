#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tracking/base/frame_source.h"
#include "tracking/media/frame_index.h"

namespace rtrack {

/// What a video or picture sequence is, for `rtrack info` and the studio's status bar.
struct MediaInfo {
    std::string path;
    std::string container;     ///< FFmpeg's short name, or "pictures"
    std::string codec;         ///< FFmpeg's short name: "h264", "png", ...
    std::string pixel_format;  ///< "yuv420p10le", ...; empty for pictures
    int64_t frames = 0;
    int width = 0;  ///< as shown: rotation and sample aspect ratio applied
    int height = 0;
    int coded_width = 0;  ///< as stored
    int coded_height = 0;
    double frames_per_second = 0;  ///< average; 0 for pictures
    double duration_seconds = 0;   ///< from the first frame to the end of the last; 0 for pictures
    bool variable_rate = false;
    /// Degrees clockwise that the stored picture is turned by to be shown: 0, 90, 180, 270.
    int rotation = 0;
    bool mirrored = false;  ///< left and right exchanged before turning
    double sample_aspect_ratio = 1;
    int64_t key_frames = 0;
    int64_t repeated_timestamps = 0;  ///< frames whose time is not after the one before
    int64_t missing_timestamps = 0;   ///< frames without a presentation time
    std::vector<std::string> damage;  ///< sentences: what is wrong and what can be used; empty: nothing found
    std::vector<int64_t> missing_frames;  ///< frames known not to decode
};

/// A source that comes from files.
class MediaSource : public FrameSource {
public:
    /// The frames that are decoded together with this one: from its key frame to the next. Cheapest read in
    /// order.
    [[nodiscard]] virtual FrameRange group_of(int64_t frame_index) const {
        return {frame_index, frame_index + 1};
    }
    [[nodiscard]] virtual MediaInfo info() const = 0;
    /// Frames known not to decode, ascending; `read` of one throws Error(Data). Grows as damage is met: only
    /// OpenOptions::check_all makes it complete on opening.
    [[nodiscard]] virtual std::vector<int64_t> missing_frames() const = 0;
    /// FrameIndex::to_bytes, for a project file; empty for pictures.
    [[nodiscard]] virtual std::string frame_index() const { return {}; }
};

struct OpenOptions {
    /// Called now and then with the part done, 0 to 1, on the opening thread.
    std::function<void(double)> progress = {};
    /// Asked now and then; true makes opening throw Error(Stopped).
    std::function<bool()> cancelled = {};
    /// Decodes everything once to find all damage (minutes for a long video).
    bool check_all = false;
    /// Decoding threads; 0: as many as the machine has cores.
    int threads = 0;
};

/// Opens a video file, a picture, a folder of pictures, a benchmark sequence folder (see
/// pictures_of_video), or a glob such as `shots/*.png`.
/// @throws Error(Data) naming the path and what is wrong with it; Error(Stopped) if cancelled.
[[nodiscard]] std::unique_ptr<MediaSource> open_frame_source(const std::filesystem::path& path,
                                                             const OpenOptions& options = {});

}  // namespace rtrack
