#include "training/evaluation/drill_down.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rtrack {

std::vector<double> overlap_by_frame(const Sequence& sequence, const SequenceResult& result,
                                     const MetricOptions& options) {
    const FrameErrors errors = frame_errors(sequence, result, options);
    std::vector<double> sums(sequence.boxes.size(), 0);
    std::vector<double> counts(sequence.boxes.size(), 0);
    for (size_t i = 0; i < errors.frames.size(); ++i) {
        const auto frame = static_cast<size_t>(errors.frames[i]);
        sums[frame] += errors.overlap[i];
        counts[frame] += 1;
    }
    for (size_t i = 0; i < sums.size(); ++i) {
        sums[i] = counts[i] > 0 ? sums[i] / counts[i] : std::numeric_limits<double>::quiet_NaN();
    }
    return sums;
}

std::optional<Stretch> worst_stretch(const std::vector<double>& overlaps, int64_t length) {
    const auto frames = static_cast<int64_t>(overlaps.size());
    length = std::min(length, frames);
    if (length < 1) return std::nullopt;
    std::optional<Stretch> worst;
    double sum = 0;
    int64_t counted = 0;
    const auto add = [&](int64_t frame, int sign) {
        const double overlap = overlaps[static_cast<size_t>(frame)];
        if (std::isnan(overlap)) return;
        sum += sign * overlap;
        counted += sign;
    };
    constexpr double kRounding = 1e-12;  // of a sum that numbers were added to and taken from
    for (int64_t last = 0; last < frames; ++last) {
        add(last, 1);
        if (last >= length) add(last - length, -1);
        if (last + 1 < length || 2 * counted < length) continue;
        const double mean = sum / static_cast<double>(counted);
        if (worst && mean >= worst->mean_overlap - kRounding) continue;
        worst = Stretch{last - length + 1, last, mean};
    }
    return worst;
}

}  // namespace rtrack
