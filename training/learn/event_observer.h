#pragma once

#include <chrono>
#include <filesystem>

#include "training/learn/train_observer.h"
#include "training/run/events.h"
#include "training/run/run_dir.h"
#include "training/run/tensorboard.h"

namespace rtrack {

/// Turns what a trainer says into events, status.json, a file for TensorBoard, and lines for people.
class EventObserver : public TrainObserver {
public:
    /// @param resumed  what the status says of the run until now stays, but how it ended
    EventObserver(EventWriter& writer, const RunDir& run_dir, bool resumed, bool progress_lines);

    /// The trainer is there: from which step it goes on, and the best AO to beat; -1: none.
    void on_start(int64_t step, double best_ao);

    void on_alive() override;
    void on_progress(int64_t step, int64_t steps, double minutes) override;
    void on_epoch_begin(int64_t epoch, int64_t steps_of_epoch, bool sparse) override;
    void on_step(const StepReport& report) override;
    void on_epoch_end(const EpochReport& report) override;
    void on_validation(int64_t epoch, int64_t step, int64_t pairs, const ValidationReport& report) override;
    void on_best(double ao) override;
    void on_checkpoint(int64_t step, const std::filesystem::path& file, bool best) override;
    void on_pause(int64_t step, bool paused) override;
    void on_warning(const std::string& message) override;

    /// The run is over: state is finished, stopped or failed. @param step  0: before its trainer was there
    void on_end(const std::string& state, int exit_code, int64_t step, double seconds,
                const std::string& message);

private:
    void record(const Event& event);
    void write_status(const std::string& state);

    EventWriter& writer_;
    TensorboardWriter tensorboard_;
    const RunDir& run_dir_;
    bool progress_lines_;
    nlohmann::json status_ = nlohmann::json::object();
    std::chrono::steady_clock::time_point status_written_;
};

}  // namespace rtrack
