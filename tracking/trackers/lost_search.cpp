#include "tracking/trackers/lost_search.h"

#include <algorithm>
#include <cmath>

namespace rtrack {
namespace {

/// Evenly spaced places from one end of the frame to the other, `step` or a little less apart.
std::vector<double> spread(double length, double step) {
    const int count = std::max(1, static_cast<int>(std::ceil(length / step)));
    std::vector<double> places;
    for (int i = 0; i < count; ++i) places.push_back((i + 0.5) * length / count);
    return places;
}

}  // namespace

void LostSearch::seen(const Box& box) {
    last_seen_ = box;
    round_.clear();
    next_ = 0;
}

void LostSearch::plan_round(double search_factor, int frame_width, int frame_height) {
    const double step = search_factor * std::sqrt(last_seen_.area()) / 2;
    round_.clear();
    for (const double y : spread(frame_height, step)) {
        for (const double x : spread(frame_width, step)) round_.push_back({x, y});
    }
    const Point from = last_seen_.center();
    const auto distance = [&](const Point& p) { return std::hypot(p.x - from.x, p.y - from.y); };
    std::stable_sort(round_.begin(), round_.end(),
                     [&](const Point& a, const Point& b) { return distance(a) < distance(b); });
    next_ = 0;
}

std::vector<Box> LostSearch::next_places(int count, double search_factor, int frame_width, int frame_height) {
    std::vector<Box> places;
    if (!(last_seen_.area() > 0)) return places;
    if (round_.empty()) plan_round(search_factor, frame_width, frame_height);
    const size_t wanted = std::min(static_cast<size_t>(std::max(count, 0)), round_.size());
    while (places.size() < wanted) {
        const Point& center = round_[next_];
        places.push_back(box_from_cxcywh(center.x, center.y, last_seen_.width, last_seen_.height));
        next_ = (next_ + 1) % round_.size();
    }
    return places;
}

}  // namespace rtrack
