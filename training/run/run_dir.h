#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace rtrack {

/// Where things are in a run folder, `runs/NAME/`. The folder is what a run is: it can be copied, watched by
/// the studio and continued.
///
///   config.yaml        every option, resolved
///   environment.json   program, host, devices, versions, command line
///   events.jsonl       see events.h
///   log.txt            words to people
///   checkpoints/       last.safetensors, best.safetensors: everything to go on from; model.safetensors,
///                      model_best.safetensors: their averaged weights as model files
///   results/           what evaluations of the run wrote
///   tensorboard/       the figures again, for TensorBoard; see tensorboard.h
///   job.json, worker.txt   of runs that the studio starts: what it was asked for, what the process said on
///                      stderr
///   status.json        how it stands: state (running, paused, finished, stopped, failed), pid, host, step,
///                      steps, epoch, pairs, ao (best so far), exit_code and message (at the end), updated
///   control            commands to the run, see events.h
///   lock               held by the process that works on the run; its time of change is the run's heartbeat
class RunPaths {
public:
    explicit RunPaths(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] std::filesystem::path config() const { return folder_ / "config.yaml"; }
    [[nodiscard]] std::filesystem::path environment() const { return folder_ / "environment.json"; }
    [[nodiscard]] std::filesystem::path events() const { return folder_ / "events.jsonl"; }
    [[nodiscard]] std::filesystem::path log() const { return folder_ / "log.txt"; }
    [[nodiscard]] std::filesystem::path checkpoints() const { return folder_ / "checkpoints"; }
    [[nodiscard]] std::filesystem::path last_checkpoint() const { return checkpoints() / "last.safetensors"; }
    [[nodiscard]] std::filesystem::path best_checkpoint() const { return checkpoints() / "best.safetensors"; }
    [[nodiscard]] std::filesystem::path model() const { return checkpoints() / "model.safetensors"; }
    [[nodiscard]] std::filesystem::path best_model() const {
        return checkpoints() / "model_best.safetensors";
    }
    [[nodiscard]] std::filesystem::path worker_output() const { return folder_ / "worker.txt"; }
    [[nodiscard]] std::filesystem::path job() const { return folder_ / "job.json"; }
    [[nodiscard]] std::filesystem::path tensorboard() const { return folder_ / "tensorboard"; }
    [[nodiscard]] std::filesystem::path results() const { return folder_ / "results"; }
    [[nodiscard]] std::filesystem::path status() const { return folder_ / "status.json"; }
    [[nodiscard]] std::filesystem::path control() const { return folder_ / "control"; }
    [[nodiscard]] std::filesystem::path lock() const { return folder_ / "lock"; }

private:
    std::filesystem::path folder_;
};

/// A run folder that this process works on. Holds the folder's lock until destroyed; the system lets go of it
/// when the process dies, however it dies.
class RunDir {
public:
    /// Makes the folder and its parts where they are missing, locks it, and clears away the half-written
    /// temporary files that a killed process left.
    /// @throws Error(Data) naming the folder if it cannot be written, or if another process works on it.
    explicit RunDir(const std::filesystem::path& folder);
    ~RunDir();
    RunDir(const RunDir&) = delete;
    RunDir& operator=(const RunDir&) = delete;

    [[nodiscard]] const RunPaths& paths() const { return paths_; }
    /// Replaces status.json; adds host, pid and time. @throws Error(Data) if it cannot be written.
    void write_status(nlohmann::json status) const;

private:
    RunPaths paths_;
    int lock_descriptor_ = -1;
};

/// Whether a process, on this machine, works on this run now.
[[nodiscard]] bool run_is_active(const std::filesystem::path& folder);

/// Says that the run is getting on, by the lock's time of change: between steps, and while validating or
/// paused. Nothing is thrown: a heartbeat that cannot be written must not end a run.
void beat(const RunPaths& paths) noexcept;

/// Seconds since the last heartbeat, event or status, or since the studio started the process, whichever is
/// newest; nullopt if there was none.
[[nodiscard]] std::optional<double> seconds_since_beat(const RunPaths& paths);

/// The last status the run wrote; nullopt if there is none. A run that was killed still says "running" there:
/// ask run_is_active as well.
[[nodiscard]] std::optional<nlohmann::json> read_status(const std::filesystem::path& folder);

}  // namespace rtrack
