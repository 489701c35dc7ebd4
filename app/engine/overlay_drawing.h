#pragma once

#include <string>

#include "tracking/base/image.h"
#include "tracking/base/tracker.h"

namespace rtrack {

/// Draws a tracking result into a picture: the box, the init stage's box dashed, the TrackPoints, and frame
/// index and score in a corner of the box. Line widths follow the picture's size; everything is cut at its
/// border.
void draw_result(Image& picture, int64_t frame_index, const TrackResult& result);

/// Digits, capital letters and .:-/% in a 5 x 7 dot font; other characters are left blank.
/// @param left, top  of the first letter, in pixels
/// @param dot        side of a dot, in pixels
void draw_text(Image& picture, const std::string& text, int left, int top, int dot);

}  // namespace rtrack
