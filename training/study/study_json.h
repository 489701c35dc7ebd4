#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "training/evaluation/published_results.h"
#include "training/study/study_run.h"

namespace rtrack {

/// Mean and sample standard deviation (n - 1) over seeds; NaN where there are too few values.
struct Spread {
    double mean = 0;
    double deviation = 0;
    int count = 0;
};

[[nodiscard]] Spread spread_of(const std::vector<double>& values);

/// The study as `study.json` holds it, version 1: `study`, `title`, `notes`, `complete`, `budget`
/// (pairs_per_run, epochs, batch_size, seeds), and `variants` in the study's order, each with
///
///   name, settings
///   runs         seed, folder, state (finished or diverged), message, scores by data set
///   summary      by data set and score: mean, sd (null for one seed), seeds. "training" is a data set here:
///                iou and loss of the last epoch, and iou_all_epochs, the mean of the curve: how soon it was
///                learnt
///   differences  the same for the run minus the first variant's run of the same seed, which saw the same
///                pairs
///   published    the paper's rows: dataset, scores, note
///   curve        epoch, pairs, iou and loss with mean, sd, seeds
///
/// Scores are fractions of 1. Diverged runs are in `runs` and in no mean.
[[nodiscard]] nlohmann::json study_json(const StudyPlan& plan, const std::vector<StudyRun>& runs,
                                        const std::vector<PublishedResult>& published);

}  // namespace rtrack
