#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tracking/base/options.h"
#include "tracking/model/model_options.h"
#include "training/data/data_options.h"
#include "training/learn/assigner.h"
#include "training/learn/losses.h"
#include "training/learn/optimizer.h"
#include "training/learn/schedule.h"

namespace rtrack {

/// Everything that decides what a run does: config.yaml holds it. The defaults are the paper's RTrack-256.
struct TrainOptions {
    ModelOptions model;
    DataOptions data;
    AssignerOptions assigner;
    LossOptions loss;
    OptimizerOptions optimizer;
    ScheduleOptions schedule;

    int epochs = 35;
    int batch_size = 64;  ///< of all processes together
    bool alternate_sparse = true;
    int64_t seed = 1;
    std::string init;  ///< a model file to start from

    std::string device = "auto";
    std::string precision = "fp32";
    int threads = 0;

    double max_minutes = 0;
    int report_every_steps = 20;
    double checkpoint_every_minutes = 5;
    std::vector<std::string> validate;
    double validate_every_minutes = 0;
    int validate_every_epochs = 1;

    void describe(OptionTable& table);
    /// @throws Error(Argument) naming the options that do not fit together.
    void validate_together() const;
};

/// rtrack-256 and rtrack-384 (the paper), small (ViT-Small), tiny (ViT-Tiny), shipped (the model in the
/// box), fine-tune (goes on from the model in the box, for few boxes of one's own).
[[nodiscard]] const std::vector<std::string>& train_presets();

/// @throws Error(Argument) naming the nearest preset if there is none of this name.
[[nodiscard]] TrainOptions train_preset(const std::string& name);

}  // namespace rtrack
