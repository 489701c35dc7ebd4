#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <set>
#include <stop_token>

#include <unistd.h>

#include "app/commands/command.h"
#include "app/commands/evaluation_support.h"
#include "app/commands/progress.h"
#include "app/commands/support.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"
#include "training/evaluation/evaluator.h"
#include "training/run/events.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

struct EvaluateArguments {
    EvaluationArguments common;
    std::vector<std::string> trackers;  ///< NAME or NAME=MODEL
    TrackerRequest request;             ///< device, precision and options for all
    bool resume = false;
    bool events = false;
    int threads = 1;
};

/// What a person calls a model file: its own name, or that of the run it is a checkpoint of.
std::string model_name(const fs::path& file) {
    const fs::path folder = file.parent_path();
    if (folder.filename() != "checkpoints") return file.stem().string();
    const std::string run = fs::absolute(folder).parent_path().filename().string();
    return file.stem() == "model" ? run : run + "-" + file.stem().string();
}

/// "csrt", "rtrack", "rtrack-best" for rtrack=models/best.safetensors, or "rtrack-a" for
/// rtrack=runs/a/checkpoints/model.safetensors; a number where that is taken.
std::string folder_name(const TrackerRequest& request, bool names_model, std::set<std::string>& taken) {
    const std::string base =
        request.tracker + (names_model ? "-" + model_name(request.model) : std::string());
    std::string name = base;
    for (int number = 2; !taken.insert(name).second; ++number) name = base + "-" + std::to_string(number);
    return name;
}

std::vector<NamedTracker> named_trackers(const EvaluateArguments& arguments) {
    std::vector<NamedTracker> trackers;
    std::set<std::string> taken;
    for (const std::string& text : arguments.trackers) {
        TrackerRequest request = arguments.request;
        const size_t mark = text.find('=');
        request.tracker = text.substr(0, mark);
        if (mark != std::string::npos) request.model = text.substr(mark + 1);
        trackers.push_back(named_tracker(folder_name(request, mark != std::string::npos, taken), request));
    }
    return trackers;
}

/// The evaluation as events on stdout (training/run/events.h), for a program that watches:
///
///   hello     program, pid
///   progress  tracker, dataset, sequence, frames_done, frames_total: five a second at most
///   sequence  the same of a sequence that has ended, and kept (boolean), fps
///   failure   tracker, dataset, sequence, message
class EventPrinter {
public:
    explicit EventPrinter(bool enabled) : enabled_(enabled) {
        print({"hello", {{"program", "rtrack"}, {"pid", getpid()}}, "", kEventVersion});
    }

    void print(Event event) const {
        if (!enabled_) return;
        event.time = utc_time_text();
        std::puts(line_from_event(event).c_str());
        std::fflush(stdout);
    }
    void print(const OnePassProgress& progress) {
        const auto now = std::chrono::steady_clock::now();
        if (!progress.sequence_ended && now - last_ < std::chrono::milliseconds(200)) return;
        last_ = now;
        Event event;
        event.name = progress.sequence_ended ? "sequence" : "progress";
        event.fields = {{"tracker", progress.tracker},
                        {"dataset", progress.dataset},
                        {"sequence", progress.sequence},
                        {"frames_done", progress.frames_done},
                        {"frames_total", progress.frames_total}};
        if (progress.sequence_ended) {
            event.fields["kept"] = progress.kept;
            event.fields["fps"] = progress.frames_per_second;
        }
        print(std::move(event));
    }
    void print(const SequenceFailure& failure) const {
        Event event;
        event.name = "failure";
        event.fields = {{"tracker", failure.tracker},
                        {"dataset", failure.dataset},
                        {"sequence", failure.sequence},
                        {"message", failure.message}};
        print(std::move(event));
    }

private:
    bool enabled_;
    std::chrono::steady_clock::time_point last_;
};

void say_end_of(const OnePassProgress& progress) {
    char speed[48];
    std::snprintf(speed, sizeof speed, "%.1f frames/s", progress.frames_per_second);
    log_info(progress.tracker + " " + progress.sequence + ": " + (progress.kept ? "kept" : speed));
}

