#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "training/run/events.h"

namespace rtrack {

/// What a step event measures, as the names of its fields; see events.h.
enum class StepFigure {
    LossTotal,
    LossClassification,
    LossInit,
    LossRefine,
    LossAffinity,
    Iou,
    LearningRate,
    PairsPerSecond,
    MemoryMb,
    kCount
};
[[nodiscard]] const char* field_of(StepFigure figure);

/// One validation on one data set.
struct ValidationPoint {
    double step = 0;
    double pairs = 0;
    std::string dataset;
    double ao = 0;
    double sr_50 = 0;
    double sr_75 = 0;
    bool operator==(const ValidationPoint&) const = default;
};

/// The means over an epoch.
struct EpochPoint {
    int64_t epoch = 0;  ///< from 1
    double step = 0;    ///< its last
    double loss_total = 0;
    double iou = 0;
};

/// The events of a run as curves, event by event. Work that a resumption rolled back is taken out: a `hello`
/// drops what is of later steps before it; a run that was killed before its first checkpoint says hello with
/// step 0. Figures that an event lacks are NaN.
class RunHistory {
public:
    void add(const Event& event);

    [[nodiscard]] const std::vector<double>& steps() const { return steps_; }
    /// Pairs seen, one for each of steps().
    [[nodiscard]] const std::vector<double>& pairs() const { return pairs_; }
    /// One value for each of steps().
    [[nodiscard]] const std::vector<double>& values(StepFigure figure) const {
        return values_[static_cast<size_t>(figure)];
    }
    [[nodiscard]] const std::vector<EpochPoint>& epochs() const { return epochs_; }
    [[nodiscard]] const std::vector<ValidationPoint>& validations() const { return validations_; }
    /// The validation with the highest AO, means over its data sets; nullopt before the first.
    [[nodiscard]] std::optional<ValidationPoint> best() const;
    /// The validations as means over the data sets of one step.
    [[nodiscard]] std::vector<ValidationPoint> mean_validations() const;
    /// What the worker said it works with.
    [[nodiscard]] const std::map<std::string, std::string>& options() const { return options_; }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
    /// Of the newest event.
    [[nodiscard]] const std::string& time() const { return time_; }
    /// Above kEventVersion: a newer program wrote the run, and some of it may be missing here.
    [[nodiscard]] int version() const { return version_; }

private:
    void add_step(const Event& event);
    void roll_back(double step);

    std::vector<double> steps_, pairs_;
    std::array<std::vector<double>, static_cast<size_t>(StepFigure::kCount)> values_;
    std::vector<EpochPoint> epochs_;
    std::vector<ValidationPoint> validations_;
    std::map<std::string, std::string> options_;
    std::vector<std::string> warnings_;  ///< the last ones
    std::string time_;
    int version_ = 0;
};

/// Of a run folder; empty where it has no events.
[[nodiscard]] RunHistory read_run_history(const std::filesystem::path& folder);

}  // namespace rtrack
