#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "training/evaluation/dataset.h"
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

/// Opens the data sets that have sequences, says on stderr what their readers noticed, and keeps the named
/// sequences.
/// @throws Error(Argument) for a name that no data set has, Error(Data) if one has pictures only.
[[nodiscard]] std::vector<Dataset> open_datasets(const EvaluationArguments& arguments);

/// @throws Error(Argument) for an unknown toolkit, option or value.
[[nodiscard]] MetricOptions metric_options_for(const Dataset& dataset, const EvaluationArguments& arguments);

/// The table to stderr; JSON to the file, or to stdout.
void print_scores(const std::vector<TrackerScores>& trackers, const EvaluationArguments& arguments);

void warn_about(const std::vector<DatasetFault>& faults, const std::string& what);

}  // namespace rtrack
