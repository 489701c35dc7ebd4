#pragma once

#include <ATen/ATen.h>

#include "tracking/model/rtrack_net.h"

namespace rtrack {

/// Values of a square grid's cells at another number of cells: bicubic, as MAE's and OSTrack's code resizes
/// position embeddings.
/// @param grid  [1, side^2, D], rows one after another
/// @param side  cells along a side that are wanted, at least 1
/// @return [1, side^2, D] of the wanted side; the same tensor if it is of that side
[[nodiscard]] at::Tensor resized_grid(const at::Tensor& grid, int64_t side);

/// A network for crops of other sizes, with the weights of `net`: position embeddings and the projection of
/// the template's similarities are resized to the new grids, all else is copied. What it computes is close
/// to, not the same as before: train it on.
/// @param template_size, search_size  px, as ModelOptions takes them
/// @throws Error(Argument) as ModelOptions::validate
[[nodiscard]] RTrackNet with_crop_sizes(RTrackNet& net, int template_size, int search_size);

}  // namespace rtrack
