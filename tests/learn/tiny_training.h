#pragma once

#include <map>
#include <vector>

#include <ATen/ATen.h>

#include "training/learn/batch_source.h"
#include "training/learn/train_options.h"
#include "training/learn/trainer.h"

namespace rtrack {

/// Coloured rectangles on noise, in memory: pair `index` of epoch `epoch` is always the same one.
class RectangleSource : public BatchSource {
public:
    /// @param repeat  0: every pair is new; else the same `repeat` pairs again and again
    RectangleSource(const TrainOptions& options, int repeat, int rank = 0, int world = 1);

    void start(int64_t epoch, int64_t first_batch) override;
    std::optional<Batch> next() override;
    int64_t batches_per_epoch() const override { return batches_per_epoch_; }

private:
    [[nodiscard]] Batch make(int64_t epoch, int64_t batch) const;

    int template_size_;
    int search_size_;
    int batch_size_;  ///< of all processes
    int repeat_;
    int rank_;
    int world_;
    int64_t batches_per_epoch_;
    int64_t epoch_ = 1;
    int64_t next_ = 0;
};

/// Remembers every step, for comparison.
class RecordingObserver : public TrainObserver {
public:
    void on_step(const StepReport& report) override { steps[report.step] = report; }
    void on_epoch_begin(int64_t, int64_t, bool sparse) override { sparse_epochs.push_back(sparse); }
    void on_epoch_end(const EpochReport& report) override { epochs[report.epoch] = report; }
    void on_validation(int64_t, int64_t, int64_t, const ValidationReport& report) override {
        validations.push_back(report);
    }
    void on_warning(const std::string& message) override { warnings.push_back(message); }
    void on_best(double ao) override { bests.push_back(ao); }

    std::map<int64_t, StepReport> steps;
    std::map<int64_t, EpochReport> epochs;
    std::vector<bool> sparse_epochs;
    std::vector<ValidationReport> validations;
    std::vector<double> bests;
    std::vector<std::string> warnings;
};

/// A network small enough for tests, at a rate that learns fast.
[[nodiscard]] TrainOptions tiny_options();

}  // namespace rtrack
