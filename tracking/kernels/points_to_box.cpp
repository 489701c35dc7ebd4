#include "tracking/kernels/points_to_box.h"

#include <string>

#include "tracking/base/error.h"

namespace rtrack {

namespace {

void check_points(const at::Tensor& points, int64_t fewest) {
    if (points.dim() < 2 || points.size(-1) != 2 || points.size(-2) < fewest) {
        throw Error(ErrorCode::Contract,
                    "points must be [..., N, 2] with N >= " + std::to_string(fewest) + ", got " +
                        std::to_string(points.dim()) + " dimensions, the last two " +
                        (points.dim() < 2
                             ? "missing"
                             : std::to_string(points.size(-2)) + " x " + std::to_string(points.size(-1))));
    }
}

}  // namespace

at::Tensor box_from_points_min_max(const at::Tensor& points) {
    check_points(points, 1);
    return at::cat({points.amin(-2), points.amax(-2)}, -1);
}

at::Tensor box_from_points_partial_min_max(const at::Tensor& points) {
    check_points(points, 4);
    return box_from_points_min_max(points.narrow(-2, 0, 4));
}

at::Tensor box_from_points_moment(const at::Tensor& points, const at::Tensor& log_scale) {
    check_points(points, 2);
    const at::Tensor center = points.mean(-2);
    const at::Tensor variance = (points - center.unsqueeze(-2)).square().sum(-2) / (points.size(-2) - 1);
    // The root's gradient is infinite at zero: points that coincide would make it NaN.
    const at::Tensor half_size = (variance + 1e-12).sqrt() * log_scale.exp();
    return at::cat({center - half_size, center + half_size}, -1);
}

}  // namespace rtrack
