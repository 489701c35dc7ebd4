#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "training/learn/batch_source.h"
#include "training/learn/checkpoint.h"
#include "training/learn/process_group.h"
#include "training/learn/train_observer.h"
#include "training/run/control.h"

namespace rtrack {

/// Tracks with the averaged weights through the validation data; called between steps.
/// @throws Error(Stopped) when the run is asked to stop meanwhile; Error(Data) if a data set has gone.
using Validator = std::function<std::vector<ValidationReport>(RTrackNet& net)>;

/// Where a trainer keeps its checkpoints; empty paths: nowhere.
struct CheckpointFiles {
    std::filesystem::path last;
    std::filesystem::path best;
    std::filesystem::path model;       ///< the averaged weights as a model file
    std::filesystem::path best_model;  ///< the same, of the best validation so far
    std::map<std::string, std::string> provenance;
};

/// Trains a network. One thread; does not print. See TrainOptions for what it does and TrainObserver for what
/// it says.
class Trainer {
public:
    /// What a trainer works with. All outlive it; `processes` and `validator` may be empty.
    struct Parts {
        BatchSource* batches = nullptr;
        TrainObserver* observer = nullptr;
        RunControl* control = nullptr;
        ProcessGroup* processes = nullptr;
        Validator validator;
        CheckpointFiles files;
    };
    enum class End { Finished, Stopped };

    /// Starts from options.init or random weights, or goes on from `resume_from` if it is not empty. Of
    /// several processes each needs the file of options.init, and rank 0 alone that of `resume_from`; the
    /// others take its state.
    /// @throws Error(Argument) for options that do not fit together or a device that is not there;
    ///         Error(Data) for an unreadable model or checkpoint.
    Trainer(const TrainOptions& options, Parts parts, const std::filesystem::path& resume_from = {});
    ~Trainer();
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    /// Trains to the end, or until the control says stop; a checkpoint is written then.
    /// @throws Error(Diverged) if a loss or gradient is not finite, Error(OutOfMemory) if the device has too
    ///         little memory, Error(Data) if data or run folder have gone. The last checkpoint stays as it
    ///         was.
    End run();

    [[nodiscard]] TrainingState& state();
    [[nodiscard]] int64_t total_steps() const;
    [[nodiscard]] at::Device device() const;

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace rtrack
