#pragma once

#include <cstdint>
#include <vector>

#include "tracking/base/geometry.h"
#include "tracking/base/image.h"

namespace rtrack {

struct Colour {
    float red = 0;  ///< all in [0, 1]
    float green = 0;
    float blue = 0;
};

[[nodiscard]] inline Colour operator*(float factor, const Colour& c) {
    return {factor * c.red, factor * c.green, factor * c.blue};
}
[[nodiscard]] inline Colour operator+(const Colour& a, const Colour& b) {
    return {a.red + b.red, a.green + b.green, a.blue + b.blue};
}
[[nodiscard]] inline Colour mix(const Colour& a, const Colour& b, float share_of_b) {
    return (1 - share_of_b) * a + share_of_b * b;
}
/// 0 below `from`, 1 above `to`, smooth between.
[[nodiscard]] float smooth_step(float from, float to, float value);

/// Blends a colour over a pixel of an RGB picture. @param cover in [0, 1].
void blend(uint8_t* pixel, const Colour& colour, float cover);

/// A painted sheet of a scene, larger than the frame; the camera slides over it.
struct Layer {
    int width = 0;
    int height = 0;
    double parallax = 1;  ///< how far it moves when the camera moves by 1
    std::vector<uint8_t> rgba;
    int opaque_from = 0;   ///< from this row on, nothing behind can be seen
    int painted_from = 0;  ///< above this row there is nothing

    [[nodiscard]] const uint8_t* row(int y) const { return rgba.data() + static_cast<size_t>(y) * width * 4; }
};

/// Draws the rows before `end_row` of a layer whose place (left, top) falls on the frame's corner,
/// interpolated between pixels; above and below its border the last row goes on.
void draw_layer(const Layer& layer, double left, double top, int end_row, Image& frame);

/// Draws the layers one over the other, without what nearer ones hide. @param camera in scene units
void draw_background(const std::vector<Layer>& layers, const Point& camera, double unit, Image& frame);

/// From the back to the front: sky, mountains, wooded hills, meadow. `unit`: pixels for a 720th of the
/// frame's height.
[[nodiscard]] std::vector<Layer> paint_background(int width, int height, double unit, double camera_range,
                                                  uint64_t seed);

/// A tree trunk, `trunk_width` wide in the middle of its sheet, as tall as the frame.
[[nodiscard]] Layer paint_trunk(int trunk_width, int height, uint64_t seed);

}  // namespace rtrack
