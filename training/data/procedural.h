#pragma once

#include <optional>
#include <vector>

#include "training/data/figure.h"
#include "training/data/random.h"
#include "training/data/warp.h"

namespace rtrack {

/// Objects and textures from random numbers: as many different ones as there are seeds.

/// Noise of several sizes, stripes, checks, spots or a plain gradient, in random colours.
[[nodiscard]] PyramidPtr generated_texture(Random& random, int size);

/// A closed outline inside a box of about `size` around `center`: a soft blob, a rounded or sharp polygon, a
/// star, a rectangle, an ellipse or a thin bar.
[[nodiscard]] std::vector<Point> generated_outline(Random& random, Point center, double size);
/// The same outline, a little bent: things that move seldom keep their exact shape.
[[nodiscard]] std::vector<Point> bent_outline(Random& random, const std::vector<Point>& outline,
                                              double amount);

/// An object whose surface is a part of `surface`, or generated if there is none.
[[nodiscard]] Figure generated_figure(Random& random, const PyramidPtr& surface);

}  // namespace rtrack
