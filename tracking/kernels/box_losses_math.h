#pragma once

#include "tracking/kernels/host_device.h"

namespace rtrack {

/// Boxes are in pixels; a hundred-millionth of one changes no result and keeps 0 / 0 away.
constexpr double kTinyArea = 1e-8;

// Comparisons are written so that a coordinate that is not a number stays one in the result: a training that
// diverges must show.

template <typename Real>
RTRACK_HOST_DEVICE inline Real larger(Real a, Real b) {
    return a > b || a != a ? a : b;
}

template <typename Real>
RTRACK_HOST_DEVICE inline Real smaller(Real a, Real b) {
    return a < b || a != a ? a : b;
}

template <typename Real>
RTRACK_HOST_DEVICE inline Real not_negative(Real a) {
    return a < 0 ? Real{0} : a;
}

/// Sides and areas of two boxes x1 y1 x2 y2, their intersection and the box around both.
template <typename Real>
struct OverlapParts {
    Real width_a, height_a, width_b, height_b, common_width, common_height;  ///< may be negative
    Real hull_width, hull_height;
    Real intersection, united, hull;
};

template <typename Real>
RTRACK_HOST_DEVICE inline OverlapParts<Real> overlap_parts(const Real* a, const Real* b) {
    OverlapParts<Real> parts;
    parts.width_a = a[2] - a[0];
    parts.height_a = a[3] - a[1];
    parts.width_b = b[2] - b[0];
    parts.height_b = b[3] - b[1];
    parts.common_width = smaller(a[2], b[2]) - larger(a[0], b[0]);
    parts.common_height = smaller(a[3], b[3]) - larger(a[1], b[1]);
    parts.hull_width = larger(a[2], b[2]) - smaller(a[0], b[0]);
    parts.hull_height = larger(a[3], b[3]) - smaller(a[1], b[1]);
    parts.intersection = not_negative(parts.common_width) * not_negative(parts.common_height);
    parts.united = not_negative(parts.width_a) * not_negative(parts.height_a) +
                   not_negative(parts.width_b) * not_negative(parts.height_b) - parts.intersection;
    parts.hull = parts.hull_width * parts.hull_height;
    return parts;
}

template <typename Real>
RTRACK_HOST_DEVICE inline Real iou_of(const OverlapParts<Real>& parts) {
    return parts.intersection / (parts.united + static_cast<Real>(kTinyArea));
}

template <typename Real>
RTRACK_HOST_DEVICE inline Real giou_of(const OverlapParts<Real>& parts) {
    return iou_of(parts) - (parts.hull - parts.united) / (parts.hull + static_cast<Real>(kTinyArea));
}

/// Gives the gradient of larger(a, b) to the larger one, half to each where they are equal (as Torch does).
template <typename Real>
RTRACK_HOST_DEVICE inline void split_gradient(bool a_takes, bool equal, Real grad, Real& grad_a,
                                              Real& grad_b) {
    const Real share = equal ? Real{0.5} : (a_takes ? Real{1} : Real{0});
    grad_a += share * grad;
    grad_b += (1 - share) * grad;
}

/// Derivatives of IoU or GIoU by both boxes, along one axis: `low` is 0 for x, 1 for y.
template <typename Real>
RTRACK_HOST_DEVICE inline void add_axis_gradient(const Real* a, const Real* b, int low, Real by_side_a,
                                                 Real by_side_b, Real by_common, Real by_hull, Real* grad_a,
                                                 Real* grad_b) {
    const int high = low + 2;
    grad_a[high] += by_side_a;
    grad_a[low] -= by_side_a;
    grad_b[high] += by_side_b;
    grad_b[low] -= by_side_b;
    split_gradient(a[high] < b[high], a[high] == b[high], by_common, grad_a[high], grad_b[high]);
    split_gradient(a[low] > b[low], a[low] == b[low], -by_common, grad_a[low], grad_b[low]);
    split_gradient(a[high] > b[high], a[high] == b[high], by_hull, grad_a[high], grad_b[high]);
    split_gradient(a[low] < b[low], a[low] == b[low], -by_hull, grad_a[low], grad_b[low]);
}

/// The gradients of grad * IoU, or of grad * GIoU, by both boxes.
/// @param grad_a, grad_b  [4] written
template <typename Real>
RTRACK_HOST_DEVICE inline void overlap_gradient(const Real* a, const Real* b, Real grad, bool generalised,
                                                Real* grad_a, Real* grad_b) {
    const OverlapParts<Real> p = overlap_parts(a, b);
    const Real united = p.united + static_cast<Real>(kTinyArea);
    const Real hull = p.hull + static_cast<Real>(kTinyArea);
    Real by_united = -(p.intersection / united) / united;  // squares of areas may not fit a float
    Real by_hull = 0;
    if (generalised) {
        by_united += 1 / hull;
        by_hull = -(united / hull) / hull;
    }
    by_united *= grad;
    by_hull *= grad;
    const Real by_intersection = grad / united - by_united;  // the union is the areas less it
    // A side that was below zero counted as zero, and moves nothing.
    const Real by_width_a = p.width_a < 0 ? Real{0} : by_united * not_negative(p.height_a);
    const Real by_height_a = p.height_a < 0 ? Real{0} : by_united * not_negative(p.width_a);
    const Real by_width_b = p.width_b < 0 ? Real{0} : by_united * not_negative(p.height_b);
    const Real by_height_b = p.height_b < 0 ? Real{0} : by_united * not_negative(p.width_b);
    const Real by_common_width =
        p.common_width < 0 ? Real{0} : by_intersection * not_negative(p.common_height);
    const Real by_common_height =
        p.common_height < 0 ? Real{0} : by_intersection * not_negative(p.common_width);
    for (int i = 0; i < 4; ++i) grad_a[i] = grad_b[i] = 0;
    add_axis_gradient(a, b, 0, by_width_a, by_width_b, by_common_width, by_hull * p.hull_height, grad_a,
                      grad_b);
    add_axis_gradient(a, b, 1, by_height_a, by_height_b, by_common_height, by_hull * p.hull_width, grad_a,
                      grad_b);
}

}  // namespace rtrack
