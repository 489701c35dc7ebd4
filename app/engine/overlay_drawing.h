#pragma once

#include <string>

#include "tracking/annotation/box_record.h"
#include "tracking/base/image.h"
#include "tracking/base/tracker.h"

namespace rtrack {

/// Draws a tracking result into a picture: the box, the init stage's box dashed, the TrackPoints, and frame
/// index and score in a corner of the box. Line widths follow the picture's size; everything is cut at its
/// border.
void draw_result(Image& picture, int64_t frame_index, const TrackResult& result);

/// Draws an annotated box: outline and label in the colour, a person's box with a thick line, an
/// interpolated one dashed; nothing where the object is absent.
///
/// Labels are drawn in a 5 x 7 dot font of digits, capital letters and .,:;-_/%#()+? : small letters become
/// capitals, and a question mark stands for any other character.
/// @param color  0xRRGGBB
void draw_box(Image& picture, const BoxRecord& record, uint32_t color, const std::string& label);

/// In the picture's lower left corner, with a word behind it where there is one.
void draw_frame_number(Image& picture, int64_t frame_index, const std::string& word = "");

}  // namespace rtrack
