#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <set>
#include <stop_token>

#include <nlohmann/json.hpp>

#include "app/commands/command.h"
#include "app/commands/evaluation_support.h"
#include "app/commands/train_setup.h"
#include "app/commands/train_validation.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"
#include "tracking/trackers/compute_device.h"
#include "training/study/study_json.h"
#include "training/study/study_report.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

struct StudyArguments {
    std::string name;
    std::string config;  ///< empty: the study's preset
    std::vector<std::string> settings;
    std::string folder;
    int64_t pairs = 0;
    std::vector<int64_t> seeds = {1, 2, 3};
    std::vector<std::string> variants;
    std::vector<std::string> datasets;
};

/// @throws Error(Argument) if a variant is named that the study does not have.
Study chosen_study(const StudyArguments& arguments) {
    Study study = find_study(arguments.name);
    if (arguments.variants.empty()) return study;
    std::vector<std::string> names;
    for (const StudyVariant& variant : study.variants) names.push_back(variant.name);
    std::set<std::string> wanted;
    for (const std::string& name : arguments.variants) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            throw Error(ErrorCode::Argument, study.name + " has no variant '" + name + "'; the nearest is '" +
                                                 nearest_name(name, names) + "'");
        }
        wanted.insert(name);
    }
    std::erase_if(study.variants,
                  [&](const StudyVariant& variant) { return !wanted.contains(variant.name); });
    return study;
}

/// @throws Error(Argument) if a setting is one that the study itself varies.
void check_settings(const Study& study, const std::vector<std::string>& settings) {
    const std::vector<std::string> varied = varied_options(study);
    for (const std::string& setting : settings) {
        const std::string name = setting.substr(0, setting.find('='));
        if (name != "seed" && std::find(varied.begin(), varied.end(), name) == varied.end()) continue;
        throw Error(ErrorCode::Argument, "--set " + setting + ": the study sets " + name + " itself" +
                                             (name == "seed" ? "; use --seeds" : ""));
    }
}

StudyPlan plan_of(const StudyArguments& arguments, TrainOptions options) {
    StudyPlan plan;
    plan.study = chosen_study(arguments);
    check_settings(plan.study, arguments.settings);
    plan.options = std::move(options);
    if (arguments.pairs > 0) plan.options.data.pairs_per_epoch = arguments.pairs / plan.options.epochs;
    plan.seeds = arguments.seeds;
    if (std::set<int64_t>(plan.seeds.begin(), plan.seeds.end()).size() != plan.seeds.size()) {
        throw Error(ErrorCode::Argument, "--seeds names one seed twice");
    }
    plan.folder = arguments.folder;
    return plan;
}

std::vector<PublishedResult> paper_numbers() {
    const fs::path file = published_results_file();
    if (!file.empty()) return read_published_results(file);
    log_warning("resources/published_results.json is not there: the paper's numbers are left out");
    return {};
}

TrainRunEnd train_run(const TrainOptions& options, const fs::path& folder, const ComputeChoice& compute,
                      const std::string& command_line) {
    TrainRun run;
    run.options = options;
    run.folder = folder;
    run.resume = true;
    run.device_name = compute.description();
    run.command_line = command_line;
    run.progress_lines = true;
    RunControl control;
    run.control = &control;
    run.make_validator = [&](const RunPaths& paths) { return make_validator(options, paths, control); };
    return train_in_folder(run);
}

/// Tracks through the data sets with the run's model; what an earlier call tracked with it is kept.
/// @param papers_tracker  one look at a frame, as in the paper
ScoresByDataset evaluate_run(const RunPaths& run, const std::vector<Dataset>& datasets,
                             const TrainOptions& options, bool papers_tracker) {
    TrackerRequest request;
    if (papers_tracker) request.options = {"second_look=false"};
    request.model = run.model().string();
    request.device = options.device;
    request.precision = options.precision;
    const NamedTracker tracker = named_tracker("rtrack", request);
    (void)tracker.make();  // the first one sets its own number of threads
    set_torch_threads(options.threads > 0 ? options.threads : processor_info().threads);
    std::stop_source stop;
    OnePassOptions one_pass;
    one_pass.results = run.results();
    one_pass.resume = true;
    one_pass.stop = stop.get_token();
    const auto failures =
        run_one_pass(datasets, {tracker}, load_frame, one_pass, [&](const OnePassProgress&) {
            if (stop_signal_came()) stop.request_stop();
        });
    if (!failures.empty()) {
        throw Error(ErrorCode::Data, failures.front().sequence + " of " + failures.front().dataset +
                                         " cannot be tracked: " + failures.front().message +
                                         "; mend it and give the same command again");
    }
    const std::vector<std::string> folders = dataset_folder_names(run.results(), datasets);
    ScoresByDataset scores;
    for (size_t i = 0; i < datasets.size(); ++i) {
        const Dataset& dataset = datasets[i];
        const MetricOptions metric = metric_options_of(default_toolkit(dataset.kind), dataset.kind);
        scores[dataset.display_name()] = named_scores(
            score_results(dataset, run.results() / folders[i] / tracker.name, metric, MissingResults::Error)
                .total);
    }
    return scores;
}

