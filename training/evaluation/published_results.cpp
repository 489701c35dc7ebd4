#include "training/evaluation/published_results.h"

#include <algorithm>
#include <fstream>

#include <nlohmann/json.hpp>

#include "tracking/base/error.h"

namespace rtrack {

using nlohmann::json;

namespace {

std::optional<int64_t> count_of(const json& entry, const char* name) {
    const auto value = entry.find(name);
    if (value == entry.end()) return std::nullopt;
    return value->get<int64_t>();
}

PublishedResult result_of(const json& entry) {
    PublishedResult result;
    result.table = entry.at("table");
    result.tracker = entry.at("tracker");
    result.setting = entry.value("setting", "");
    result.dataset = entry.at("dataset");
    result.epochs = count_of(entry, "epochs");
    result.pairs_per_epoch = count_of(entry, "pairs_per_epoch");
    result.training_pairs = count_of(entry, "training_pairs");
    for (const auto& [name, percent] : entry.at("scores").items()) {
        if (!percent.is_null()) result.scores[name] = percent.get<double>() / 100;
    }
    result.note = entry.value("note", "");
    return result;
}

}  // namespace

std::vector<PublishedResult> read_published_results(const std::filesystem::path& file) {
    std::vector<PublishedResult> results;
    try {
        std::ifstream stream(file);
        const json document = json::parse(stream);
        if (document.at("version") != 1 || document.at("unit") != "percent") {
            throw Error(ErrorCode::Data, file.string() + " is of a version that this program does not read.");
        }
        for (const json& entry : document.at("results")) results.push_back(result_of(entry));
    } catch (const json::exception& failure) {
        throw Error(ErrorCode::Data,
                    "Cannot read the published results " + file.string() + ": " + failure.what() + ".");
    }
    return results;
}

std::vector<PublishedResult> published_on(const std::vector<PublishedResult>& results,
                                          const std::string& dataset, const std::string& score) {
    std::vector<PublishedResult> found;
    for (const PublishedResult& result : results) {
        if (result.dataset == dataset && result.scores.contains(score)) found.push_back(result);
    }
    std::stable_sort(found.begin(), found.end(), [&](const PublishedResult& a, const PublishedResult& b) {
        return a.scores.at(score) > b.scores.at(score);
    });
    return found;
}

}  // namespace rtrack
