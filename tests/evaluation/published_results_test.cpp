#include "training/evaluation/published_results.h"

#include <set>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"
#include "training/evaluation/dataset.h"

namespace rtrack {
namespace {

std::vector<PublishedResult> shipped() {
    return read_published_results(RTRACK_SOURCE_DIR "/resources/published_results.json");
}

const PublishedResult& find(const std::vector<PublishedResult>& results, const std::string& table,
                            const std::string& tracker, const std::string& dataset,
                            const std::string& setting = "") {
    for (const PublishedResult& result : results) {
        if (result.table == table && result.tracker == tracker && result.dataset == dataset &&
            (setting.empty() || result.setting == setting)) {
            return result;
        }
    }
    throw std::runtime_error("no such entry");
}

TEST(PublishedResults, HoldTheTablesInFull) {
    const auto results = shipped();
    std::map<std::string, size_t> numbers;
    for (const PublishedResult& result : results) numbers[result.table] += result.scores.size();
    // Cells with a number, counted in the paper: table 1 is 10 x 3 less two dashes, table 2 is 11 x 3 less
    // three, ...
    const std::map<std::string, size_t> expected = {{"1", 28},  {"2", 29},  {"3a", 42},
                                                    {"3b", 15}, {"3c", 15}, {"3d", 18},
                                                    {"A1", 31}, {"A2a", 4}, {"A2b", 21}};
    EXPECT_EQ(numbers, expected);
}

TEST(PublishedResults, AreFractionsWithTrainingCost) {
    const auto results = shipped();
    const PublishedResult& small = find(results, "1", "RTrack-256", "got10k");
    EXPECT_NEAR(small.scores.at("ao"), 0.746, 1e-12);
    EXPECT_NEAR(small.scores.at("sr_75"), 0.721, 1e-12);
    EXPECT_EQ(small.epochs, 35);
    EXPECT_EQ(small.training_pairs, 2100000);
    EXPECT_EQ(*small.epochs * *small.pairs_per_epoch, *small.training_pairs);
    EXPECT_FALSE(find(results, "1", "SwinV2", "got10k").scores.contains("sr_50"));
    EXPECT_NEAR(find(results, "3b", "RTrack", "lasot", "centre distance, top 12").scores.at("auc"), 0.679,
                1e-12);
    EXPECT_NEAR(find(results, "A1", "RTrack", "uav123").scores.at("auc"), 0.695, 1e-12);
    EXPECT_NEAR(find(results, "A2b", "RTrack-300", "trackingnet").scores.at("precision"), 0.833, 1e-12);
}

TEST(PublishedResults, NameKnownKindsAndScores) {
    const std::set<std::string> scores = {"ao", "sr_50", "sr_75", "auc", "precision", "norm_precision"};
    const std::set<std::string> kinds(dataset_kinds().begin(), dataset_kinds().end());
    for (const PublishedResult& result : shipped()) {
        EXPECT_TRUE(kinds.contains(result.dataset)) << result.dataset;
        for (const auto& [name, value] : result.scores) {
            EXPECT_TRUE(scores.contains(name)) << name;
            EXPECT_GT(value, 0.5);
            EXPECT_LT(value, 1.0);
        }
    }
}

TEST(PublishedResults, AreListedBestFirst) {
    const auto best = published_on(shipped(), "trackingnet", "auc");
    ASSERT_FALSE(best.empty());
    EXPECT_EQ(best.front().tracker, "RTrack-384");
    EXPECT_TRUE(published_on(shipped(), "uav123", "ao").empty());
}

TEST(PublishedResults, ReportsABrokenFile) {
    TemporaryFolder folder;
    folder.write("broken.json", "{\"version\": 1, \"unit\": \"percent\", \"results\": [{}]}");
    for (const char* name : {"broken.json", "missing.json"}) {
        EXPECT_THROW((void)read_published_results(folder.path() / name), Error);
    }
}

}  // namespace
}  // namespace rtrack
