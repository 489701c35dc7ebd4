#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tracking/base/geometry.h"
#include "training/data/photometry.h"
#include "training/data/random.h"
#include "training/data/warp.h"

namespace rtrack {

/// An object cut out of a picture along its outline: what is pasted onto other pictures.
struct Figure {
    PyramidPtr picture;                       ///< what its surface looks like
    std::vector<std::vector<Point>> outline;  ///< polygons in picture pixels; inside: the union of all
    Box box;                                  ///< of the outline
    std::optional<ColorTable> colors;         ///< applied to the surface
    std::string name;                         ///< for people
};

/// Share of each pixel of `rect` that polygons (already in crop pixels) cover, 0 to 255, row by row.
/// Holes are not known: polygons are united.
[[nodiscard]] std::vector<uint8_t> coverage(const std::vector<std::vector<Point>>& polygons,
                                            const PixelRect& rect);

/// Paints the figure onto the crop. @param soft  blurs the edge by a pixel.
/// @return the box of the outline in crop pixels, not clipped.
Box paste(const Figure& figure, const Affine& crop_from_picture, bool soft, Image& crop);

/// Where a pasted figure goes.
struct Placement {
    Point center;         ///< in crop pixels
    double size = 1;      ///< square root of its box's area, in crop pixels
    double rotation = 0;  ///< radians
    double stretch = 0;
    bool mirrored = false;
};
[[nodiscard]] Affine crop_from_picture(const Figure& figure, const Placement& placement);

}  // namespace rtrack
