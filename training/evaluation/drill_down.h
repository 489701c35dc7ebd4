#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "training/evaluation/metrics.h"

namespace rtrack {

/// The IoU of each frame of a sequence with the truth, by the same rules as the scores: mean over
/// repetitions; NaN where the frame does not count. As long as the sequence's truth.
/// @throws as frame_errors
[[nodiscard]] std::vector<double> overlap_by_frame(const Sequence& sequence, const SequenceResult& result,
                                                   const MetricOptions& options);

/// Consecutive frames, both ends included.
struct Stretch {
    int64_t first = 0;
    int64_t last = 0;
    double mean_overlap = 0;  ///< over the frames that count
};

/// The `length` consecutive frames (fewer where there are fewer) with the smallest mean overlap; of equal
/// ones the earliest. At least half of them must count. nullopt if no such stretch exists.
[[nodiscard]] std::optional<Stretch> worst_stretch(const std::vector<double>& overlaps, int64_t length);

}  // namespace rtrack
