#include "training/study/study_table.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tracking/base/error.h"
#include "training/evaluation/published_results.h"
#include "training/study/study_run.h"

namespace rtrack {
namespace {

std::vector<PublishedResult> paper() {
    return read_published_results("resources/published_results.json");
}

TEST(StudyTable, EveryVariantSetsExistingOptionsToAllowedValuesThatFitTogether) {
    for (const std::string& preset : train_presets()) {
        for (const Study& study : studies()) {
            if (study.preset == "shipped" && preset != "shipped") continue;  // the paper's fit every preset
            const StudyPlan plan = {study, train_preset(preset), {1}, "unused"};
            for (const StudyVariant& variant : study.variants) {
                EXPECT_NO_THROW((void)options_of_run(plan, variant, 1)) << study.name << " " << variant.name;
            }
        }
    }
}

TEST(StudyTable, NoTwoVariantsOfAStudyAreTheSame) {
    for (const Study& study : studies()) {
        std::set<std::string> names;
        std::map<std::map<std::string, std::string>, std::string> by_options;
        const StudyPlan plan = {study, train_preset(study.preset), {1}, "unused"};
        for (const StudyVariant& variant : study.variants) {
            EXPECT_TRUE(names.insert(variant.name).second) << study.name << " " << variant.name;
            TrainOptions options = options_of_run(plan, variant, 1);
            OptionTable table;
            options.describe(table);
            const auto [other, is_new] = by_options.emplace(table.to_map(), variant.name);
            EXPECT_TRUE(is_new) << study.name << ": " << variant.name << " is " << other->second;
        }
    }
}

TEST(StudyTable, EveryRowOfAPublishedTableHasItsVariant) {
    for (const Study& study : studies()) {
        std::set<std::string> printed, trained;
        for (const PublishedResult& row : paper()) {
            if (row.table == study.published_table) printed.insert(row.setting);
        }
        for (const StudyVariant& variant : study.variants) {
            if (!variant.published_setting.empty()) trained.insert(variant.published_setting);
        }
        EXPECT_EQ(trained, printed) << study.name;
        EXPECT_EQ(study.published_table.empty(), trained.empty()) << study.name;
    }
}

TEST(StudyTable, UnknownStudyNamesTheNearestOne) {
    const std::string message = message_of_error(ErrorCode::Argument, [] { (void)find_study("table-3e"); });
    EXPECT_NE(message.find("table-3"), std::string::npos) << message;
}

TEST(StudyTable, VariedOptionsAreTheOnesInTheSettings) {
    EXPECT_EQ(varied_options(find_study("table-3a")),
              (std::vector<std::string>{"assigner.candidates", "assigner.kind", "assigner.leading",
                                        "assigner.order", "loss.affinity_weight"}));
}

}  // namespace
}  // namespace rtrack
