#include "tracking/annotation/document.h"

#include <algorithm>
#include <cmath>

namespace rtrack {

bool has_variable_rate(const VideoInfo& video) {
    if (video.seconds.size() < 3) return false;
    std::vector<double> steps;
    steps.reserve(video.seconds.size() - 1);
    for (size_t i = 1; i < video.seconds.size(); ++i)
        steps.push_back(video.seconds[i] - video.seconds[i - 1]);
    std::vector<double> sorted = steps;
    const auto middle = sorted.begin() + static_cast<int64_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    const double median = *middle;
    if (median <= 0) return true;
    // Containers with a coarse clock (mkv: 1 ms) round every step: up to 1 ms either side is no variable
    // rate.
    const double tolerance = std::max(0.02 * median, 0.0015);
    return std::any_of(steps.begin(), steps.end(),
                       [&](double step) { return std::abs(step - median) > tolerance; });
}

const BoxRecord* Document::record_at(int64_t frame_index) const {
    const auto found = boxes_.find(frame_index);
    return found == boxes_.end() ? nullptr : &found->second;
}

}  // namespace rtrack
