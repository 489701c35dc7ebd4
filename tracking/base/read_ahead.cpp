#include "tracking/base/read_ahead.h"

#include <chrono>

namespace rtrack {

ReadAhead::ReadAhead(FrameSource& source, int64_t first, int64_t last, size_t capacity)
    : source_(source), items_(capacity), thread_([this, first, last] { read_all(first, last); }) {}

ReadAhead::~ReadAhead() {
    items_.close();
    thread_.join();
}

void ReadAhead::read_all(int64_t first, int64_t last) {
    const int64_t step = last < first ? -1 : 1;
    for (int64_t index = first; index != last + step; index += step) {
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
        const bool failed = item.failure != nullptr;
        if (!items_.push(std::move(item)) || failed) break;
    }
    items_.close();
}

std::optional<ReadAhead::Frame> ReadAhead::next() {
    std::optional<Item> item = items_.pop();
    if (!item) return std::nullopt;
    if (item->failure) std::rethrow_exception(item->failure);
    return std::move(item->frame);
}

}  // namespace rtrack
