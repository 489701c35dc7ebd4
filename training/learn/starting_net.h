#pragma once

#include "tracking/model/rtrack_net.h"
#include "training/learn/train_options.h"

namespace rtrack {

/// The network that a run begins with: options.init, or random weights. A run that is resumed gets its
/// weights from the checkpoint, and the file it once started from may have gone: random ones here.
/// @throws Error(Argument) if the model's shape is not the run's; Error(Data) if it cannot be read.
[[nodiscard]] RTrackNet starting_net(const TrainOptions& options, bool resumes);

}  // namespace rtrack
