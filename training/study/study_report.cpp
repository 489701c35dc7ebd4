#include "training/study/study_report.h"

#include <cstdio>
#include <vector>

#include <nlohmann/json.hpp>

#include "tracking/base/atomic_file.h"

namespace rtrack {

using nlohmann::json;

namespace {

/// The value behind these keys; null where one of them is absent.
json value_at(const json& root, const std::vector<std::string>& keys) {
    const json* value = &root;
    for (const std::string& key : keys) {
        if (!value->is_object() || !value->contains(key)) return nullptr;
        value = &value->at(key);
    }
    return *value;
}

/// The paper's number of this score on the benchmark of the data set's kind ("got10k" of "got10k:data/val").
json published_score(const json& variant, const std::string& dataset, const std::string& score) {
    for (const json& row : variant.at("published")) {
        if (row.at("dataset") == dataset.substr(0, dataset.find(':')))
            return value_at(row, {"scores", score});
    }
    return nullptr;
}

json published_difference(const json& study, const json& variant, const std::string& dataset,
                          const std::string& score) {
    const json& baseline = study.at("variants").front();
    if (variant.at("name") == baseline.at("name")) return nullptr;
    const json own = published_score(variant, dataset, score);
    const json other = published_score(baseline, dataset, score);
    if (own.is_null() || other.is_null()) return nullptr;
    return own.get<double>() - other.get<double>();
}

std::string csv_text(const json& value) {
    if (value.is_null()) return "";
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_number_float()) return value.dump();
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value.get<double>());
    return text;
}

std::string csv_line(const std::vector<json>& values) {
    std::string line;
    for (const json& value : values) {
        std::string text = csv_text(value);
        if (text.find_first_of(",\"\n") != std::string::npos) {  // a data set's path may hold anything
            for (size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2)) {
                text.insert(at, 1, '"');
            }
            text = '"' + text + '"';
        }
        line += (line.empty() ? "" : ",") + text;
    }
    return line + "\n";
}

std::string percent(const json& spread) {
    const json mean = value_at(spread, {"mean"});
    if (mean.is_null()) return "-";
    char text[48];
    const json deviation = value_at(spread, {"sd"});
    if (deviation.is_null()) {
        std::snprintf(text, sizeof text, "%.1f", 100 * mean.get<double>());
    } else {
        std::snprintf(text, sizeof text, "%.1f +- %.1f", 100 * mean.get<double>(),
                      100 * deviation.get<double>());
    }
    return text;
}

std::string main_score(const std::string& dataset) {
    if (dataset == "training") return "iou";
    return dataset.substr(0, dataset.find(':')) == "got10k" ? "ao" : "auc";
}

/// The data sets that any variant was scored on, "training" among them.
std::vector<std::string> datasets_in(const json& study) {
    json found = json::object();
    for (const json& variant : study.at("variants")) found.update(variant.at("summary"));
    std::vector<std::string> names;
    for (const auto& [name, unused] : found.items()) names.push_back(name);
    return names;
}

std::string padded(const std::string& text, size_t width) {
    const size_t missing = text.size() < width ? width - text.size() : 0;
    return text + std::string(missing, ' ');
}

}  // namespace

std::string study_table_csv(const json& study) {
    std::string text =
        "variant,dataset,score,mean,sd,seeds,difference,difference_sd,published,published_difference\n";
    for (const json& variant : study.at("variants")) {
        for (const auto& [dataset, scores] : variant.at("summary").items()) {
            for (const auto& [score, spread] : scores.items()) {
                const json difference = value_at(variant, {"differences", dataset, score});
                text += csv_line({variant.at("name"), dataset, score, spread.at("mean"), spread.at("sd"),
                                  spread.at("seeds"), value_at(difference, {"mean"}),
                                  value_at(difference, {"sd"}), published_score(variant, dataset, score),
                                  published_difference(study, variant, dataset, score)});
            }
        }
    }
    return text;
}

std::string study_curves_csv(const json& study) {
    std::string text = "variant,epoch,pairs,iou,iou_sd,loss,loss_sd,seeds\n";
    for (const json& variant : study.at("variants")) {
        for (const json& point : variant.at("curve")) {
            const json& iou = point.at("iou");
            const json& loss = point.at("loss");
            text += csv_line({variant.at("name"), point.at("epoch"), point.at("pairs"), iou.at("mean"),
                              iou.at("sd"), loss.at("mean"), loss.at("sd"), iou.at("seeds")});
        }
    }
    return text;
}

std::string study_text(const json& study) {
    std::string text = study.at("study").get<std::string>() + ": " + study.at("title").get<std::string>() +
                       "\n" + study.at("budget").dump() + "\n";
    for (const std::string& dataset : datasets_in(study)) {
        const std::string score = main_score(dataset);
        text += "\n" + padded(dataset + ", " + score + " in %", 40) + padded("mean +- sd", 17) +
                padded("less the first's", 17) + "paper\n";
        for (const json& variant : study.at("variants")) {
            int diverged = 0;
            for (const json& run : variant.at("runs")) diverged += run.at("state") == "diverged" ? 1 : 0;
            const json paper = published_score(variant, dataset, score);
            text += "  " + padded(variant.at("name"), 38) +
                    padded(percent(value_at(variant, {"summary", dataset, score})), 17) +
                    padded(percent(value_at(variant, {"differences", dataset, score})), 17) +
                    (paper.is_null() ? "-" : percent({{"mean", paper}})) +
                    (diverged > 0 ? "   (" + std::to_string(diverged) + " diverged)" : "") + "\n";
        }
    }
    for (const json& note : study.at("notes")) text += note.get<std::string>() + "\n";
    return text;
}

void write_study(const std::filesystem::path& folder, const json& study) {
    write_whole_file(folder / "study.json", study.dump(1) + "\n");
    write_whole_file(folder / "table.csv", study_table_csv(study));
    write_whole_file(folder / "curves.csv", study_curves_csv(study));
}

}  // namespace rtrack
