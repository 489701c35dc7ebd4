#include "training/data/box_faults.h"

namespace rtrack {

std::string misplacement(const Box& box, int width, int height) {
    constexpr double kLargest = 4;  // times the picture's sides: what leaves the picture has less
    const std::string size = std::to_string(width) + "x" + std::to_string(height);
    if (box.width > kLargest * width || box.height > kLargest * height) {
        return "the box " + to_string(box) + " is many times larger than the picture of " + size;
    }
    if (clipped(box, width, height).area() <= 0) {
        return "the box " + to_string(box) + " lies outside of the picture of " + size;
    }
    return {};
}

TextFault fault_of_box(const Sequence& sequence, size_t frame, const std::string& message) {
    if (sequence.truth_file.empty()) return {sequence.frames[frame], 0, message};
    return {sequence.truth_file, sequence.truth_line(frame), message};
}

void FaultLog::note(TextFault fault) {
    const std::lock_guard lock(mutex_);
    if (known_.insert(describe(fault)).second) faults_.push_back(std::move(fault));
}

Faults FaultLog::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(faults_, {});
}

}  // namespace rtrack
