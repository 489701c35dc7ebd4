#include "training/study/study_run.h"

#include <algorithm>
#include <array>

#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "training/learn/starting_net.h"
#include "training/run/events.h"
#include "training/run/run_dir.h"
#include "training/run/run_history.h"

namespace rtrack {

namespace {

/// Options that say how and where a run is computed and kept, not what it learns: they may change between two
/// calls of a study.
constexpr std::array kFreeOptions = {"device",
                                     "threads",
                                     "data.loader_threads",
                                     "data.cache_megabytes",
                                     "report_every_steps",
                                     "checkpoint_every_minutes"};

/// One run of the plan before it is made.
struct PlannedRun {
    size_t variant;
    int64_t seed;
    std::filesystem::path folder;
    TrainOptions options;
};

std::vector<PlannedRun> planned_runs(const StudyPlan& plan) {
    std::vector<PlannedRun> runs;
    for (const int64_t seed : plan.seeds) {
        for (size_t i = 0; i < plan.study.variants.size(); ++i) {
            const StudyVariant& variant = plan.study.variants[i];
            runs.push_back({i, seed, plan.folder / (variant.name + "-seed" + std::to_string(seed)),
                            options_of_run(plan, variant, seed)});
        }
    }
    return runs;
}

std::map<std::string, std::string> texts_of(TrainOptions options) {
    OptionTable table;
    options.describe(table);
    return table.to_map();
}

/// @throws Error(Argument) if the folder holds a run that was to learn something else.
void check_same_run(const PlannedRun& run) {
    const std::filesystem::path config = RunPaths(run.folder).config();
    if (!std::filesystem::exists(config)) return;
    TrainOptions found;
    OptionTable table;
    found.describe(table);
    table.set_from_yaml_file(config.string());
    const auto there = table.to_map();
    for (const auto& [name, value] : texts_of(run.options)) {
        if (std::find(kFreeOptions.begin(), kFreeOptions.end(), name) != kFreeOptions.end()) continue;
        if (there.at(name) == value) continue;
        throw Error(ErrorCode::Argument, run.folder.string() + " holds a run with " + name + " = " +
                                             there.at(name) + ", the study asks for " + value +
                                             "; give the same budget and options, or another --run folder");
    }
}

/// "finished" or "diverged"; empty if the run is still to be made or gone on with.
std::string final_state(const std::filesystem::path& folder) {
    const auto status = read_status(folder);
    if (!status) return "";
    const std::string state = status->value("state", "");
    if (state == "finished") return state;
    const bool diverged =
        state == "failed" && status->value("exit_code", 0) == exit_code(ErrorCode::Diverged);
    return diverged ? "diverged" : "";
}

std::vector<StudyPoint> curve_of(const std::filesystem::path& folder, int64_t pairs_per_step) {
    std::vector<StudyPoint> curve;
    const RunHistory history = read_run_history(folder);
    for (const EpochPoint& point : history.epochs()) {
        curve.push_back(
            {point.epoch, static_cast<int64_t>(point.step) * pairs_per_step, point.iou, point.loss_total});
    }
    return curve;
}

void train_to_the_end(const PlannedRun& run, const StudyWork& work) {
    try {
        if (work.train(run.options, run.folder).end == Trainer::End::Stopped) {
            throw Error(ErrorCode::Stopped,
                        "stopped in " + run.folder.string() + "; the same command goes on from there");
        }
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::Diverged) throw;
        log_warning(run.folder.string() + ": " + failure.what());
    }
}

StudyRun ended_run(const PlannedRun& run, const StudyWork& work) {
    StudyRun ended;
    ended.variant = run.variant;
    ended.seed = run.seed;
    ended.folder = run.folder.filename().string();
    ended.state = final_state(run.folder);
    if (ended.state == "diverged") ended.message = read_status(run.folder)->value("message", "");
    ended.curve = curve_of(run.folder, int64_t{run.options.batch_size} * run.options.optimizer.accumulate);
    if (ended.state == "finished") ended.scores = work.evaluate(RunPaths(run.folder));
    return ended;
}

}  // namespace

TrainOptions options_of_run(const StudyPlan& plan, const StudyVariant& variant, int64_t seed) {
    TrainOptions options = plan.options;
    OptionTable table;
    options.describe(table);
    for (const std::string& setting : variant.settings) table.set_assignment(setting);
    options.seed = seed;
    options.validate_together();
    return options;
}

std::vector<StudyRun> run_study(const StudyPlan& plan, const StudyWork& work) {
    const std::vector<PlannedRun> planned = planned_runs(plan);
    for (const PlannedRun& run : planned) check_same_run(run);
    if (const std::string& init = plan.options.init; !init.empty()) {
        const ModelOptions of_file = options_of_start(init);
        for (const PlannedRun& run : planned) check_start(init, of_file, run.options.model);
    }
    std::vector<StudyRun> runs;
    for (const PlannedRun& run : planned) {
        const std::string which = run.folder.filename().string() + " (" + std::to_string(runs.size() + 1) +
                                  " of " + std::to_string(planned.size()) + ")";
        const bool kept = !final_state(run.folder).empty();
        log_info(which + (kept ? ": kept" : ": training"));
        if (!kept) train_to_the_end(run, work);
        runs.push_back(ended_run(run, work));
        work.report(runs);
    }
    return runs;
}

}  // namespace rtrack
