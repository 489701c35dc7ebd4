#pragma once

#include <ATen/ATen.h>

namespace rtrack {

/// Reads a feature map at arbitrary places, bilinearly; zero outside (places in (-1, size) blend with zeros).
///
/// @param features  [B, H, W, C] float, bfloat16 or double, contiguous in C
/// @param points    [B, N, n, 2] float (double for double features): (x, y) in cells, cell (0, 0)'s centre is
/// (0, 0)
/// @return          [B, N, n, C], the type of `features`. Differentiable in both.
/// @throws Error(Contract) naming the shapes if they do not fit.
[[nodiscard]] at::Tensor sample_points(const at::Tensor& features, const at::Tensor& points);

/// Deformable convolution whose taps lie at given points (RepPoints section 3.3): sum over k of W_k
/// F(point_k). Gather, then one matrix product.
///
/// @param weight  [C_out, n * C], tap-major: column k * C + c multiplies channel c of point k
/// @param bias    [C_out] or undefined
/// @return        [B, N, C_out]
[[nodiscard]] at::Tensor deform_conv(const at::Tensor& features, const at::Tensor& points,
                                     const at::Tensor& weight, const at::Tensor& bias);

}  // namespace rtrack
