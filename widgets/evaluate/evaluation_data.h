#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "training/evaluation/report.h"

namespace rtrack {

/// What a person wants to look at.
struct EvaluationSetup {
    std::vector<std::string> datasets;  ///< "KIND:PATH"
    std::string results;                ///< folder of one's own result files; new ones are written there
    /// Folders of others' result files, in the toolkit's layout; read only.
    std::vector<std::string> imported;

    bool operator==(const EvaluationSetup&) const = default;
};

struct ScoredTracker {
    std::string name;              ///< unique on its data set: "csrt", "csrt (others)"
    std::filesystem::path folder;  ///< of its result files
    DatasetScores scores;
};

struct EvaluatedDataset {
    std::string name;  ///< "KIND:PATH" as chosen
    std::shared_ptr<const Dataset> dataset;
    MetricOptions options;  ///< the benchmark's own definitions
    std::vector<ScoredTracker> trackers;
};

/// Data sets with the scores of every tracker that has results, and what was wrong with them.
struct Evaluation {
    std::vector<EvaluatedDataset> datasets;
    /// Full sentences: what could not be used, and what was done without it.
    std::vector<std::string> problems;
};

/// Reads data sets and results. Nothing in a folder of results can make it fail: what cannot be used becomes
/// a problem, the rest is scored. Takes its time; for a thread of its own.
///
/// @param before  an earlier answer, whose data sets are taken over where they are the same; may be null.
/// @throws Error(Stopped) if `cancelled`.
[[nodiscard]] Evaluation load_evaluation(const EvaluationSetup& setup, const Evaluation* before,
                                         const std::function<bool()>& cancelled);

/// The scores in the order of tables, by the names that reports use: AO, SR0.5, SR0.75, AUC, precision,
/// normalised precision.
struct ScoreColumn {
    const char* key;    ///< "ao"
    const char* title;  ///< "AO"
    double Scores::*value;
};
[[nodiscard]] const std::vector<ScoreColumn>& score_columns();

/// The scores of a sequence; null if the tracker has none.
[[nodiscard]] const Scores* scores_of(const ScoredTracker& tracker, const std::string& sequence);

}  // namespace rtrack
