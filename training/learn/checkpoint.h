#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "training/learn/optimizer.h"
#include "training/learn/train_options.h"

namespace rtrack {

/// How far a run has come. Everything random in a run follows from (seed, epoch, batch): the step says it
/// all.
struct TrainProgress {
    int64_t step = 0;             ///< steps taken
    int64_t steps_per_epoch = 0;  ///< the epoch and the batch in it follow
    double minutes = 0;           ///< of training, pauses and validations not counted
    double best_ao = -1;          ///< of the validations so far; -1: none
    bool validation_due = false;  ///< at this step: begun and not finished
    at::Tensor report_sums;       ///< what the next step event will average, see trainer
    at::Tensor epoch_sums;        ///< what the next epoch_end event will average
};

/// Everything a run goes on from: weights, averaged weights, the optimiser's moments, progress.
struct TrainingState {
    RTrackNet net;
    Optimizer optimizer;
    WeightAverage average;
    TrainProgress progress;

    TrainingState(RTrackNet start, const OptimizerOptions& options)
        : net(std::move(start)), optimizer(net, options), average(net) {}
};

/// Every tensor of the state by its name in a checkpoint. They share the state's memory.
[[nodiscard]] std::map<std::string, at::Tensor> tensors_of(TrainingState& state);

/// Writes a safetensors file: the tensors under model., average. and optimizer.; progress and options in its
/// header. The file appears whole or not at all. @throws Error(Data) if it cannot be written; what was there
/// before stays.
void save_checkpoint(const std::filesystem::path& file, TrainingState& state, const TrainOptions& options);

/// Fills the state from a checkpoint.
/// @param options  of the run that goes on
/// @return what of the options was otherwise before, one line each
/// @throws Error(Data) naming the file and what does not fit: another network, frozen parameters or batch
///         size. The state is then unusable.
std::vector<std::string> load_checkpoint(const std::filesystem::path& file, TrainingState& state,
                                         const TrainOptions& options);

/// The configuration that a checkpoint was written under, as YAML. @throws Error(Data) if it is none.
[[nodiscard]] std::string configuration_in_checkpoint(const std::filesystem::path& file);

}  // namespace rtrack
