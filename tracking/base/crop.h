#pragma once

#include "tracking/base/geometry.h"

namespace rtrack {

/// A square cut out of a frame and scaled to `size` x `size` pixels: how the network sees template and search
/// region. Both directions of the conversion use the same continuous rule (half-pixel centres, no rounding),
/// so that training and inference agree; OSTrack's (out - 1) / 2 against out / 2 is not reproduced.
struct Crop {
    Point center;     ///< in frame pixels
    double side = 0;  ///< in frame pixels, > 0
    int size = 0;     ///< in crop pixels, > 0

    [[nodiscard]] double scale() const { return size / side; }  ///< crop pixels per frame pixel
    [[nodiscard]] Point crop_from_frame(const Point& in_frame) const;
    [[nodiscard]] Point frame_from_crop(const Point& in_crop) const;
    [[nodiscard]] Box crop_from_frame(const Box& in_frame) const;
    [[nodiscard]] Box frame_from_crop(const Box& in_crop) const;
};

/// The crop rule of Siamese trackers: a square around the box's centre with side factor * sqrt(width *
/// height).
/// @throws Error(Contract) if the box has no positive size or factor or size is not positive.
[[nodiscard]] Crop crop_around(const Box& box, double factor, int size);

}  // namespace rtrack
