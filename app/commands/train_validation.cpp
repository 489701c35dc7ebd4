#include "app/commands/train_validation.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

#include <ATen/Parallel.h>

#include "app/commands/evaluation_support.h"
#include "app/commands/progress.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/model/weights.h"
#include "training/data/dataset_check.h"
#include "training/data/holdout.h"
#include "training/data/pool.h"
#include "training/evaluation/evaluator.h"
#include "training/evaluation/report.h"

namespace rtrack {

namespace {

/// The scores of what could be tracked. @throws Error(Data) if nothing could.
ValidationReport report_on(const Dataset& dataset, const std::filesystem::path& results,
                           const std::string& tracker, const std::vector<SequenceFailure>& failures) {
    const Dataset tracked = without_failed(dataset, tracker, failures);
    if (tracked.sequences.empty()) {
        const auto first = std::find_if(
            failures.begin(), failures.end(),
            [&](const SequenceFailure& failure) { return failure.dataset == dataset.display_name(); });
        throw Error(ErrorCode::Data, "the validation data " + dataset.display_name() +
                                         " cannot be tracked through any more: " + first->message +
                                         " The last checkpoint is whole; --resume goes on from there.");
    }
    const DatasetScores scores =
        score_results(tracked, results, metric_options_of(default_toolkit(dataset.kind), dataset.kind),
                      MissingResults::Error);
    return {dataset.display_name(),
            scores.total.ao,
            scores.total.sr_50,
            scores.total.sr_75,
            static_cast<int64_t>(scores.sequences.size()),
            0};
}

std::vector<ValidationReport> validate_on(const std::vector<Dataset>& datasets, const NamedTracker& tracker,
                                          const RunPaths& paths, const std::filesystem::path& results,
                                          const RunControl& control) {
    std::stop_source stop;
    OnePassOptions options;
    options.results = results;
    options.stop = stop.get_token();
    std::map<std::string, double> seconds;  // by data set
    auto last = std::chrono::steady_clock::now();
    const auto failures =
        run_one_pass(datasets, {tracker}, load_frame, options, [&](const OnePassProgress& progress) {
            if (control.stop_requested()) stop.request_stop();
            beat(paths);
            const auto now = std::chrono::steady_clock::now();
            seconds[progress.dataset] +=
                std::chrono::duration<double>(now - std::exchange(last, now)).count();
        });
    for (const SequenceFailure& failure : failures) {
        log_warning("validation: " + failure.sequence + " was left out: " + failure.message);
    }
    const std::vector<std::string> folders = dataset_folder_names(results, datasets);
    std::vector<ValidationReport> reports;
    for (size_t i = 0; i < datasets.size(); ++i) {
        reports.push_back(
            report_on(datasets[i], results / folders[i] / tracker.name, tracker.name, failures));
        reports.back().seconds = seconds[datasets[i].display_name()];
    }
    return reports;
}

/// Has truth behind the frame that the tracker starts on: test sets and boxes just drawn have not.
bool can_be_scored(const Sequence& sequence) {
    for (size_t i = 1; i < sequence.boxes.size(); ++i) {
        if (sequence.visible(static_cast<int64_t>(i))) return true;
    }
    return false;
}

/// @throws Error(Data) if nothing is left
void keep_what_can_be_scored(Dataset& dataset) {
    const size_t all = dataset.sequences.size();
    std::erase_if(dataset.sequences, [](const Sequence& sequence) { return !can_be_scored(sequence); });
    const size_t left_out = all - dataset.sequences.size();
    if (dataset.sequences.empty()) {
        throw Error(ErrorCode::Data,
                    dataset.display_name() + " cannot be validated on: none of its " + std::to_string(all) +
                        " sequences has truth boxes behind the first frame. Name another data set "
                        "(--set validate=KIND:PATH), or none.");
    }
    if (left_out > 0) {
        log_warning("validation: " + std::to_string(left_out) + " of " + std::to_string(all) +
                    " sequences of " + dataset.display_name() +
                    " are left out: they have no truth boxes behind the first frame.");
    }
}

}  // namespace

Validator make_validator(const TrainOptions& options, const RunPaths& paths, const RunControl& control) {
    auto datasets = std::make_shared<std::vector<Dataset>>(open_held_out_data(options.data));
    for (const std::string& name : options.validate) {
        datasets->push_back(open_dataset(name));
        warn_about(datasets->back().faults, name);
        if (datasets->back().sequences.empty()) {
            throw Error(ErrorCode::Data, name + " has no sequences to track through");
        }
    }
    if (datasets->empty()) return {};
    for (Dataset& dataset : *datasets) keep_what_can_be_scored(dataset);
    const std::filesystem::path results = paths.results() / "validation";
    std::filesystem::create_directories(results);
    return [datasets, results, options, paths, &control](RTrackNet& net) {
        const int threads = at::get_num_threads();  // the tracker takes its own number
        const std::filesystem::path model = results / "model.safetensors";
        save_model(model, net, {{"trained_by", "rtrack train"}});
        TrackerRequest request;
        request.model = model.string();
        request.device = options.device;
        request.precision = options.precision;
        const NamedTracker tracker = {"rtrack", "", [request] { return make_tracker(request); }};
        auto reports = validate_on(*datasets, tracker, paths, results, control);
        at::set_num_threads(threads);
        return reports;
    };
}

namespace {

DatasetReport check_with_progress(const Dataset& dataset, int threads) {
    Progress progress("checking", picture_count(dataset), "pictures");
    std::mutex mutex;
    int64_t done = 0;
    DatasetCheckOptions check;
    check.threads = threads;
    check.on_pictures = [&](int64_t pictures) {
        const std::lock_guard lock(mutex);
        progress.update(done += pictures);
    };
    return check_dataset(dataset, check);
}

/// The pictures without boxes, checked like the others.
Dataset loose_pictures(const std::string& folder) {
    Dataset dataset;
    dataset.kind = "pictures";
    dataset.root = folder;
    for (const auto& file : pictures_below(folder)) dataset.stills.push_back({file, 0, 0, {}});
    return dataset;
}

}  // namespace

int64_t check_training_data(const TrainOptions& options) {
    std::vector<Dataset> training, validation;
    int64_t faults = 0;
    const auto report_on = [&](Dataset dataset, std::vector<Dataset>& kept) {
        const DatasetReport report = check_with_progress(dataset, options.data.loader_threads);
        for (const std::string& line : describe(report)) std::cout << line << "\n";
        faults += static_cast<int64_t>(report.faults.size());
        kept.push_back(std::move(dataset));
    };
    for (WeightedDataset& opened : open_training_data(options.data))
        report_on(std::move(opened.dataset), training);
    for (Dataset& dataset : open_held_out_data(options.data)) report_on(std::move(dataset), validation);
    if (!options.data.pictures.empty()) report_on(loose_pictures(options.data.pictures), training);
    for (const std::string& name : options.validate) report_on(open_dataset(name), validation);
    const auto pointers = [](const std::vector<Dataset>& datasets) {
        std::vector<const Dataset*> list;
        for (const Dataset& dataset : datasets) list.push_back(&dataset);
        return list;
    };
    for (const TextFault& leak : find_leaks(pointers(training), pointers(validation))) {
        std::cout << describe(leak) << "\n";
        ++faults;
    }
    std::cout << (faults == 0 ? "no faults in all" : std::to_string(faults) + " faults in all") << std::endl;
    return faults;
}

}  // namespace rtrack
