#include "tracking/base/frame_source.h"

#include "tracking/base/error.h"

namespace rtrack {

void check_frame_index(const FrameSource& source, int64_t frame_index) {
    if (frame_index < 0 || frame_index >= source.frame_count()) {
        throw Error(ErrorCode::Contract, source.name() + " has frames 0 to " +
                                             std::to_string(source.frame_count() - 1) + ", frame " +
                                             std::to_string(frame_index) + " was asked for");
    }
}

}  // namespace rtrack
