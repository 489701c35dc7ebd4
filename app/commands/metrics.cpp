#include <algorithm>
#include <memory>

#include "app/commands/command.h"
#include "app/commands/evaluation_support.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

struct MetricsArguments {
    EvaluationArguments common;
    bool skip_missing = false;
};

/// The trackers that have results in every data set, with the folder for each.
std::vector<TrackerScores> score_all(const std::vector<Dataset>& datasets,
                                     const MetricsArguments& arguments) {
    std::vector<TrackerScores> trackers;
    const std::vector<std::vector<FoundTracker>> found_in = find_trackers(arguments.common.results, datasets);
    for (size_t i = 0; i < datasets.size(); ++i) {
        const Dataset& dataset = datasets[i];
        const std::vector<FoundTracker>& found = found_in[i];
        if (found.empty()) {
            throw Error(ErrorCode::Data,
                        "No tracker's results for " + dataset.display_name() + " in " +
                            arguments.common.results +
                            ": expected TRACKER/SEQUENCE/SEQUENCE_001.txt or TRACKER/SEQUENCE.txt.");
        }
        for (const FoundTracker& tracker : found) {
            auto known = std::find_if(trackers.begin(), trackers.end(), [&](const TrackerScores& scores) {
                return scores.tracker == tracker.name;
            });
            if (known == trackers.end()) known = trackers.insert(trackers.end(), {tracker.name, {}});
            known->datasets.push_back(
                score_results(dataset, tracker.folder, metric_options_for(dataset, arguments.common),
                              arguments.skip_missing ? MissingResults::Skip : MissingResults::Error));
            warn_about(known->datasets.back().faults, tracker.name);
        }
    }
    for (const TrackerScores& tracker : trackers) {
        if (tracker.datasets.size() == datasets.size()) continue;
        throw Error(ErrorCode::Data,
                    "The tracker " + tracker.tracker +
                        " has results for some of the data sets only; score them one by one.");
    }
    return trackers;
}

}  // namespace

Command metrics_command() {
    return {"metrics", "Score result files that anyone's tracker wrote",
            [](CLI::App& parser) -> std::function<int()> {
                auto arguments = std::make_shared<MetricsArguments>();
                declare_evaluation_arguments(parser, arguments->common);
                parser.add_flag("--skip-missing", arguments->skip_missing,
                                "Leave out sequences without a result instead of ending with an error");
                return [arguments] {
                    print_scores(
                        score_all(chosen_sequences(open_datasets(arguments->common), arguments->common),
                                  *arguments),
                        arguments->common);
                    return 0;
                };
            }};
}

}  // namespace rtrack
