#pragma once

#include <string>

#include "tracking/model/rtrack_net.h"
#include "training/learn/train_options.h"

namespace rtrack {

/// The network that a run begins with: options.init, for crops of the run's sizes, or random weights. A run
/// that is resumed gets its weights from the checkpoint, and the file it once started from may have gone:
/// random ones here.
/// @throws Error(Argument) as check_start; Error(Data) if the model cannot be read.
[[nodiscard]] RTrackNet starting_net(const TrainOptions& options, bool resumes);

/// What a model file says of its network.
/// @throws Error(Data) if the file cannot be read.
[[nodiscard]] ModelOptions options_of_start(const std::string& file);

/// Whether a run's network can begin with the weights of a file: all that shapes its tensors is alike, but
/// for the sizes of the crops.
/// @throws Error(Argument) naming the file and the option that differs
void check_start(const std::string& file, ModelOptions of_file, ModelOptions of_run);

}  // namespace rtrack
