#include "training/study/study_report.h"

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "training/study/study_json.h"

namespace rtrack {
namespace {

constexpr char kDataset[] = "got10k:data/val";

StudyRun run_of(size_t variant, int64_t seed, double ao, double last_iou) {
    StudyRun run;
    run.variant = variant;
    run.seed = seed;
    run.folder = "run";
    run.state = "finished";
    run.curve = {{1, 100, 0.1, 5}, {2, 200, last_iou, 4}};
    run.scores = {{kDataset, {{"ao", ao}}}};
    return run;
}

/// Two variants, two seeds; one run of the second has diverged.
nlohmann::json example() {
    StudyPlan plan;
    plan.study = {"table-x", "An example", "x", {{"first", {"a=1"}, "#1"}, {"second", {"a=2"}, "#2"}}};
    plan.options.batch_size = 10;
    plan.options.epochs = 2;
    plan.options.data.pairs_per_epoch = 105;
    plan.seeds = {1, 2};
    StudyRun diverged;
    diverged.variant = 1;
    diverged.seed = 2;
    diverged.state = "diverged";
    diverged.message = "training diverged at step 3";
    std::vector<PublishedResult> published(3);
    published[0] = {"x", "RTrack", "#1", "got10k", {}, {}, {}, {{"ao", 0.7}}, ""};
    published[1] = {"x", "RTrack", "#2", "got10k", {}, {}, {}, {{"ao", 0.75}}, ""};
    published[2] = {"y", "RTrack", "#2", "got10k", {}, {}, {}, {{"ao", 0.1}}, "another table"};
    return study_json(
        plan, {run_of(0, 1, 0.4, 0.5), run_of(1, 1, 0.5, 0.7), run_of(0, 2, 0.6, 0.6), diverged}, published);
}

TEST(StudyReport, SpreadIsTheSampleStandardDeviation) {
    const Spread spread = spread_of({1, 2, 4});
    EXPECT_DOUBLE_EQ(spread.mean, 7.0 / 3);
    EXPECT_DOUBLE_EQ(spread.deviation, std::sqrt((16.0 + 1 + 25) / 9 / 2));
    EXPECT_EQ(spread.count, 3);
    EXPECT_TRUE(std::isnan(spread_of({1}).deviation));
    EXPECT_TRUE(std::isnan(spread_of({}).mean));
}

TEST(StudyReport, MeansAndPairedDifferencesLeaveDivergedRunsOut) {
    const nlohmann::json study = example();
    const nlohmann::json& first = study.at("variants").at(0);
    const nlohmann::json& second = study.at("variants").at(1);
    EXPECT_NEAR(first.at("summary").at(kDataset).at("ao").at("mean"), 0.5, 1e-12);
    EXPECT_NEAR(first.at("summary").at(kDataset).at("ao").at("sd"), std::sqrt(0.02), 1e-12);
    EXPECT_TRUE(first.at("differences").empty());
    EXPECT_EQ(second.at("summary").at(kDataset).at("ao").at("seeds"), 1);
    EXPECT_TRUE(second.at("summary").at(kDataset).at("ao").at("sd").is_null());
    EXPECT_NEAR(second.at("differences").at(kDataset).at("ao").at("mean"), 0.1, 1e-12);  // seed 1 with seed 1
    EXPECT_NEAR(second.at("differences").at("training").at("iou_all_epochs").at("mean"), 0.1, 1e-12);
    EXPECT_EQ(second.at("runs").at(1).at("state"), "diverged");
    EXPECT_EQ(second.at("published").size(), 1U);
    EXPECT_EQ(study.at("complete"), true);
    EXPECT_EQ(study.at("budget").at("pairs_per_run"), 200);  // whole batches only
}

TEST(StudyReport, CurvesAreMeansOverSeeds) {
    const nlohmann::json curve = example().at("variants").at(0).at("curve");
    ASSERT_EQ(curve.size(), 2U);
    EXPECT_EQ(curve.at(1).at("pairs"), 200);
    EXPECT_NEAR(curve.at(1).at("iou").at("mean"), 0.55, 1e-12);
    EXPECT_EQ(curve.at(1).at("iou").at("seeds"), 2);
}

TEST(StudyReport, TableHasThePapersNumbersBesideOurs) {
    const std::string table = study_table_csv(example());
    EXPECT_NE(table.find("first,got10k:data/val,ao,0.5,0.141421,2,,,0.7,\n"), std::string::npos) << table;
    EXPECT_NE(table.find("second,got10k:data/val,ao,0.5,,1,0.1,,0.75,0.05\n"), std::string::npos) << table;
    EXPECT_NE(table.find("second,training,iou,0.7,,1,0.2,,,\n"), std::string::npos) << table;
    const std::string curves = study_curves_csv(example());
    EXPECT_NE(curves.find("first,2,200,0.55,0.0707107,4,0,2\n"), std::string::npos) << curves;
    const std::string text = study_text(example());
    EXPECT_NE(text.find("(1 diverged)"), std::string::npos) << text;
}

TEST(StudyReport, CommasInNamesAreQuoted) {
    nlohmann::json study = example();
    nlohmann::json& summary = study["variants"][0]["summary"];
    summary["got10k:a,\"b\""] = summary[kDataset];
    EXPECT_NE(study_table_csv(study).find("first,\"got10k:a,\"\"b\"\"\",ao,"), std::string::npos);
}

}  // namespace
}  // namespace rtrack
