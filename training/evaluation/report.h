#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "training/evaluation/dataset.h"
#include "training/evaluation/metrics.h"
#include "training/evaluation/result_files.h"

namespace rtrack {

struct SequenceScores {
    std::string name;
    Scores scores;
};

/// The sequences that share a challenge tag, a class or the source in their names.
struct GroupScores {
    std::string name;
    int64_t sequences = 0;
    Scores scores;
};

/// A tracker on a data set.
struct DatasetScores {
    std::string dataset;  ///< "got10k:/data/val"
    MetricOptions options;
    Scores total;
    std::vector<SequenceScores> sequences;
    std::vector<GroupScores> groups;    ///< as group_sequences has them; each scored like a data set
    std::vector<std::string> withheld;  ///< sequences without truth beyond the first frame: not scored
    std::vector<std::string> missing;  ///< sequences without a result that were left out, if that was allowed
    Faults faults;                     ///< bad lines in the result files
};

struct TrackerScores {
    std::string tracker;
    std::vector<DatasetScores> datasets;
};

enum class MissingResults {
    Error,         ///< as the toolkits do (unless the options fill with zeros)
    Skip,          ///< score the others, and say so
    SkipUnusable,  ///< the same, also for results that cannot be scored (their reason is a fault)
};

/// Names of sequences by what they share: their challenge tags where the data set has any; else their class
/// where there are several; else the part of the name before the first '_' or '-'. One group alone says
/// nothing: then the answer is empty.
[[nodiscard]] std::map<std::string, std::vector<std::string>> group_sequences(
    const std::vector<Sequence>& sequences);

/// Scores the result files of one tracker.
///
/// @throws Error(Data) naming folder and sequences if results are missing and may not be, or cannot be
/// scored.
[[nodiscard]] DatasetScores score_results(const Dataset& dataset, const std::filesystem::path& tracker_folder,
                                          const MetricOptions& options, MissingResults missing);

/// The trackers with results for each data set, in its folder below `results` (dataset_folder_names).
[[nodiscard]] std::vector<std::vector<FoundTracker>> find_trackers(const std::filesystem::path& results,
                                                                   const std::vector<Dataset>& datasets);

/// What `rtrack evaluate` and `rtrack metrics` print: version 1, `datasets` (definitions and options) and
/// `trackers`, an object by name with ao sr_50 sr_75 auc precision norm_precision fps (fractions of 1; null:
/// not known), `sequences`, and `datasets` with the curves and `groups`. On several data sets the tracker's
/// own numbers are their mean.
[[nodiscard]] nlohmann::json to_json(const std::vector<TrackerScores>& trackers);

/// ao sr_50 sr_75 auc precision norm_precision by name; those that are not known are left out.
[[nodiscard]] std::map<std::string, double> named_scores(const Scores& scores);

/// A table for people, one block a data set, and the definitions under it.
[[nodiscard]] std::string to_table(const std::vector<TrackerScores>& trackers);

/// The mean of the data sets, each with the same weight; NaN ones left out.
[[nodiscard]] Scores mean_of_datasets(const TrackerScores& tracker);

}  // namespace rtrack
