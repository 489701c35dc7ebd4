#pragma once

#include <QString>
#include <filesystem>
#include <map>
#include <string>

#include "training/run/job_spec.h"

namespace rtrack {

// The training process of a run, `rtrack train`. It is detached: it goes on when the studio is closed, and
// says what it does in the run folder only. job.json in the folder says how it was started and which process
// it is.

/// Makes the run folder and writes the job into it, to be started later. @throws Error(Data) if that fails,
/// or if the folder holds a run already.
void queue_run(const JobSpec& spec);

/// Starts the run's process: niced, its stderr in worker.txt. Returns at once.
/// @throws Error(Data) naming what is not there or cannot be written.
void start_worker(const QString& program, const JobSpec& spec);

/// 2 where the options do not say.
[[nodiscard]] int batch_size_of(const std::map<std::string, std::string>& options);

/// The device that a job asks for, as `rtrack train` takes it; `auto` where nothing is said.
/// @param options  of the run folder's config.yaml; empty before its first start
[[nodiscard]] std::string device_of(const JobSpec& job, const std::map<std::string, std::string>& options);

/// By what a batch above 1 is divided for a device with too little memory: its smallest factor above 1, as
/// the steps of an epoch, with so many times the accumulation, must stay what they are. 2 where it can be.
[[nodiscard]] int divisor_of_batch(int batch);

/// How to go on with a run that ended before its time: from its checkpoint, or anew as its job says.
/// @param smaller_batch  with the batch, which is above 1, divided by divisor_of_batch
/// @throws Error(Data) if there is neither a checkpoint nor a job.
[[nodiscard]] JobSpec resumed_job(const std::filesystem::path& folder, bool smaller_batch);

/// `pause`, `resume`, `checkpoint` or `stop`, for the run to obey between two steps. @throws Error(Data) if
/// the folder cannot be written.
void send_command(const std::filesystem::path& folder, const std::string& command);

/// Ends a process that does not obey, at once. What it did since its last checkpoint is lost.
/// @return whether there was one.
bool kill_worker(const std::filesystem::path& folder);

}  // namespace rtrack
