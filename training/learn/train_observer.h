#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace rtrack {

/// Where the time of a step goes, in seconds. On a GPU, whose work goes on behind, the time until it is
/// queued.
struct StageSeconds {
    double loading = 0;  ///< waiting for batches
    double forward = 0;  ///< copies to the device, network, labels and losses
    double backward = 0;
    double update = 0;  ///< exchange between processes, clipping, optimiser, average
};

/// Means over the steps since the last report.
struct StepReport {
    int64_t epoch = 0;   ///< from 1
    int64_t step = 0;    ///< from 1, over all epochs
    int64_t steps = 0;   ///< of the whole run
    int64_t epochs = 0;  ///< of the whole run
    int64_t pairs = 0;   ///< seen so far
    double loss_total = 0;
    double loss_classification = 0;
    double loss_init = 0;
    double loss_refine = 0;
    double loss_affinity = 0;
    double iou = 0;
    double positives = 0;
    double gradient_norm = 0;
    double learning_rate = 0;  ///< of the last step
    double pairs_per_second = 0;
    double loader_wait = 0;  ///< share of the time
    double seconds_left = 0;
    double minutes = 0;  ///< of training so far, over all resumptions
    double memory_mb = 0;
    StageSeconds stages;  ///< of a step
};

struct EpochReport {
    int64_t epoch = 0;
    int64_t step = 0;
    double loss_total = 0;
    double iou = 0;
    double seconds = 0;
};

struct ValidationReport {
    std::string dataset;
    double ao = 0;
    double sr_50 = 0;
    double sr_75 = 0;
    int64_t sequences = 0;
    double seconds = 0;
};

/// Hears what a trainer does. Called on the trainer's thread, between steps.
class TrainObserver {
public:
    virtual ~TrainObserver() = default;
    /// After every batch of a step and, every 50 ms, in a pause.
    virtual void on_alive() {}
    /// Before an epoch and after every step. @param minutes  of training so far
    virtual void on_progress(int64_t step, int64_t steps, double minutes) {}
    virtual void on_epoch_begin(int64_t epoch, int64_t steps_of_epoch, bool sparse) {}
    virtual void on_step(const StepReport& report) {}
    virtual void on_epoch_end(const EpochReport& report) {}
    virtual void on_validation(int64_t epoch, int64_t step, int64_t pairs, const ValidationReport& report) {}
    /// The best mean AO of the validations so far: when one beats it, and when a run goes on.
    virtual void on_best(double ao) {}
    virtual void on_checkpoint(int64_t step, const std::filesystem::path& file, bool best) {}
    virtual void on_pause(int64_t step, bool paused) {}
    virtual void on_warning(const std::string& message) {}
};

}  // namespace rtrack
