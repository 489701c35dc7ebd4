#pragma once

#include <cmath>

#include "tracking/kernels/box_losses_math.h"
#include "tracking/kernels/host_device.h"

namespace rtrack {

/// What the moment-based T(S) adds to a variance: the root's gradient is infinite at zero, and points that
/// coincide would make it not a number.
constexpr double kTinyVariance = 1e-12;

/// The box around `count` points (x, y) that lie one after the other. @param box  [4] x1 y1 x2 y2, written
template <typename Real, typename Scalar>
RTRACK_HOST_DEVICE inline void extreme_box(const Scalar* points, int count, Real* box) {
    for (int axis = 0; axis < 2; ++axis) {
        Real low = static_cast<Real>(points[axis]);
        Real high = low;
        for (int i = 1; i < count; ++i) {
            const Real value = static_cast<Real>(points[2 * i + axis]);
            low = smaller(value, low);
            high = larger(value, high);
        }
        box[axis] = low;
        box[axis + 2] = high;
    }
}

/// The gradient of extreme_box: to the extreme points, in equal shares where several are extreme.
/// @param grad  [4], by the box; @param grad_points  [2 count] written
template <typename Real, typename Scalar>
RTRACK_HOST_DEVICE inline void extreme_box_gradient(const Scalar* points, int count, const Scalar* grad,
                                                    Scalar* grad_points) {
    Real box[4];
    extreme_box(points, count, box);
    for (int axis = 0; axis < 2; ++axis) {
        int lowest = 0;
        int highest = 0;
        for (int i = 0; i < count; ++i) {
            const Real value = static_cast<Real>(points[2 * i + axis]);
            lowest += value == box[axis];
            highest += value == box[axis + 2];
        }
        for (int i = 0; i < count; ++i) {
            const Real value = static_cast<Real>(points[2 * i + axis]);
            Real sum = 0;
            if (value == box[axis]) sum += static_cast<Real>(grad[axis]) / static_cast<Real>(lowest);
            if (value == box[axis + 2]) sum += static_cast<Real>(grad[axis + 2]) / static_cast<Real>(highest);
            grad_points[2 * i + axis] = static_cast<Scalar>(sum);
        }
    }
}

/// Mean and standard deviation (unbiased) of one axis of the points.
template <typename Real>
struct Moments {
    Real mean;
    Real deviation;
};

template <typename Real, typename Scalar>
RTRACK_HOST_DEVICE inline Moments<Real> moments(const Scalar* points, int count, int axis) {
    Real sum = 0;
    for (int i = 0; i < count; ++i) sum += static_cast<Real>(points[2 * i + axis]);
    const Real mean = sum / static_cast<Real>(count);
    Real squares = 0;
    for (int i = 0; i < count; ++i) {
        const Real off = static_cast<Real>(points[2 * i + axis]) - mean;
        squares += off * off;
    }
    return {mean, std::sqrt(squares / static_cast<Real>(count - 1) + static_cast<Real>(kTinyVariance))};
}

/// Centre = mean, half size = deviation times exp(log_scale). @param box  [4] written
template <typename Real, typename Scalar>
RTRACK_HOST_DEVICE inline void moment_box(const Scalar* points, int count, const Real* log_scale, Real* box) {
    for (int axis = 0; axis < 2; ++axis) {
        const Moments<Real> m = moments<Real>(points, count, axis);
        const Real half = m.deviation * std::exp(log_scale[axis]);
        box[axis] = m.mean - half;
        box[axis + 2] = m.mean + half;
    }
}

/// The gradient of moment_box.
/// @param grad_points  [2 count] written; @param grad_log_scale  [2] written: this box's part
template <typename Real, typename Scalar>
RTRACK_HOST_DEVICE inline void moment_box_gradient(const Scalar* points, int count, const Real* log_scale,
                                                   const Scalar* grad, Scalar* grad_points,
                                                   Real* grad_log_scale) {
    for (int axis = 0; axis < 2; ++axis) {
        const Moments<Real> m = moments<Real>(points, count, axis);
        const Real scale = std::exp(log_scale[axis]);
        const Real by_low = static_cast<Real>(grad[axis]);
        const Real by_high = static_cast<Real>(grad[axis + 2]);
        const Real by_mean = (by_low + by_high) / static_cast<Real>(count);
        const Real by_half = by_high - by_low;
        const Real by_off = by_half * scale / (m.deviation * static_cast<Real>(count - 1));
        for (int i = 0; i < count; ++i) {
            const Real off = static_cast<Real>(points[2 * i + axis]) - m.mean;
            grad_points[2 * i + axis] = static_cast<Scalar>(by_mean + by_off * off);
        }
        grad_log_scale[axis] = by_half * m.deviation * scale;
    }
}

}  // namespace rtrack
