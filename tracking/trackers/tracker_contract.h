#pragma once

#include "tracking/base/geometry.h"
#include "tracking/base/image.h"

namespace rtrack {

// The conditions of the Tracker interface, checked alike by all trackers.

/// @throws Error(Contract) if the frame is empty, or the box has no positive size or lies outside the frame
/// entirely.
void check_initial_box(const Image& frame, const Box& box);

/// @throws Error(Contract) if the frame is not of this size.
void check_frame_size(const Image& frame, int width, int height);

}  // namespace rtrack
