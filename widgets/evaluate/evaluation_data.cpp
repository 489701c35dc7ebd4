#include "widgets/evaluate/evaluation_data.h"

#include <algorithm>

#include "tracking/base/error.h"
#include "training/evaluation/evaluator.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

constexpr size_t kMostFaults = 20;  // of one tracker or data set that are told one by one

void add_faults(Evaluation& evaluation, const std::string& what, const Faults& faults) {
    for (size_t i = 0; i < std::min(kMostFaults, faults.size()); ++i)
        evaluation.problems.push_back(what + ": " + describe(faults[i]));
    if (faults.size() > kMostFaults) {
        evaluation.problems.push_back(what + ": " + std::to_string(faults.size() - kMostFaults) +
                                      " more faults like these.");
    }
}

std::shared_ptr<const Dataset> dataset_named(const std::string& name, const Evaluation* before) {
    if (before) {
        for (const EvaluatedDataset& known : before->datasets) {
            if (known.name == name) return known.dataset;
        }
    }
    return std::make_shared<const Dataset>(open_dataset(name));
}

void open_datasets(const EvaluationSetup& setup, const Evaluation* before, Evaluation& evaluation) {
    for (const std::string& name : setup.datasets) {
        try {
            EvaluatedDataset opened;
            opened.name = name;
            opened.dataset = dataset_named(name, before);
            if (opened.dataset->sequences.empty()) {
                evaluation.problems.push_back(name + " holds still pictures, and trackers follow sequences.");
                continue;
            }
            opened.options = metric_options_of(default_toolkit(opened.dataset->kind), opened.dataset->kind);
            add_faults(evaluation, name, opened.dataset->faults);
            evaluation.datasets.push_back(std::move(opened));
        } catch (const Error& error) {
            evaluation.problems.push_back(error.what());
        }
    }
}

std::string unique_name(const EvaluatedDataset& dataset, const std::string& name, const std::string& source) {
    const auto taken = [&](const std::string& candidate) {
        return std::any_of(dataset.trackers.begin(), dataset.trackers.end(),
                           [&](const ScoredTracker& tracker) { return tracker.name == candidate; });
    };
    if (!taken(name)) return name;
    const std::string base = name + " (" + source + ")";
    std::string candidate = base;
    for (int number = 2; taken(candidate); ++number) candidate = base + " " + std::to_string(number);
    return candidate;
}

std::string missing_text(const ScoredTracker& tracker, const EvaluatedDataset& dataset) {
    return tracker.name + " has no usable result for " + std::to_string(tracker.scores.missing.size()) +
           " of " + std::to_string(dataset.dataset->sequences.size()) + " sequences of " + dataset.name +
           ", " + tracker.scores.missing.front() +
           " first; its numbers are of the others, so do not compare them with complete ones.";
}

void score_tracker(Evaluation& evaluation, EvaluatedDataset& dataset, const FoundTracker& found,
                   const std::string& source) {
    ScoredTracker tracker;
    tracker.name = unique_name(dataset, found.name, source);
    tracker.folder = found.folder;
    try {
        tracker.scores =
            score_results(*dataset.dataset, found.folder, dataset.options, MissingResults::SkipUnusable);
    } catch (const std::exception& error) {
        evaluation.problems.push_back(tracker.name + " is left out: " + error.what());
        return;
    }
    add_faults(evaluation, tracker.name, tracker.scores.faults);
    if (!tracker.scores.missing.empty()) evaluation.problems.push_back(missing_text(tracker, dataset));
    if (tracker.scores.sequences.empty() && tracker.scores.withheld.empty()) return;
    dataset.trackers.push_back(std::move(tracker));
}

std::string nothing_found(const std::string& folder, const std::vector<EvaluatedDataset>& datasets) {
    std::string names;
    for (const EvaluatedDataset& dataset : datasets) names += (names.empty() ? "" : ", ") + dataset.name;
    return "No tracker's results for " + names + " in " + folder +
           ": expected TRACKER/SEQUENCE/SEQUENCE_001.txt or TRACKER/SEQUENCE.txt.";
}

void score_folder(Evaluation& evaluation, const std::string& folder, bool must_have_results,
                  const std::function<bool()>& cancelled) {
    std::vector<Dataset> names;  // all that the folders' names come from: the sequences may fill gigabytes
    for (const EvaluatedDataset& dataset : evaluation.datasets) {
        names.emplace_back().kind = dataset.dataset->kind;
        names.back().root = dataset.dataset->root;
    }
    size_t count = 0;
    try {
        const std::vector<std::string> folders = dataset_folder_names(folder, names);
        for (size_t i = 0; i < folders.size(); ++i) {
            EvaluatedDataset& dataset = evaluation.datasets[i];
            for (const FoundTracker& found : find_trackers(folder, *dataset.dataset, folders[i])) {
                if (cancelled()) throw Error(ErrorCode::Stopped, "Stopped on request.");
                score_tracker(evaluation, dataset, found, fs::path(folder).stem().string());
                ++count;
            }
        }
    } catch (const fs::filesystem_error& error) {
        evaluation.problems.push_back("Cannot read " + folder + ": " + error.code().message() + ".");
        return;
    }
    if (count == 0 && must_have_results && !names.empty()) {
        evaluation.problems.push_back(nothing_found(folder, evaluation.datasets));
    }
}

}  // namespace

Evaluation load_evaluation(const EvaluationSetup& setup, const Evaluation* before,
                           const std::function<bool()>& cancelled) {
    Evaluation evaluation;
    open_datasets(setup, before, evaluation);
    // One's own folder may still be empty: trackers are run from the page.
    if (!setup.results.empty()) score_folder(evaluation, setup.results, false, cancelled);
    for (const std::string& folder : setup.imported) score_folder(evaluation, folder, true, cancelled);
    return evaluation;
}

const std::vector<ScoreColumn>& score_columns() {
    static const std::vector<ScoreColumn> columns = {
        {"ao", "AO", &Scores::ao},
        {"sr_50", "SR0.5", &Scores::sr_50},
        {"sr_75", "SR0.75", &Scores::sr_75},
        {"auc", "AUC", &Scores::auc},
        {"precision", "Prec", &Scores::precision},
        {"norm_precision", "NPrec", &Scores::norm_precision},
    };
    return columns;
}

const Scores* scores_of(const ScoredTracker& tracker, const std::string& sequence) {
    for (const SequenceScores& scores : tracker.scores.sequences) {
        if (scores.name == sequence) return &scores.scores;
    }
    return nullptr;
}

}  // namespace rtrack
