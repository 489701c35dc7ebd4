#pragma once

#include "training/learn/trainer.h"
#include "training/run/run_dir.h"

namespace rtrack {

/// Tracks with the averaged weights through options.validate and scores by each benchmark's own definitions.
/// Result files go to the run folder's results/validation. An empty function if options.validate is empty.
/// @param control  a stop that it is asked for ends a validation too
/// @throws Error(Data) or Error(Argument) if a data set cannot be opened or has no sequences.
[[nodiscard]] Validator make_validator(const TrainOptions& options, const RunPaths& paths,
                                       const RunControl& control);

/// `rtrack train --check`: what the data sets hold and every fault in them, in lines for people.
/// @return the number of faults.
int64_t check_training_data(const TrainOptions& options);

}  // namespace rtrack
