#include "tracking/annotation/document.h"

namespace rtrack {

const BoxRecord* Document::record_at(int64_t frame_index) const {
    const auto found = boxes_.find(frame_index);
    return found == boxes_.end() ? nullptr : &found->second;
}

}  // namespace rtrack
