#pragma once

#include <cstdint>

#include "tracking/kernels/host_device.h"

namespace rtrack {

/// Sizes of a deformable sampling: features [batch, height, width, channels], points [batch, per_image, 2].
struct SampleShape {
    int64_t batch, per_image, channels;
    int height, width;
    [[nodiscard]] RTRACK_HOST_DEVICE int64_t map_size() const { return channels * height * width; }
};

/// One of the four cells around a place: where it lies and how much it counts.
template <typename Real>
struct Corner {
    int64_t offset;  ///< of the cell's first channel within the map; negative: outside, counts as zero
    Real weight;
    Real weight_by_x;  ///< derivative of the weight
    Real weight_by_y;
};

/// The four cells that a place between them reads. All are outside for a place a cell or more beyond the map,
/// and for one that is not a number.
///
/// @param x, y  cell coordinates: cell (0, 0)'s centre is (0, 0)
template <typename Real>
RTRACK_HOST_DEVICE inline void corners_at(Real x, Real y, const SampleShape& shape,
                                          Corner<Real> (&corners)[4]) {
    const bool near_map = x > -1 && x < shape.width && y > -1 && y < shape.height;
    const int column = near_map ? static_cast<int>(x + 1) - 1 : -2;  // may be -1: the cell left of the map
    const int row = near_map ? static_cast<int>(y + 1) - 1 : -2;
    const Real column_fraction = x - column;
    const Real row_fraction = y - row;
    for (int i = 0; i < 4; ++i) {
        const int dy = i / 2;
        const int dx = i % 2;
        const bool inside =
            row + dy >= 0 && row + dy < shape.height && column + dx >= 0 && column + dx < shape.width;
        const Real wy = dy ? row_fraction : 1 - row_fraction;
        const Real wx = dx ? column_fraction : 1 - column_fraction;
        const int64_t cell = static_cast<int64_t>(row + dy) * shape.width + column + dx;
        corners[i] = {inside ? cell * shape.channels : -1, wx * wy, dx ? wy : -wy, dy ? wx : -wx};
    }
}

/// One channel of a place.
template <typename Real, typename Scalar>
RTRACK_HOST_DEVICE inline Real sampled(const Scalar* map, const Corner<Real> (&corners)[4], int64_t channel) {
    Real sum = 0;
    for (const Corner<Real>& corner : corners) {
        if (corner.offset >= 0) sum += corner.weight * static_cast<Real>(map[corner.offset + channel]);
    }
    return sum;
}

/// What one channel adds to the gradient of a place. @param grad  of that channel's output
template <typename Real, typename Scalar>
RTRACK_HOST_DEVICE inline void add_place_gradient(const Scalar* map, const Corner<Real> (&corners)[4],
                                                  int64_t channel, Real grad, Real& by_x, Real& by_y) {
    for (const Corner<Real>& corner : corners) {
        if (corner.offset < 0) continue;
        const Real product = static_cast<Real>(map[corner.offset + channel]) * grad;
        by_x += corner.weight_by_x * product;
        by_y += corner.weight_by_y * product;
    }
}

}  // namespace rtrack