/// @param datasets  whole: results of their other sequences may be another tracker's
std::vector<SequenceFailure> track_all(const std::vector<Dataset>& datasets,
                                       const std::vector<NamedTracker>& trackers,
                                       const EvaluateArguments& arguments, EventPrinter& events) {
    std::stop_source stop;
    catch_stop_signals();
    int64_t frames = 0;
    for (const Dataset& dataset : chosen_sequences(datasets, arguments.common)) {
        for (const Sequence& sequence : dataset.sequences)
            frames += static_cast<int64_t>(sequence.frames.size());
    }
    Progress bar("evaluating", frames * static_cast<int64_t>(trackers.size()), "frames");
    OnePassOptions options;
    options.results = arguments.common.results;
    options.resume = arguments.resume;
    options.threads = arguments.threads;
    options.sequences = arguments.common.sequences;
    options.stop = stop.get_token();
    return run_one_pass(datasets, trackers, load_frame, options, [&](const OnePassProgress& progress) {
        if (stop_signal_came()) stop.request_stop();
        bar.update(progress.frames_done);
        events.print(progress);
        if (progress.sequence_ended) say_end_of(progress);
    });
}

void pack_submission(const Dataset& dataset, const fs::path& tracker_folder, bool all_sequences) {
    if (!has_submission(dataset.kind) || !all_sequences) return;
    const fs::path zip = tracker_folder.string() + ".zip";
    write_submission(zip, tracker_folder, dataset);
    log_info("submission package: " + zip.string());
}

int run_evaluate(const EvaluateArguments& arguments) {
    check_output_files({arguments.common.json}, {});
    const std::vector<Dataset> whole = open_datasets(arguments.common);
    const std::vector<Dataset> datasets = chosen_sequences(whole, arguments.common);
    for (const Dataset& dataset : datasets)
        (void)metric_options_for(dataset, arguments.common);  // before the work
    const std::vector<NamedTracker> trackers = named_trackers(arguments);
    EventPrinter events(arguments.events);
    const std::vector<SequenceFailure> failures = track_all(whole, trackers, arguments, events);
    for (const SequenceFailure& failure : failures) events.print(failure);
    const std::vector<std::string> folders = dataset_folder_names(arguments.common.results, datasets);
    std::vector<TrackerScores> scores;
    for (const NamedTracker& tracker : trackers) {
        scores.push_back({tracker.name, {}});
        for (size_t i = 0; i < datasets.size(); ++i) {
            const fs::path folder = fs::path(arguments.common.results) / folders[i] / tracker.name;
            const Dataset tracked = without_failed(datasets[i], tracker.name, failures);
            scores.back().datasets.push_back(score_results(
                tracked, folder, metric_options_for(tracked, arguments.common), MissingResults::Error));
            const bool all = tracked.sequences.size() == datasets[i].sequences.size();
            pack_submission(datasets[i], folder, arguments.common.sequences.empty() && all);
        }
    }
    print_scores(scores, arguments.common, arguments.events);
    for (const SequenceFailure& failure : failures) {
        log_error(failure.tracker + " on " + failure.sequence + " of " + failure.dataset + ": " +
                  failure.message);
    }
    if (failures.empty()) return 0;
    throw Error(ErrorCode::Data,
                std::to_string(failures.size()) +
                    " sequences could not be tracked and are not in the numbers; mend them and run "
                    "again with --resume.");
}

}  // namespace

Command evaluate_command() {
    return {
        "evaluate", "Run trackers through data sets, one pass each, and score them",
        [](CLI::App& parser) -> std::function<int()> {
            auto arguments = std::make_shared<EvaluateArguments>();
            EvaluateArguments& a = *arguments;
            declare_evaluation_arguments(parser, a.common);
            std::string names;
            for (const std::string& name : tracker_names()) names += (names.empty() ? "" : " ") + name;
            parser
                .add_option("--tracker", a.trackers, "NAME or NAME=MODEL, more than once for more: " + names)
                ->required();
            parser.add_flag("--resume", a.resume, "Keep complete result files and do the rest");
            parser.add_option("--threads", a.threads, "Sequences at a time (default 1, for honest speeds)")
                ->check(CLI::Range(1, 256));
            parser.add_flag("--events", a.events,
                            "Progress on stdout, one JSON object a line; scores to the --json file only");
            declare_compute_arguments(parser, a.request);
            return [arguments] { return run_evaluate(*arguments); };
        },
        true};
}

}  // namespace rtrack
