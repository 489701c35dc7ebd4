#include "training/study/study_json.h"

#include <cmath>
#include <limits>
#include <map>

#include <nlohmann/json.hpp>

namespace rtrack {

using nlohmann::json;

namespace {

/// Values over seeds, by data set and score.
using Samples = std::map<std::string, std::map<std::string, std::vector<double>>>;

json spread_json(const std::vector<double>& values) {
    const Spread spread = spread_of(values);
    const auto number = [](double value) { return std::isfinite(value) ? json(value) : json(nullptr); };
    return {{"mean", number(spread.mean)}, {"sd", number(spread.deviation)}, {"seeds", spread.count}};
}

json samples_json(const Samples& samples) {
    json result = json::object();
    for (const auto& [dataset, scores] : samples) {
        for (const auto& [name, values] : scores) result[dataset][name] = spread_json(values);
    }
    return result;
}

/// The scores of a run, what training itself says among them.
ScoresByDataset numbers_of(const StudyRun& run) {
    ScoresByDataset numbers = run.scores;
    if (run.curve.empty()) return numbers;
    double sum = 0;
    for (const StudyPoint& point : run.curve) sum += point.iou;
    numbers["training"] = {{"iou", run.curve.back().iou},
                           {"loss", run.curve.back().loss},
                           {"iou_all_epochs", sum / static_cast<double>(run.curve.size())}};
    return numbers;
}

void add(Samples& samples, const ScoresByDataset& numbers) {
    for (const auto& [dataset, scores] : numbers) {
        for (const auto& [name, value] : scores) samples[dataset][name].push_back(value);
    }
}

ScoresByDataset difference(const ScoresByDataset& numbers, const ScoresByDataset& baseline) {
    ScoresByDataset result;
    for (const auto& [dataset, scores] : numbers) {
        const auto other = baseline.find(dataset);
        if (other == baseline.end()) continue;
        for (const auto& [name, value] : scores) {
            const auto of_other = other->second.find(name);
            if (of_other != other->second.end()) result[dataset][name] = value - of_other->second;
        }
    }
    return result;
}

json runs_json(const std::vector<const StudyRun*>& runs) {
    json result = json::array();
    for (const StudyRun* run : runs) {
        json entry = {{"seed", run->seed},
                      {"folder", run->folder},
                      {"state", run->state},
                      {"scores", numbers_of(*run)}};
        if (!run->message.empty()) entry["message"] = run->message;
        result.push_back(std::move(entry));
    }
    return result;
}

json curve_json(const std::vector<const StudyRun*>& finished) {
    struct Epoch {
        int64_t pairs = 0;
        std::vector<double> iou, loss;
    };
    std::map<int64_t, Epoch> epochs;
    for (const StudyRun* run : finished) {
        for (const StudyPoint& point : run->curve) {
            Epoch& epoch = epochs[point.epoch];
            epoch.pairs = point.pairs;
            epoch.iou.push_back(point.iou);
            epoch.loss.push_back(point.loss);
        }
    }
    json curve = json::array();
    for (const auto& [number, epoch] : epochs) {
        curve.push_back({{"epoch", number},
                         {"pairs", epoch.pairs},
                         {"iou", spread_json(epoch.iou)},
                         {"loss", spread_json(epoch.loss)}});
    }
    return curve;
}

json published_json(const Study& study, const StudyVariant& variant,
                    const std::vector<PublishedResult>& published) {
    json rows = json::array();
    if (variant.published_setting.empty()) return rows;
    for (const PublishedResult& row : published) {
        if (row.table != study.published_table || row.setting != variant.published_setting) continue;
        json entry = {{"dataset", row.dataset}, {"scores", row.scores}};
        if (!row.note.empty()) entry["note"] = row.note;
        rows.push_back(std::move(entry));
    }
    return rows;
}

json variant_json(const StudyPlan& plan, size_t index, const std::vector<StudyRun>& runs,
                  const std::vector<PublishedResult>& published) {
    const StudyVariant& variant = plan.study.variants[index];
    std::vector<const StudyRun*> own, finished;
    std::map<int64_t, const StudyRun*> baselines;
    for (const StudyRun& run : runs) {
        if (run.variant == index) own.push_back(&run);
        if (run.variant == index && run.state == "finished") finished.push_back(&run);
        if (run.variant == 0 && run.state == "finished") baselines[run.seed] = &run;
    }
    Samples scores, differences;
    for (const StudyRun* run : finished) {
        add(scores, numbers_of(*run));
        const auto baseline = baselines.find(run->seed);
        if (index > 0 && baseline != baselines.end()) {
            add(differences, difference(numbers_of(*run), numbers_of(*baseline->second)));
        }
    }
    return {{"name", variant.name},
            {"settings", variant.settings},
            {"runs", runs_json(own)},
            {"summary", samples_json(scores)},
            {"differences", samples_json(differences)},
            {"published", published_json(plan.study, variant, published)},
            {"curve", curve_json(finished)}};
}

}  // namespace

Spread spread_of(const std::vector<double>& values) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const auto count = static_cast<double>(values.size());
    if (values.empty()) return {kNone, kNone, 0};
    double sum = 0;
    for (const double value : values) sum += value;
    const double mean = sum / count;
    double squares = 0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return {mean, values.size() > 1 ? std::sqrt(squares / (count - 1)) : kNone,
            static_cast<int>(values.size())};
}

json study_json(const StudyPlan& plan, const std::vector<StudyRun>& runs,
                const std::vector<PublishedResult>& published) {
    json variants = json::array();
    for (size_t i = 0; i < plan.study.variants.size(); ++i) {
        variants.push_back(variant_json(plan, i, runs, published));
    }
    const int64_t pairs_per_step = int64_t{plan.options.batch_size} * plan.options.optimizer.accumulate;
    const int64_t steps = plan.options.data.pairs_per_epoch / pairs_per_step;
    return {{"version", 1},
            {"study", plan.study.name},
            {"title", plan.study.title},
            {"notes",
             {"The paper's numbers come from its own budget, network and benchmarks: compare the differences "
              "between variants, not the numbers.",
              "sd is the sample standard deviation over seeds."}},
            {"complete", runs.size() == plan.seeds.size() * plan.study.variants.size()},
            {"budget",
             {{"pairs_per_run", steps * pairs_per_step * plan.options.epochs},
              {"epochs", plan.options.epochs},
              {"batch_size", pairs_per_step},
              {"seeds", plan.seeds}}},
            {"variants", std::move(variants)}};
}

}  // namespace rtrack
