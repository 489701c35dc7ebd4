#pragma once

#include <string>
#include <vector>

#include "tracking/trackers/compute_device.h"
#include "training/learn/train_options.h"

namespace rtrack {

// What `train` and `study` have in common.

/// What a person asked for.
struct TrainSettings {
    std::string config;                    ///< a preset's name or a YAML file
    std::vector<std::string> assignments;  ///< "option=value", over the configuration
};

/// A YAML file, by its name, and not a preset.
[[nodiscard]] bool is_configuration_file(const std::string& config);

/// Default, preset, file, command line: in this order.
/// @param from_model  where options.init names a model, the network has its shape, with the crops of the
/// preset
///                    unless that starts from a model itself; model options that the configuration file or
///                    the assignments name stay as they are named
/// @throws Error(Argument) naming the option that is wrong, or if there is nothing to train on.
[[nodiscard]] TrainOptions configured_options(const TrainSettings& settings, bool from_model);

/// Replaces "auto" in the options' device and precision by what this machine has.
/// @throws Error(Argument) as choose_compute
ComputeChoice settle_compute(TrainOptions& options);

/// Large tensors come and go at every step: memory that is given back to the system must be cleared again.
/// Makes the allocator keep it.
void keep_freed_memory();

}  // namespace rtrack
