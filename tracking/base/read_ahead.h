#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <thread>

#include "tracking/base/bounded_queue.h"
#include "tracking/base/frame_source.h"

namespace rtrack {

/// Frames one after the other, forward or backward, read by a thread of its own while the caller works on the
/// one before. The source belongs to that thread until the reader is gone. No frame is ever skipped.
class ReadAhead {
public:
    struct Frame {
        int64_t frame_index = 0;
        ImagePtr image;
        double read_milliseconds = 0;
    };

    /// Reads first, first +- 1, ..., last: downwards if last < first.
    /// @param capacity  how many frames wait at most
    ReadAhead(FrameSource& source, int64_t first, int64_t last, size_t capacity = 4);
    /// Stops reading and waits for the thread.
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    /// Waits for the next frame. @return nullopt after the last one.
    /// @throws what `FrameSource::read` threw for this frame; nothing follows then.
    [[nodiscard]] std::optional<Frame> next();

private:
    struct Item {
        Frame frame;
        std::exception_ptr failure;
    };

    void read_all(int64_t first, int64_t last);

    FrameSource& source_;       // reading thread only
    BoundedQueue<Item> items_;  // does its own locking
    std::thread thread_;
};

}  // namespace rtrack
