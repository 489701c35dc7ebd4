#include "widgets/annotate/lane_cache.h"

namespace rtrack {

void LaneCache::setView(int64_t first, int64_t last, int64_t step) {
    if (first == first_ && last == last_ && step == step_) return;
    first_ = first;
    last_ = last;
    step_ = step;
    lanes_.clear();
}

const Lane& LaneCache::lane(const Project& project, int64_t track) {
    const auto [entry, is_new] = lanes_.try_emplace(track);
    if (is_new) {
        entry->second.marks = project.marks_of(track, first_, last_, step_);
        entry->second.human = project.frames_of(track, BoxKind::Human, first_, last_);
        entry->second.doubtful = project.frames_of(track, BoxKind::Doubtful, first_, last_);
    }
    return entry->second;
}

}  // namespace rtrack
