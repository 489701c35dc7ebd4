#pragma once

#include <ATen/ATen.h>

namespace rtrack {

/// Intersection over union of boxes, element by element.
///
/// @param a, b  [..., 4] x1 y1 x2 y2 with x2 >= x1, y2 >= y1; broadcast against each other
/// @return      [...] in [0, 1]; 0 where both are empty. Differentiable.
[[nodiscard]] at::Tensor box_iou(const at::Tensor& a, const at::Tensor& b);

/// Generalised IoU (Rezatofighi et al. 2019), in [-1, 1]: IoU - (hull - union) / hull. Differentiable
/// everywhere, also for boxes apart.
[[nodiscard]] at::Tensor box_giou(const at::Tensor& a, const at::Tensor& b);

}  // namespace rtrack
