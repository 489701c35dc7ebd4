#pragma once

#include <vector>

#include "training/data/data_options.h"
#include "training/data/pair_generator.h"

namespace rtrack {

/// The data sets of options.train without the videos that options.holdout keeps back.
/// @throws Error as open_weighted_dataset
[[nodiscard]] std::vector<WeightedDataset> open_training_data(const DataOptions& options);

/// Those videos, one data set for each that has any; empty if options.holdout is 0.
/// @throws Error(Argument) if there is no data set with two videos, which is the least that can be split
[[nodiscard]] std::vector<Dataset> open_held_out_data(const DataOptions& options);

/// Takes a share of the videos out of a data set, rounded to whole ones; of two or more one at least, if the
/// share is above 0, and never all. Which ones follows from their names and the seed alone, so that a video
/// that is added does not exchange the others. Still pictures stay.
/// @param share  in [0, 1)
[[nodiscard]] Dataset take_held_out(Dataset& dataset, double share, int64_t seed);

}  // namespace rtrack
