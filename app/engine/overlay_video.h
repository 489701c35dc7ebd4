#pragma once

#include <exception>
#include <filesystem>
#include <functional>
#include <thread>

#include "tracking/base/bounded_queue.h"
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
    ~OverlayVideo();
    OverlayVideo(const OverlayVideo&) = delete;
    OverlayVideo& operator=(const OverlayVideo&) = delete;

    /// The next frame. `draw` is called on another thread, with a copy of the picture.
    /// @throws Error(Data) naming the file if an earlier frame could not be written.
    void add(ImagePtr image, Draw draw);
    /// Waits until all is written. @throws Error(Data) naming the file.
    void finish();

private:
    struct Item {
        ImagePtr image;
        Draw draw;
    };

    void write_all();

    VideoWriter writer_;           // writing thread only, until it ends
    BoundedQueue<Item> items_{8};  // does its own locking
    std::exception_ptr failure_;   // writing thread only, until it ends
    std::thread thread_;
};

}  // namespace rtrack
