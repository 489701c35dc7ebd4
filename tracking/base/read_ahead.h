#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "tracking/base/bounded_queue.h"
#include "tracking/base/frame_source.h"

namespace rtrack {

/// Frames one after the other, forward or backward, read by a thread of its own while the caller works on the
/// one before. The source belongs to that thread until the reader is gone. No frame is ever skipped.
///
/// Backward, frames that are decoded together are read in order, kept, and handed out from their end; of a
/// group that is too large for that the last part, then the part before it.
class ReadAhead {
public:
    struct Frame {
        int64_t frame_index = 0;
        ImagePtr image;
        double read_milliseconds = 0;
    };

    struct Options {
        size_t capacity = 4;  ///< how many frames wait at most
        /// The first of the frames that are decoded together with this one; empty: each by itself. Called by
        /// the reading thread.
        std::function<int64_t(int64_t frame_index)> group_start = {};
        size_t group_bytes = size_t{512} << 20;  ///< how much of a group is kept at most; one frame at least
    };

    /// Reads first, first +- 1, ..., last: downwards if last < first.
    ReadAhead(FrameSource& source, int64_t first, int64_t last, Options options);
    ReadAhead(FrameSource& source, int64_t first, int64_t last, size_t capacity = 4)
        : ReadAhead(source, first, last, Options{capacity}) {}
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

    void read_forward(int64_t first, int64_t last);
    void read_backward(int64_t first, int64_t last);
    [[nodiscard]] Item read_one(int64_t index);
    bool hand_out(Item item);

    FrameSource& source_;  // reading thread only
    const Options options_;
    BoundedQueue<Item> items_;  // does its own locking
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace rtrack
