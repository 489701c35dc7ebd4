#pragma once

#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tracking/base/geometry.h"
#include "training/evaluation/dataset.h"

namespace rtrack {

/// Why a valid box cannot be of a target in a picture of this size: it lies outside, or is many times larger.
/// Empty: it can.
[[nodiscard]] std::string misplacement(const Box& box, int width, int height);

/// A fault of a frame's box, at its line; at the picture where no file has a box a line.
[[nodiscard]] TextFault fault_of_box(const Sequence& sequence, size_t frame, const std::string& message);

/// Faults that turn up while pairs are made, each once. Thread-safe.
class FaultLog {
public:
    void note(TextFault fault);
    /// Those since the last call.
    [[nodiscard]] Faults take();

private:
    std::mutex mutex_;
    std::set<std::string> known_;
    Faults faults_;
};

}  // namespace rtrack
