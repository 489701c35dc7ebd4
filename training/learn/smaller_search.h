#pragma once

#include <cstdint>

#include "training/data/batch.h"
#include "training/learn/train_options.h"

namespace rtrack {

/// The side of a step's search crops: search_size, or, for TrainOptions::smaller_searches of the steps, one
/// of the smaller sides that CalmSearch looks at. Depends on the run's seed and the step alone.
/// @return pixels
[[nodiscard]] int search_side_of_step(const TrainOptions& options, int64_t step);

/// A part of each search crop at the same scale. The target keeps its place in it, as a share of the side.
///
/// @param side  pixels; not above the crops'
[[nodiscard]] Batch with_smaller_searches(Batch batch, int64_t side);

}  // namespace rtrack
