#pragma once

#include <array>

#include <ATen/ATen.h>

#include "tracking/base/crop.h"
#include "tracking/base/image.h"

namespace rtrack {

/// Mean and standard deviation of ImageNet's RGB channels on [0, 1], which all our networks normalise with.
inline constexpr std::array<float, 3> kImageMean = {0.485F, 0.456F, 0.406F};
inline constexpr std::array<float, 3> kImageStd = {0.229F, 0.224F, 0.225F};

/// Cuts a crop out of a frame, resizes and normalises it, in one pass over the pixels it needs.
///
/// Enlarging is bilinear; shrinking averages over a triangle as wide as the scale (antialiased), so that a
/// large target in a 4K frame looks like a small one. Where the crop reaches beyond the frame it sees
/// `padding`.
///
/// @param padding  RGB, 0 to 255
/// @return         [1, 3, size, size] float, (value / 255 - mean) / std
/// @throws Error(Contract) if the frame is empty or the crop has no positive, finite side.
[[nodiscard]] at::Tensor crop_resize(const Image& frame, const Crop& crop,
                                     const std::array<float, 3>& padding);

/// The same normalisation for a batch of crops that are already cut: [B, H, W, 3] uint8 -> [B, 3, H, W]
/// float.
[[nodiscard]] at::Tensor normalize_crops(const at::Tensor& crops);

/// The frame's mean colour from every eighth pixel: the padding of networks trained with it.
[[nodiscard]] std::array<float, 3> mean_color(const Image& frame);

}  // namespace rtrack
