#include "tracking/base/read_ahead.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace rtrack {

ReadAhead::ReadAhead(FrameSource& source, int64_t first, int64_t last, Options options)
    : source_(source), options_(std::move(options)), items_(options_.capacity), thread_([this, first, last] {
          last < first ? read_backward(first, last) : read_forward(first, last);
          items_.close();
      }) {}

ReadAhead::~ReadAhead() {
    stopping_ = true;
    items_.close();
    thread_.join();
}

void ReadAhead::read_forward(int64_t first, int64_t last) {
    for (int64_t index = first; index <= last; ++index) {
        if (!hand_out(read_one(index))) return;
    }
}

void ReadAhead::read_backward(int64_t first, int64_t last) {
    const size_t frame_bytes = size_t{Image::kChannels} * source_.width() * source_.height();
    const auto most =
        static_cast<int64_t>(std::max<size_t>(1, options_.group_bytes / std::max<size_t>(1, frame_bytes)));
    std::vector<Item> group;
    for (int64_t newest = first; newest >= last; newest -= static_cast<int64_t>(group.size())) {
        const bool inside = newest >= 0 && newest < source_.frame_count();
        const int64_t start = inside && options_.group_start ? options_.group_start(newest) : newest;
        const int64_t oldest = std::max({start, newest + 1 - most, last});
        group.clear();
        for (int64_t index = oldest; index <= newest; ++index) {
            if (stopping_) return;
            group.push_back(read_one(index));
        }
        for (auto item = group.rbegin(); item != group.rend(); ++item) {
            if (!hand_out(std::move(*item))) return;
        }
    }
}

ReadAhead::Item ReadAhead::read_one(int64_t index) {
    Item item;
    const auto start = std::chrono::steady_clock::now();
    try {
        item.frame.image = source_.read(index);
    } catch (...) {  // the edge of this thread: handed to the caller of next()
        item.failure = std::current_exception();
    }
    item.frame.frame_index = index;
    item.frame.read_milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return item;
}

// @return false if nothing may follow.
bool ReadAhead::hand_out(Item item) {
    const bool failed = item.failure != nullptr;
    return items_.push(std::move(item)) && !failed;
}

std::optional<ReadAhead::Frame> ReadAhead::next() {
    std::optional<Item> item = items_.pop();
    if (!item) return std::nullopt;
    if (item->failure) std::rethrow_exception(item->failure);
    return std::move(item->frame);
}

}  // namespace rtrack
