#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "training/learn/train_options.h"
#include "training/learn/train_run.h"
#include "training/study/study_table.h"

namespace rtrack {

/// A study at a budget: every variant is trained once with each seed.
struct StudyPlan {
    Study study;
    TrainOptions options;  ///< what all runs share; the budget is epochs x data.pairs_per_epoch
    std::vector<int64_t> seeds;
    std::filesystem::path folder;  ///< the run of variant V and seed 2 lies in folder/V-seed2
};

/// Scores by name (ao sr_50 sr_75 auc precision norm_precision), fractions of 1, of each data set.
using ScoresByDataset = std::map<std::string, std::map<std::string, double>>;

/// One epoch of a run, means over its steps.
struct StudyPoint {
    int64_t epoch = 0;
    int64_t pairs = 0;  ///< seen at its end
    double iou = 0;     ///< of the box with the highest score
    double loss = 0;
};

struct StudyRun {
    size_t variant = 0;  ///< index in study.variants
    int64_t seed = 0;
    std::string folder;   ///< name below the study's folder
    std::string state;    ///< finished, or diverged: that is a result too
    std::string message;  ///< of a diverged run
    std::vector<StudyPoint> curve;
    ScoresByDataset scores;  ///< of a finished run
};

/// What a study does with each run; the same for all.
struct StudyWork {
    /// Trains, or goes on where the folder holds an interrupted run. @throws as train_in_folder
    std::function<TrainRunEnd(const TrainOptions& options, const std::filesystem::path& folder)> train;
    /// Scores the model of a finished run; keeps what an earlier call left in the folder.
    std::function<ScoresByDataset(const RunPaths& run)> evaluate;
    /// Hears of every run that is over: all runs so far.
    std::function<void(const std::vector<StudyRun>& runs)> report;
};

/// The options of one run.
[[nodiscard]] TrainOptions options_of_run(const StudyPlan& plan, const StudyVariant& variant, int64_t seed);

/// Trains and scores what is not there yet, seed by seed, so that an interrupted study has compared all
/// variants with the seeds it came to. A run that diverges is kept as such and the others go on.
///
/// @return all runs, in that order.
/// @throws Error(Argument) before any work if an option does not fit, or if the folder holds a run of another
/// budget or with other options; Error(Stopped) if training was stopped; whatever else training throws.
std::vector<StudyRun> run_study(const StudyPlan& plan, const StudyWork& work);

}  // namespace rtrack
