#pragma once

#include <exception>
#include <filesystem>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "tracking/base/bounded_queue.h"
#include "tracking/base/frame_source.h"
#include "tracking/media/video_writer.h"

namespace rtrack {

/// A video of frames with something drawn into each. Drawing and encoding happen on a thread of its own, so
/// that tracking does not wait for them unless they fall far behind.
class OverlayVideo {
public:
    using Draw = std::function<void(Image& picture)>;

    /// @param frames_per_second  of the source; 0 (pictures): 25
    /// @throws Error(Argument) or Error(Data) as VideoWriter.
    OverlayVideo(const std::filesystem::path& file, int width, int height, double frames_per_second);
    /// With the size, rate and, where they vary, the times of the source; backward as well.
    OverlayVideo(const std::filesystem::path& file, const FrameSource& source);
    ~OverlayVideo();
    OverlayVideo(const OverlayVideo&) = delete;
    OverlayVideo& operator=(const OverlayVideo&) = delete;

    /// The next frame. `draw` is called on another thread, with a copy of the picture.
    /// @throws Error(Data) naming the file if an earlier frame could not be written.
    void add(int64_t frame_index, ImagePtr image, Draw draw);
    /// Waits until all is written. @throws Error(Data) naming the file.
    void finish();

private:
    struct Item {
        ImagePtr image;
        Draw draw;
        double seconds = 0;
    };

    OverlayVideo(const std::filesystem::path& file, int width, int height, double frames_per_second,
                 std::vector<double> seconds);

    void write_all();

    const std::vector<double> seconds_;  // of the source's frames; empty: at a constant rate
    std::optional<int64_t> first_frame_;
    VideoWriter writer_;           // writing thread only, until it ends
    BoundedQueue<Item> items_{8};  // does its own locking
    std::exception_ptr failure_;   // writing thread only, until it ends
    std::thread thread_;
};

}  // namespace rtrack
