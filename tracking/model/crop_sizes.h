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

/// A network of other options with the weights of `net`. For crops of other sizes the position embeddings and
/// the projection of the template's similarities are resized to the new grids: what it computes is then close
/// to, not the same as before; train it on.
/// @param options  shape the tensors as those of `net` do, but for template_size and search_size
/// @throws Error(Argument) as ModelOptions::validate
[[nodiscard]] RTrackNet with_options(RTrackNet& net, const ModelOptions& options);

}  // namespace rtrack
