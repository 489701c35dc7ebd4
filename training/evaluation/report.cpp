#include "training/evaluation/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "tracking/base/error.h"
#include "training/evaluation/evaluator.h"

namespace rtrack {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr double Scores::*kNumbers[] = {&Scores::ao,  &Scores::sr_50,     &Scores::sr_75,
                                        &Scores::auc, &Scores::precision, &Scores::norm_precision};
constexpr const char* kNumberNames[] = {"ao", "sr_50", "sr_75", "auc", "precision", "norm_precision"};

json number(double value) {
    return std::isfinite(value) ? json(value) : json(nullptr);
}

json numbers_json(const Scores& scores) {
    json result;
    for (size_t i = 0; i < std::size(kNumbers); ++i) result[kNumberNames[i]] = number(scores.*kNumbers[i]);
    result["fps"] = scores.fps > 0 ? number(scores.fps) : json(nullptr);
    result["frames"] = scores.frames;
    result["invalid_predictions"] = scores.invalid_predictions;
    return result;
}

json curve_json(const std::vector<double>& curve) {
    json values = json::array();
    for (double value : curve) values.push_back(number(value));
    return values;
}

json sequences_json(const DatasetScores& scores, const std::string& prefix) {
    json sequences = json::object();
    for (const SequenceScores& sequence : scores.sequences) {
        sequences[prefix + sequence.name] = numbers_json(sequence.scores);
    }
    return sequences;
}

json faults_json(const Faults& faults) {
    json result = json::array();
    for (const TextFault& fault : faults) {
        result.push_back({{"file", fault.file.string()}, {"line", fault.line}, {"message", fault.message}});
    }
    return result;
}

json dataset_scores_json(const DatasetScores& scores) {
    json result = numbers_json(scores.total);
    result["success_curve"] = curve_json(scores.total.success_curve);
    result["precision_curve"] = curve_json(scores.total.precision_curve);
    result["norm_precision_curve"] = curve_json(scores.total.norm_precision_curve);
    result["groups"] = json::object();
    for (const GroupScores& group : scores.groups) {
        result["groups"][group.name] = numbers_json(group.scores);
        result["groups"][group.name]["sequences"] = group.sequences;
    }
    result["withheld"] = scores.withheld;
    result["missing"] = scores.missing;
    result["faults"] = faults_json(scores.faults);
    return result;
}

json tracker_json(const TrackerScores& tracker) {
    json result = numbers_json(mean_of_datasets(tracker));
    result["sequences"] = json::object();
    result["datasets"] = json::object();
    for (const DatasetScores& scores : tracker.datasets) {
        const std::string prefix = tracker.datasets.size() > 1 ? scores.dataset + "/" : "";
        result["sequences"].update(sequences_json(scores, prefix));
        result["datasets"][scores.dataset] = dataset_scores_json(scores);
    }
    return result;
}

std::string padded(std::string text, size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

std::string table_row(const std::string& name, size_t name_width, const Scores& scores) {
    std::string row = padded(name, name_width);
    for (double Scores::*member : kNumbers) {
        char text[32];
        std::snprintf(text, sizeof text, std::isfinite(scores.*member) ? "  %7.3f" : "        -",
                      scores.*member);
        row += text;
    }
    char text[32];
    std::snprintf(text, sizeof text, scores.fps > 0 ? "  %7.1f" : "        -", scores.fps);
    return row + text + "\n";
}

std::string notes(const DatasetScores& scores, const std::string& tracker) {
    std::string text;
    if (!scores.withheld.empty()) {
        text += tracker + ": the data set withholds the truth of " + std::to_string(scores.withheld.size()) +
                " sequences; they are not in the numbers.\n";
    }
    if (!scores.missing.empty()) {
        text += tracker + ": " + std::to_string(scores.missing.size()) +
                " sequences have no result and are not in the numbers, " + scores.missing.front() +
                " first.\n";
    }
    if (scores.total.invalid_predictions > 0) {
        text += tracker + ": " + std::to_string(scores.total.invalid_predictions) +
                " boxes are NaN or have no size.\n";
    }
    return text;
}

std::string dataset_block(const std::vector<TrackerScores>& trackers, size_t index) {
    const DatasetScores& first = trackers.front().datasets[index];
    size_t name_width = 7;
    for (const TrackerScores& tracker : trackers) name_width = std::max(name_width, tracker.tracker.size());
    std::string text = first.dataset + ", " + std::to_string(first.sequences.size()) + " sequences, " +
                       std::to_string(first.total.frames) + " frames\n" + padded("tracker", name_width) +
                       "       AO    SR0.5   SR0.75      AUC     Prec    NPrec      FPS\n";
    std::string remarks;
    for (const TrackerScores& tracker : trackers) {
        text += table_row(tracker.tracker, name_width, tracker.datasets[index].total);
        remarks += notes(tracker.datasets[index], tracker.tracker);
    }
    text += remarks;
    for (const std::string& sentence : definitions(first.options)) text += "  " + sentence + "\n";
    return text;
}

[[noreturn]] void fail_missing(const fs::path& tracker_folder, const std::vector<std::string>& names) {
    throw Error(ErrorCode::Data,
                tracker_folder.string() + " has no results for " + std::to_string(names.size()) +
                    " sequences of the data set, " + names.front() +
                    " first. Track them, name the others with --sequences, or score what is there "
                    "with --skip-missing.");
}

/// What the names of a data set's sequences begin with: "davis" of "davis_goat".
std::string source_of(const std::string& sequence_name) {
    return sequence_name.substr(0, sequence_name.find_first_of("_-"));
}

std::vector<GroupScores> score_groups(const Dataset& dataset, const std::vector<SequenceScores>& sequences,
                                      const std::vector<FrameErrors>& errors, const MetricOptions& options) {
    std::vector<GroupScores> groups;
    for (const auto& [name, members] : group_sequences(dataset.sequences)) {
        std::vector<FrameErrors> of_group;
        for (size_t i = 0; i < sequences.size(); ++i) {
            const bool member = std::find(members.begin(), members.end(), sequences[i].name) != members.end();
            if (member) of_group.push_back(errors[i]);
        }
        if (of_group.empty()) continue;
        groups.push_back({name, static_cast<int64_t>(of_group.size()), score_sequences(of_group, options)});
    }
    return groups;
}

}  // namespace

std::map<std::string, std::vector<std::string>> group_sequences(const std::vector<Sequence>& sequences) {
    std::map<std::string, std::vector<std::string>> by_attribute, by_class, by_source;
    for (const Sequence& sequence : sequences) {
        for (const std::string& attribute : sequence.attributes)
            by_attribute[attribute].push_back(sequence.name);
        by_class[sequence.class_name].push_back(sequence.name);
        by_source[source_of(sequence.name)].push_back(sequence.name);
    }
    if (!by_attribute.empty()) return by_attribute;
    if (by_class.size() > 1) return by_class;
    return by_source.size() > 1 ? by_source : std::map<std::string, std::vector<std::string>>();
}

std::vector<std::vector<FoundTracker>> find_trackers(const fs::path& results,
                                                     const std::vector<Dataset>& datasets) {
    const std::vector<std::string> folders = dataset_folder_names(results, datasets);
    std::vector<std::vector<FoundTracker>> found;
    for (size_t i = 0; i < datasets.size(); ++i) {
        found.push_back(find_trackers(results, datasets[i], folders[i]));
    }
    return found;
}

DatasetScores score_results(const Dataset& dataset, const fs::path& tracker_folder,
                            const MetricOptions& options, MissingResults missing) {
    DatasetScores scores;
    scores.dataset = dataset.display_name();
    scores.options = options;
    const ResultLayout layout = result_layout(dataset.kind);
    std::vector<FrameErrors> errors;
    for (const Sequence& sequence : dataset.sequences) {
        if (sequence.boxes.size() < 2 && sequence.frames.size() > 1) {
            scores.withheld.push_back(sequence.name);
            continue;
        }
        const auto result = read_result(tracker_folder, sequence.name, layout, scores.faults);
        if (!result) {
            if (missing != MissingResults::Error || options.missing_result == "error") {
                scores.missing.push_back(sequence.name);
                continue;
            }
            scores.faults.push_back({tracker_folder, 0,
                                     "there is no result of " + sequence.name +
                                         ", which counts as empty boxes, as in the toolkit"});
        }
        try {
            errors.push_back(frame_errors(sequence, result.value_or(SequenceResult{}), options));
        } catch (const Error& unusable) {
            if (missing != MissingResults::SkipUnusable) throw;
            scores.missing.push_back(sequence.name);
            scores.faults.push_back({tracker_folder, 0, unusable.what()});
            continue;
        }
        scores.sequences.push_back({sequence.name, score_frames(errors.back(), options)});
    }
    if (!scores.missing.empty() && missing == MissingResults::Error)
        fail_missing(tracker_folder, scores.missing);
    scores.total = score_sequences(errors, options);
    scores.groups = score_groups(dataset, scores.sequences, errors, options);
    return scores;
}

Scores mean_of_datasets(const TrackerScores& tracker) {
    Scores mean;
    const auto average = [&](double Scores::*member, auto known) {
        double sum = 0;
        double count = 0;
        for (const DatasetScores& scores : tracker.datasets) {
            if (!known(scores.total.*member)) continue;
            sum += scores.total.*member;
            count += 1;
        }
        mean.*member = count > 0 ? sum / count : std::nan("");
    };
    for (double Scores::*member : kNumbers)
        average(member, [](double value) { return std::isfinite(value); });
    average(&Scores::fps, [](double value) { return value > 0; });
    for (const DatasetScores& scores : tracker.datasets) {
        mean.frames += scores.total.frames;
        mean.invalid_predictions += scores.total.invalid_predictions;
    }
    return mean;
}

std::map<std::string, double> named_scores(const Scores& scores) {
    std::map<std::string, double> named;
    for (size_t i = 0; i < std::size(kNumbers); ++i) {
        if (std::isfinite(scores.*kNumbers[i])) named[kNumberNames[i]] = scores.*kNumbers[i];
    }
    return named;
}

json to_json(const std::vector<TrackerScores>& trackers) {
    json document = {{"version", 1}, {"datasets", json::object()}, {"trackers", json::object()}};
    for (const TrackerScores& tracker : trackers) {
        document["trackers"][tracker.tracker] = tracker_json(tracker);
        for (const DatasetScores& scores : tracker.datasets) {
            MetricOptions options = scores.options;
            OptionTable table;
            options.describe(table);
            document["datasets"][scores.dataset] = {{"toolkit", options.toolkit},
                                                    {"options", table.to_map()},
                                                    {"definitions", definitions(options)}};
        }
    }
    return document;
}

std::string to_table(const std::vector<TrackerScores>& trackers) {
    std::string text;
    if (trackers.empty()) return text;
    for (size_t i = 0; i < trackers.front().datasets.size(); ++i) {
        text += (i > 0 ? "\n" : "") + dataset_block(trackers, i);
    }
    return text;
}

}  // namespace rtrack
