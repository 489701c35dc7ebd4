#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tracking/base/geometry.h"
#include "tracking/base/image.h"

namespace rtrack {

using Color = std::array<uint8_t, 3>;

/// x' = xx x + xy y + x0, y' = yx x + yy y + y0; named target_from_source where it is used.
struct Affine {
    double xx = 1, xy = 0, x0 = 0;
    double yx = 0, yy = 1, y0 = 0;

    [[nodiscard]] Point operator()(const Point& p) const {
        return {xx * p.x + xy * p.y + x0, yx * p.x + yy * p.y + y0};
    }
    /// Square root of the determinant's size: target pixels per source pixel.
    [[nodiscard]] double scale() const;
    [[nodiscard]] Affine inverse() const;
};

/// `outer` after `inner`.
[[nodiscard]] Affine operator*(const Affine& outer, const Affine& inner);

/// How a square crop sees a picture.
struct ViewGeometry {
    Point center;         ///< in picture pixels; comes to the middle of the crop
    double side = 1;      ///< in picture pixels; what the crop's side spans
    int size = 1;         ///< crop pixels
    double rotation = 0;  ///< radians
    double stretch = 0;   ///< logarithm of the widening; the height shrinks by as much
    bool mirrored = false;
};
[[nodiscard]] Affine crop_from_picture(const ViewGeometry& view);

/// The box around the ellipse that fills `box`, after the transformation: exact without rotation, and closer
/// than the turned rectangle for most objects with it.
[[nodiscard]] Box box_of_turned_ellipse(const Affine& target_from_source, const Box& box);
/// The box around points after the transformation. @throws Error(Contract) if there are none.
[[nodiscard]] Box box_of_points(const Affine& target_from_source,
                                const std::vector<std::vector<Point>>& outline);

/// A picture and its halves, quarters, ...: what antialiased shrinking reads from. Immutable once made.
class Pyramid {
public:
    /// @param image        the picture, perhaps decoded at 1/denominator of its size.
    /// @param full_width,full_height  of the picture itself: all coordinates are in its pixels.
    Pyramid(const Image& image, int denominator, int full_width, int full_height);
    explicit Pyramid(const Image& image) : Pyramid(image, 1, image.width(), image.height()) {}

    struct Level {
        int width = 0;
        int height = 0;
        int factor = 1;  ///< picture pixels per pixel of this level
        std::vector<uint8_t>
            pixels;  ///< RGB rows, and a few bytes more so that a pixel can be read as four bytes
    };

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] const Color& mean() const { return mean_; }
    [[nodiscard]] size_t bytes() const;
    /// The level to read from when a picture pixel becomes `scale` pixels.
    [[nodiscard]] const Level& level_for(double scale) const;

private:
    int width_ = 0;
    int height_ = 0;
    Color mean_{};
    std::vector<Level> levels_;
};
using PyramidPtr = std::shared_ptr<const Pyramid>;

/// The denominator (1, 2, 4 or 8) at which a JPEG may be decoded for views of this scale without a loss.
[[nodiscard]] int decode_denominator(double scale);

/// Part of a crop: columns [left, right), rows [top, bottom).
struct PixelRect {
    int left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] int width() const { return right - left; }
    [[nodiscard]] int height() const { return bottom - top; }
    [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
};
/// The pixels that `box` touches inside a picture of this size.
[[nodiscard]] PixelRect pixels_of(const Box& box, int width, int height);

/// Fills `rect` of `crop` with the picture as seen through crop_from_picture, bilinear on the fitting level.
/// @param border  colour outside the picture; nullopt repeats its edge.
void warp(const Pyramid& picture, const Affine& crop_from_picture, const PixelRect& rect,
          const std::optional<Color>& border, Image& crop);
/// The whole crop.
[[nodiscard]] Image warp(const Pyramid& picture, const Affine& crop_from_picture, int size,
                         const std::optional<Color>& border);

}  // namespace rtrack
