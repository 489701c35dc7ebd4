#pragma once

#include <ATen/ATen.h>

namespace rtrack {

/// Turns point sets into pseudo-boxes, T(S) of appendix A, by the extreme points ("min-max").
///
/// @param points  [..., N, 2] float, (x, y), N >= 1
/// @return        [..., 4] x1 y1 x2 y2. Differentiable; the gradient goes to the extreme points only.
/// @throws Error(Contract) if the last dimension is not 2 or there is no point. An empty batch gives an empty
/// result.
[[nodiscard]] at::Tensor box_from_points_min_max(const at::Tensor& points);

/// The same from the first four points alone ("partial min-max" of RepPoints). @throws Error(Contract) if N
/// < 4.
[[nodiscard]] at::Tensor box_from_points_partial_min_max(const at::Tensor& points);

/// Centre = mean, half size = standard deviation (unbiased, as RepPoints) times exp(log_scale): the
/// moment-based T(S).
///
/// @param log_scale  [2] learnable; the logarithms of appendix A's lambda_x, lambda_y
/// @throws Error(Contract) if N < 2.
[[nodiscard]] at::Tensor box_from_points_moment(const at::Tensor& points, const at::Tensor& log_scale);

}  // namespace rtrack
