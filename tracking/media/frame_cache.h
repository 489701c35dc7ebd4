#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "tracking/media/media_source.h"

namespace rtrack {

/// Decoded frames in memory, for a player: what was shown last stays, what comes next is decoded ahead.
///
/// One thread of its own reads the source; nothing else may touch that source. All functions may be called
/// from any thread. Memory stays below the budget (plus the frames that others still hold); the frames used
/// longest ago go first. Backward, a whole group of pictures is decoded at once and kept as far as the budget
/// allows.
class FrameCache {
public:
    /// @param budget_bytes  at least four frames are kept whatever it says.
    FrameCache(std::unique_ptr<MediaSource> source, size_t budget_bytes);
    /// Waits for the picture that is being decoded; those who wait in `get` receive Error(Stopped).
    ~FrameCache();
    FrameCache(const FrameCache&) = delete;
    FrameCache& operator=(const FrameCache&) = delete;

    /// Whether `get` would not wait for decoding.
    [[nodiscard]] bool holds(int64_t frame_index) const;
    /// The frame, decoded now if need be. @throws as MediaSource::read.
    [[nodiscard]] ImagePtr get(int64_t frame_index);
    /// What is wanted from now on: this frame first, then what follows it in `direction` (1 forward, -1
    /// backward, 0 nothing else). Replaces the last request.
    void request(int64_t frame_index, int direction);

    [[nodiscard]] int64_t frame_count() const { return frame_count_; }

    struct Usage {
        size_t bytes = 0;
        size_t budget_bytes = 0;
        int64_t frames = 0;
    };
    [[nodiscard]] Usage usage() const;

private:
    struct Entry {
        int64_t frame = 0;
        ImagePtr image;
        std::exception_ptr failure;  // instead of an image
    };
    struct Waiter {
        int64_t frame = 0;
        std::promise<ImagePtr> promise;
    };
    using Entries = std::list<Entry>;  // used most recently first

    void work();
    [[nodiscard]] int64_t next_frame_to_read() const;
    void read_group_until(int64_t frame);
    void read_one(int64_t frame);
    void store(Entry entry);
    [[nodiscard]] int64_t window() const;
    [[nodiscard]] const Entry* find(int64_t frame);

    const std::unique_ptr<MediaSource> source_;  // the cache's thread only, after construction
    const size_t frame_bytes_;
    const size_t budget_bytes_;
    const int64_t frame_count_;

    mutable std::mutex mutex_;  // guards everything below
    std::condition_variable changed_;
    Entries entries_;
    std::unordered_map<int64_t, Entries::iterator> by_frame_;
    size_t bytes_ = 0;
    std::vector<Waiter> waiters_;
    int64_t wanted_ = -1;
    int direction_ = 0;
    int64_t generation_ = 0;  // raised by every request that changes direction or place
    bool stopping_ = false;
    std::thread thread_;  // last: starts when all else is there
};

}  // namespace rtrack
