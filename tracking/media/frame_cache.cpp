#include "tracking/media/frame_cache.h"

#include <algorithm>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr size_t kLeastFrames = 4;  // the one shown, its neighbours, and one that somebody waits for

}  // namespace

FrameCache::FrameCache(std::unique_ptr<MediaSource> source, size_t budget_bytes)
    : source_(std::move(source)),
      frame_bytes_(size_t{Image::kChannels} * source_->width() * source_->height()),
      budget_bytes_(std::max(budget_bytes, kLeastFrames * frame_bytes_)),
      frame_count_(source_->frame_count()) {
    thread_ = std::thread([this] { work(); });
}

FrameCache::~FrameCache() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

bool FrameCache::holds(int64_t frame_index) const {
    const std::lock_guard lock(mutex_);
    return by_frame_.contains(frame_index);
}

ImagePtr FrameCache::get(int64_t frame_index) {
    std::future<ImagePtr> answer;
    {
        const std::lock_guard lock(mutex_);
        if (const Entry* entry = find(frame_index)) {
            if (entry->failure) std::rethrow_exception(entry->failure);
            return entry->image;
        }
        if (frame_index < 0 || frame_index >= frame_count_) {
            throw Error(ErrorCode::Contract, "frame " + std::to_string(frame_index) + " is not one of the " +
                                                 std::to_string(frame_count_) + " frames");
        }
        waiters_.push_back({frame_index, {}});
        answer = waiters_.back().promise.get_future();
    }
    changed_.notify_all();
    return answer.get();
}

void FrameCache::request(int64_t frame_index, int direction) {
    {
        const std::lock_guard lock(mutex_);
        const bool goes_on = direction == direction_ && frame_index - wanted_ == direction;
        if (!goes_on) ++generation_;
        wanted_ = std::clamp<int64_t>(frame_index, 0, frame_count_ - 1);
        direction_ = direction;
    }
    changed_.notify_all();
}

FrameCache::Usage FrameCache::usage() const {
    const std::lock_guard lock(mutex_);
    return {bytes_, budget_bytes_, static_cast<int64_t>(entries_.size())};
}

// Half of the budget goes ahead; the other half keeps what was shown.
int64_t FrameCache::window() const {
    return std::max<int64_t>(1, static_cast<int64_t>(budget_bytes_ / 2 / std::max<size_t>(frame_bytes_, 1)));
}

const FrameCache::Entry* FrameCache::find(int64_t frame) {
    const auto found = by_frame_.find(frame);
    if (found == by_frame_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &*found->second;
}

/// With the lock held. @return -1 if there is nothing to do.
int64_t FrameCache::next_frame_to_read() const {
    if (!waiters_.empty()) return waiters_.front().frame;
    if (wanted_ < 0) return -1;
    const int64_t ahead = direction_ == 0 ? 0 : window();
    for (int64_t step = 0; step <= ahead; ++step) {
        const int64_t frame = wanted_ + step * direction_;
        if (frame < 0 || frame >= frame_count_) return -1;
        if (by_frame_.count(frame) > 0) continue;
        // A group is decoded from its start whatever part of it is missing: backward, a few frames are not
        // worth it.
        const bool enough = direction_ < 0 && step > std::max<int64_t>(1, ahead / 2);
        return enough ? -1 : frame;
    }
    return -1;
}

void FrameCache::work() {
    while (true) {
        int64_t frame = -1;
        bool backward = false;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return stopping_ || next_frame_to_read() >= 0; });
            if (stopping_) break;
            frame = next_frame_to_read();
            backward = waiters_.empty() && direction_ < 0;
        }
        if (backward) {
            read_group_until(frame);
        } else {
            read_one(frame);
        }
    }
    const std::lock_guard lock(mutex_);
    for (Waiter& waiter : waiters_) {
        waiter.promise.set_exception(
            std::make_exception_ptr(Error(ErrorCode::Stopped, "the video was closed")));
    }
}

void FrameCache::read_group_until(int64_t frame) {
    int64_t generation = 0;
    int64_t first = source_->group_of(frame).first;
    {
        const std::lock_guard lock(mutex_);
        generation = generation_;
        first = std::clamp(wanted_ - window(), first, frame);
    }
    for (int64_t i = first; i <= frame; ++i) {
        bool have = false;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ || generation != generation_ || !waiters_.empty())
                return;  // somebody wants something else
            have = by_frame_.count(i) > 0;
        }
        if (!have) read_one(i);
    }
}

void FrameCache::read_one(int64_t frame) {
    Entry entry;
    entry.frame = frame;
    try {
        entry.image = source_->read(frame);
    } catch (const std::exception&) {
        entry.failure = std::current_exception();  // handed to whoever asks for this frame
    }
    store(std::move(entry));
}

void FrameCache::store(Entry entry) {
    const std::lock_guard lock(mutex_);
    std::erase_if(waiters_, [&](Waiter& waiter) {
        if (waiter.frame != entry.frame) return false;
        if (entry.failure) {
            waiter.promise.set_exception(entry.failure);
        } else {
            waiter.promise.set_value(entry.image);
        }
        return true;
    });
    if (by_frame_.count(entry.frame) > 0) return;
    bytes_ += entry.image ? entry.image->bytes() : 0;
    const int64_t frame = entry.frame;
    entries_.push_front(std::move(entry));
    by_frame_[frame] = entries_.begin();
    while (bytes_ > budget_bytes_ && entries_.size() > 1) {
        const Entry& oldest = entries_.back();
        bytes_ -= oldest.image ? oldest.image->bytes() : 0;
        by_frame_.erase(oldest.frame);
        entries_.pop_back();
    }
}

}  // namespace rtrack
