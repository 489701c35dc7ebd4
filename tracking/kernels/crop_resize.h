#pragma once

#include <array>
#include <vector>

#include <ATen/ATen.h>

#include "tracking/base/crop.h"
#include "tracking/base/image.h"

namespace rtrack {

/// Mean and standard deviation of ImageNet's RGB channels on [0, 1], which all our networks normalise with.
inline constexpr std::array<float, 3> kImageMean = {0.485F, 0.456F, 0.406F};
inline constexpr std::array<float, 3> kImageStd = {0.229F, 0.224F, 0.225F};

/// A frame as a tensor [H, W, 3] uint8: on the CPU a view that lives no longer than the frame, elsewhere a
/// copy that is under way on the current stream, from pinned memory, when this returns.
[[nodiscard]] at::Tensor frame_tensor(const Image& frame, at::Device device);

/// Cuts crops out of a frame, resizes and normalises them, in one pass over the pixels they need; on a GPU by
/// one kernel for all of them.
///
/// Enlarging is bilinear; shrinking averages over a triangle as wide as the scale (antialiased), so that a
/// large target in a 4K frame looks like a small one. Where a crop reaches beyond the frame it sees
/// `padding`.
///
/// @param frame    [H, W, 3] uint8, contiguous
/// @param crops    B, all of the same size S; none gives an empty result
/// @param padding  RGB, 0 to 255
/// @param type     float or, on a GPU, bfloat16
/// @return         [B, 3, S, S] on the frame's device, channels last in memory, (value / 255 - mean) / std
/// @throws Error(Contract) if the frame is empty or of another shape, or if a crop has no positive, finite
/// side or not the first one's size.
[[nodiscard]] at::Tensor crop_resize(const at::Tensor& frame, const std::vector<Crop>& crops,
                                     const std::array<float, 3>& padding, at::ScalarType type = at::kFloat);

/// The same for one crop of a frame on the CPU. @return [1, 3, S, S] float
[[nodiscard]] at::Tensor crop_resize(const Image& frame, const Crop& crop,
                                     const std::array<float, 3>& padding);

/// The same normalisation for a batch of crops that are already cut: [B, H, W, 3] uint8 -> [B, 3, H, W]
/// float, channels last in memory. @throws Error(Contract) for other shapes and types
[[nodiscard]] at::Tensor normalize_crops(const at::Tensor& crops);

/// The frame's mean colour from every eighth pixel: the padding of networks trained with it.
[[nodiscard]] std::array<float, 3> mean_color(const Image& frame);

}  // namespace rtrack
