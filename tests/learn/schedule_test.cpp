#include "training/learn/schedule.h"

#include <gtest/gtest.h>

namespace rtrack {
namespace {

TEST(Schedule, StepDropsToATenthAtFourFifths) {
    const ScheduleOptions options;
    EXPECT_EQ(schedule_factor(options, 0, 0), 1);
    EXPECT_EQ(schedule_factor(options, 799, 0.799), 1);
    EXPECT_EQ(schedule_factor(options, 800, 0.8), 0.1);
    EXPECT_EQ(schedule_factor(options, 1000, 1), 0.1);
}

TEST(Schedule, CosineFallsFromOneToItsFinalShare) {
    ScheduleOptions options;
    options.kind = "cosine";
    EXPECT_DOUBLE_EQ(schedule_factor(options, 0, 0), 1);
    EXPECT_DOUBLE_EQ(schedule_factor(options, 50, 0.5), 0.505);
    EXPECT_DOUBLE_EQ(schedule_factor(options, 100, 1), 0.01);
    EXPECT_DOUBLE_EQ(schedule_factor(options, 120, 1.2), 0.01);
}

TEST(Schedule, WarmUpRisesLinearlyAndThenLeavesTheRateAlone) {
    ScheduleOptions options;
    options.kind = "constant";
    options.warmup_steps = 4;
    EXPECT_DOUBLE_EQ(schedule_factor(options, 0, 0), 0.25);
    EXPECT_DOUBLE_EQ(schedule_factor(options, 1, 0), 0.5);
    EXPECT_DOUBLE_EQ(schedule_factor(options, 3, 0), 1);
    EXPECT_DOUBLE_EQ(schedule_factor(options, 4, 0), 1);
}

TEST(AverageDecay, RisesToTheGivenDecay) {
    EXPECT_DOUBLE_EQ(average_decay(0.998, 1), 2.0 / 21);
    EXPECT_DOUBLE_EQ(average_decay(0.998, 100000), 0.998);
}

}  // namespace
}  // namespace rtrack