std::vector<Dataset> datasets_to_score(const StudyArguments& arguments) {
    std::vector<Dataset> datasets;
    for (const std::string& name : arguments.datasets) {
        datasets.push_back(open_dataset(name));
        warn_about(datasets.back().faults, name);
        if (datasets.back().sequences.empty()) {
            throw Error(ErrorCode::Data, name + " has no sequences to track through");
        }
    }
    return datasets;
}

int run_study_command(const StudyArguments& arguments) {
    const Study& study = find_study(arguments.name);  // a mistyped name is said first
    const std::string config = arguments.config.empty() ? study.preset : arguments.config;
    TrainOptions options = configured_options({config, arguments.settings}, true);
    const ComputeChoice compute = settle_compute(options);
    const StudyPlan plan = plan_of(arguments, std::move(options));
    const std::vector<Dataset> datasets = datasets_to_score(arguments);
    const std::vector<PublishedResult> published = paper_numbers();
    keep_freed_memory();
    catch_stop_signals();
    nlohmann::json result;
    StudyWork work;
    work.train = [&](const TrainOptions& of_run, const fs::path& folder) {
        return train_run(of_run, folder, compute, "rtrack study " + plan.study.name);
    };
    work.evaluate = [&](const RunPaths& run) {
        return evaluate_run(run, datasets, plan.options, /*papers_tracker=*/study.preset != "shipped");
    };
    work.report = [&](const std::vector<StudyRun>& runs) {
        result = study_json(plan, runs, published);
        result["budget"]["config"] = config;
        result["budget"]["settings"] = arguments.settings;
        write_study(plan.folder, result);
    };
    run_study(plan, work);
    std::fputs(study_text(result).c_str(), stderr);
    std::cout << result.dump(1) << std::endl;
    return 0;
}

}  // namespace

Command study_command() {
    return {"study",
            "A figure or table of the paper, or the shipped model's choices: train variants and compare them",
            [](CLI::App& parser) -> std::function<int()> {
                auto arguments = std::make_shared<StudyArguments>();
                StudyArguments& a = *arguments;
                std::string names;
                for (const Study& study : studies()) names += (names.empty() ? "" : " ") + study.name;
                parser.add_option("NAME", a.name, names)->required();
                parser
                    .add_option("--run", a.folder,
                                "The study's folder; the same command again keeps finished runs, resumes an "
                                "interrupted one and trains the rest")
                    ->required();
                parser.add_option("--config", a.config,
                                  "What all variants share: a preset of rtrack train or a YAML file (default "
                                  "rtrack-256; of shipped-choices: shipped)");
                parser.add_option("--set", a.settings, "key=value, over the configuration; may be repeated")
                    ->take_all();
                parser
                    .add_option("--pairs", a.pairs,
                                "Training pairs of a run, spread over its epochs (default: the "
                                "configuration's)")
                    ->check(CLI::PositiveNumber);
                parser.add_option("--seeds", a.seeds, "One run a variant and seed (default 1,2,3)")
                    ->delimiter(',')
                    ->check(CLI::NonNegativeNumber);
                parser
                    .add_option("--variants", a.variants,
                                "Only these, separated by commas; the others are compared with the first")
                    ->delimiter(',');
                parser.add_option("--dataset", a.datasets,
                                  "KIND:PATH to score every run on, more than once for more");
                return [arguments] { return run_study_command(*arguments); };
            },
            true};
}

}  // namespace rtrack
