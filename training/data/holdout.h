#pragma once

#include <filesystem>
#include <vector>

#include "training/data/data_options.h"
#include "training/data/pair_generator.h"

namespace rtrack {

/// What a sequence follows its target through: the video's file, or the folder of its pictures. Tracks of one
/// video share it, also where several data sets list them.
[[nodiscard]] std::filesystem::path video_of(const Sequence& sequence);

/// The data sets of options.train without the videos that options.holdout keeps back.
/// @throws Error as open_weighted_dataset
[[nodiscard]] std::vector<WeightedDataset> open_training_data(const DataOptions& options);

/// Those videos, one data set for each that has any; empty if options.holdout is 0.
/// @throws Error(Argument) if there are not two videos in all, which is the least that can be split
[[nodiscard]] std::vector<Dataset> open_held_out_data(const DataOptions& options);

/// Takes about a share of the videos, with all their tracks, out of the data sets; of two or more videos one
/// at least, if the share is above 0, and never all. A data set that keeps nothing to train on is taken off
/// the list. Still pictures stay.
///
/// Whether a video is taken follows from the name of its file or folder, that of the folder around it, and
/// the seed: the same in every data set that has tracks of it. A video that is added does not exchange
/// others, but for the one that is taken, or kept, where the draw alone would take none, or all.
/// @param share  in [0, 1)
[[nodiscard]] std::vector<Dataset> take_held_out(std::vector<WeightedDataset>& datasets, double share,
                                                 int64_t seed);

}  // namespace rtrack
