#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rtrack {

/// One tracker on one benchmark, as the paper prints it.
struct PublishedResult {
    std::string table;    ///< "1", "2", "3a" ... "3d", "A1", "A2a", "A2b"
    std::string tracker;  ///< "RTrack-256", "OTrack", ...
    std::string setting;  ///< of an ablation: "centre distance, top 12"; else empty
    std::string dataset;  ///< kind of the benchmark: got10k trackingnet lasot otb uav123
    std::optional<int64_t> epochs;
    std::optional<int64_t> pairs_per_epoch;
    std::optional<int64_t> training_pairs;
    /// By our names (ao sr_50 sr_75 auc precision norm_precision), fractions of 1. What the paper leaves
    /// blank is not in it.
    std::map<std::string, double> scores;
    std::string note;
};

/// Reads resources/published_results.json.
/// @throws Error(Data) naming the file and what is wrong with it.
[[nodiscard]] std::vector<PublishedResult> read_published_results(const std::filesystem::path& file);

/// Those of one benchmark that have the score, best first.
[[nodiscard]] std::vector<PublishedResult> published_on(const std::vector<PublishedResult>& results,
                                                        const std::string& dataset, const std::string& score);

}  // namespace rtrack
