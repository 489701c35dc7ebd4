#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "training/learn/trainer.h"
#include "training/run/run_dir.h"

namespace rtrack {

/// A run in its folder: what `rtrack train` and the studies do.
struct TrainRun {
    TrainOptions options;
    std::filesystem::path folder;
    bool resume = false;          ///< go on from the last checkpoint where there is one
    std::string device_name;      ///< for people: "NVIDIA ...", "CPU, ..."
    std::string command_line;     ///< for environment.json
    int echo_descriptor = -1;     ///< where events go too (1: stdout)
    int control_descriptor = -1;  ///< where commands come from too (0: stdin)
    bool progress_lines = false;  ///< a line for people on stderr with each report
    RunControl* control = nullptr;
    ProcessGroup* processes = nullptr;
    /// Makes the validator once the run folder is there; may be empty.
    std::function<Validator(const RunPaths& paths)> make_validator;
};

struct TrainRunEnd {
    Trainer::End end = Trainer::End::Finished;
    int64_t step = 0;
    double best_ao = -1;
};

/// @throws Error(Argument) if so many processes cannot share options.batch_size.
void check_shared_batch(const TrainOptions& options, int world);

/// Trains with data from options.data. Writes the folder: config, environment, events, log, status,
/// checkpoints; a failure is written there as an `error` event too before it is thrown on.
/// @throws Error as Trainer; Error(Data) if the folder cannot be written or another process works on it;
///         Error(Argument) if it holds a run already and `resume` is not set.
TrainRunEnd train_in_folder(const TrainRun& run);

/// The same with batches from elsewhere.
TrainRunEnd train_in_folder(const TrainRun& run, BatchSource& batches);

}  // namespace rtrack
