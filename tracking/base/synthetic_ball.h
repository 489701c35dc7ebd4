#pragma once

#include <array>

#include "tracking/base/geometry.h"
#include "tracking/base/image.h"
#include "tracking/base/synthetic_layers.h"

namespace rtrack {

/// A ball as the camera sees it: an ellipse, since it gives way when it hits the ground, with the turn of its
/// pattern.
struct Ball {
    Point center;         ///< frame pixels
    double radius_x = 1;  ///< half axes before the tilt, in pixels
    double radius_y = 1;
    double tilt = 0;  ///< of the ellipse, radians
    double roll = 0;  ///< in the picture's plane, radians
    double yaw = 0;   ///< around the upright axis
    double pitch = 0;
    std::array<Colour, 3> panels;  ///< they take turns with white ones

    /// The smallest upright box around the ellipse.
    [[nodiscard]] Box box() const;
    /// How much of a pixel at this place the ball covers, in [0, 1]: antialiased over one pixel.
    [[nodiscard]] float cover(double x, double y) const;
};

void draw_ball(const Ball& ball, Image& frame);

/// The soft shadow on the ground: an ellipse around `center`, `strength` in [0, 1] in its middle.
void draw_shadow(const Point& center, double radius_x, double radius_y, double strength, Image& frame);

}  // namespace rtrack
