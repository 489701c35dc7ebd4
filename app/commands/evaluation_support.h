#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/engine/tracker_factory.h"
#include "training/evaluation/dataset.h"
#include "training/evaluation/evaluator.h"
#include "training/evaluation/metric_options.h"
#include "training/evaluation/report.h"

namespace rtrack {

/// What `evaluate` and `metrics` have in common.
struct EvaluationArguments {
    std::vector<std::string> datasets;  ///< KIND:PATH
    std::string results;
    std::string json;  ///< a file, or - for stdout
    std::vector<std::string> sequences;
    std::string toolkit = "auto";
    std::vector<std::string> metric_options;  ///< NAME=VALUE
};

void declare_evaluation_arguments(CLI::App& parser, EvaluationArguments& arguments);

/// Opens the data sets, whole, and says on stderr what their readers noticed.
/// @throws Error(Data) if one has pictures only.
[[nodiscard]] std::vector<Dataset> open_datasets(const EvaluationArguments& arguments);

/// The sequences that `--sequences` names, all without; data sets that have none of them are left out.
/// @throws Error(Argument) for a name that no data set has.
[[nodiscard]] std::vector<Dataset> chosen_sequences(const std::vector<Dataset>& datasets,
                                                    const EvaluationArguments& arguments);

/// @throws Error(Argument) for an unknown toolkit, option or value.
[[nodiscard]] MetricOptions metric_options_for(const Dataset& dataset, const EvaluationArguments& arguments);

/// The table to stderr; JSON to the file, or where none is named to stdout, unless that is taken.
void print_scores(const std::vector<TrackerScores>& trackers, const EvaluationArguments& arguments,
                  bool stdout_is_taken = false);

/// Reads a frame of a data set, in the formats of this build. @throws Error(Data) naming the file.
[[nodiscard]] Image load_frame(const std::filesystem::path& file);

/// A tracker for the evaluator: `name` is its folder, its identity tells its results from another model's.
/// @throws as tracker_identity
[[nodiscard]] NamedTracker named_tracker(const std::string& name, const TrackerRequest& request);

/// The data set less the sequences that a tracker could not be run on, so that the rest is scored.
[[nodiscard]] Dataset without_failed(Dataset dataset, const std::string& tracker,
                                     const std::vector<SequenceFailure>& failures);

void warn_about(const Faults& faults, const std::string& what);

}  // namespace rtrack
