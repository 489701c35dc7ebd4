#include "app/commands/evaluation_support.h"

#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "app/commands/support.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/media/jpeg.h"
#include "tracking/model/model_library.h"
#include "training/evaluation/project_support.h"

namespace rtrack {

void declare_evaluation_arguments(CLI::App& parser, EvaluationArguments& arguments) {
    std::string kinds;
    for (const std::string& kind : dataset_kinds()) kinds += (kinds.empty() ? "" : " ") + kind;
    std::string toolkits = "auto";
    for (const std::string& toolkit : metric_toolkits()) toolkits += " " + toolkit;
    parser.add_option("--dataset", arguments.datasets, "KIND:PATH, more than once for more; kinds: " + kinds)
        ->required();
    parser.add_option("--results", arguments.results, "Folder of the result files")->required();
    parser.add_option("--json", arguments.json, "File for the scores (default, and -: stdout)");
    parser.add_option("--sequences", arguments.sequences, "Only these, separated by commas")->delimiter(',');
    parser.add_option("--toolkit", arguments.toolkit,
                      "Whose definitions (default auto, the benchmark's own): " + toolkits);
    std::string names;
    MetricOptions defaults;
    OptionTable table;
    defaults.describe(table);
    for (const Option& option : table.options()) names += (names.empty() ? "" : " ") + option.name;
    parser.add_option("--metric", arguments.metric_options,
                      "Change a definition, NAME=VALUE, such as average=sequences; names: " + names);
}

Image load_frame(const std::filesystem::path& file) {
    return needs_project_support(file) ? project_support().decode(file) : read_jpeg(file);
}

NamedTracker named_tracker(const std::string& name, const TrackerRequest& request) {
    const TrackerIdentity identity = tracker_identity(request);
    std::string text = identity.tracker;
    for (const std::string& part :
         {identity.model, identity.model_hash, identity.precision, identity.options}) {
        if (!part.empty()) text += " " + part;
    }
    const std::string model_file =
        request.tracker == "rtrack" ? std::filesystem::absolute(find_model_file(request.model)).string() : "";
    const auto make = [request, hash = identity.model_hash] {
        std::unique_ptr<Tracker> tracker = make_tracker(request);
        if (tracker_identity(request).model_hash != hash)
            throw Error(ErrorCode::Data, "the file of the model " + request.model +
                                             " was replaced while it was evaluated; start again");
        return tracker;
    };
    return {name, text, make, model_file};
}

Dataset without_failed(Dataset dataset, const std::string& tracker,
                       const std::vector<SequenceFailure>& failures) {
    std::erase_if(dataset.sequences, [&](const Sequence& sequence) {
        return std::any_of(failures.begin(), failures.end(), [&](const SequenceFailure& failure) {
            return failure.tracker == tracker && failure.dataset == dataset.display_name() &&
                   failure.sequence == sequence.name;
        });
    });
    return dataset;
}

void warn_about(const Faults& faults, const std::string& what) {
    constexpr size_t kShown = 10;
    for (size_t i = 0; i < std::min(kShown, faults.size()); ++i) log_warning(describe(faults[i]));
    if (faults.size() > kShown) {
        log_warning(what + ": " + std::to_string(faults.size() - kShown) + " more faults like these");
    }
}

std::vector<Dataset> open_datasets(const EvaluationArguments& arguments) {
    std::vector<Dataset> datasets;
    for (const std::string& name : arguments.datasets) {
        datasets.push_back(open_dataset(name));
        warn_about(datasets.back().faults, name);
        if (datasets.back().sequences.empty()) {
            throw Error(ErrorCode::Data, name + " holds still pictures, and trackers follow sequences.");
        }
    }
    return datasets;
}

std::vector<Dataset> chosen_sequences(const std::vector<Dataset>& datasets,
                                      const EvaluationArguments& arguments) {
    std::vector<Dataset> chosen = with_sequences(datasets, arguments.sequences);
    std::erase_if(chosen, [](const Dataset& dataset) { return dataset.sequences.empty(); });
    return chosen;
}

MetricOptions metric_options_for(const Dataset& dataset, const EvaluationArguments& arguments) {
    const bool automatic = arguments.toolkit == "auto";
    MetricOptions options =
        metric_options_of(automatic ? default_toolkit(dataset.kind) : arguments.toolkit, dataset.kind);
    OptionTable table;
    options.describe(table);
    for (const std::string& assignment : arguments.metric_options) table.set_assignment(assignment);
    options.validate_together();
    return options;
}

void print_scores(const std::vector<TrackerScores>& trackers, const EvaluationArguments& arguments,
                  bool stdout_is_taken) {
    std::fputs(to_table(trackers).c_str(), stderr);
    if (stdout_is_taken && arguments.json.empty()) return;
    // Names of sequences need not be UTF-8.
    write_output(arguments.json.empty() ? "-" : arguments.json,
                 to_json(trackers).dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace rtrack
