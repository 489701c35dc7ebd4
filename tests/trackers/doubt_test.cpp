#include "tracking/trackers/doubt.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

TrackResult result_at(double x, double y, double width = 40, double height = 40, double score = 0.9) {
    TrackResult result;
    result.box = {x, y, width, height};
    result.init_box = result.box;
    result.score = score;
    for (int i = 0; i < 9; ++i) {
        result.points.push_back({x + width * (i % 3) / 2.0, y + height * (i / 3) / 2.0});
    }
    return result;
}

/// Follows a steady motion over `frames` frames and expects no doubt.
void follow(DoubtWatch& watch, int frames, double step = 6) {
    watch.start(0, nullptr, result_at(100, 100).box);
    for (int i = 1; i <= frames; ++i) {
        EXPECT_FALSE(watch.look(i, nullptr, result_at(100 + step * i, 100))) << "frame " << i;
    }
}

/// Gives the boxes it was told to, frame after frame.
class ScriptedTracker : public Tracker {
public:
    explicit ScriptedTracker(std::vector<Box> boxes) : boxes_(std::move(boxes)) {}
    [[nodiscard]] std::string description() const override { return "scripted"; }
    void init(const Image&, const Box& box) override { started_on = box; }
    [[nodiscard]] TrackResult update(const Image&) override {
        TrackResult result;
        result.box = boxes_.at(next_++);
        return result;
    }

    Box started_on;

private:
    std::vector<Box> boxes_;
    size_t next_ = 0;
};

TEST(DoubtWatch, HasNoneAboutSteadyMotion) {
    DoubtWatch watch(DoubtOptions{});
    follow(watch, 40);
}

TEST(DoubtWatch, HasNoneWhenAMovingObjectStops) {
    DoubtWatch watch(DoubtOptions{});
    follow(watch, 10, 30);
    EXPECT_FALSE(watch.look(11, nullptr, result_at(400, 100)));
}

TEST(DoubtWatch, NamesALowScore) {
    DoubtWatch watch(DoubtOptions{});
    follow(watch, 10);
    const auto doubt = watch.look(11, nullptr, result_at(166, 100, 40, 40, 0.1));
    ASSERT_TRUE(doubt);
    EXPECT_EQ(doubt->reason, DoubtReason::LowScore);
    EXPECT_EQ(doubt->frame_index, 11);
    EXPECT_EQ(doubt->text(), "The score is 0.10, below 0.45.");
}

TEST(DoubtWatch, TakesAScoreThatIsNotANumberForALowOne) {
    DoubtWatch watch(DoubtOptions{});
    follow(watch, 3);
    const auto doubt = watch.look(4, nullptr, result_at(124, 100, 40, 40, std::nan("")));
    ASSERT_TRUE(doubt);
    EXPECT_EQ(doubt->reason, DoubtReason::LowScore);
}

TEST(DoubtWatch, NamesAJumpInSizeEitherWay) {
    for (const double size : {80.0, 20.0}) {
        DoubtWatch watch(DoubtOptions{});
        follow(watch, 10);
        const auto doubt = watch.look(11, nullptr, result_at(186 - size / 2, 120 - size / 2, size, size));
        ASSERT_TRUE(doubt) << size;
        EXPECT_EQ(doubt->reason, DoubtReason::SizeJump);
        EXPECT_NEAR(doubt->value, 2, 1e-9);
    }
}

TEST(DoubtWatch, HasNoneAboutSlowGrowth) {
    DoubtWatch watch(DoubtOptions{});
    watch.start(0, nullptr, result_at(100, 100).box);
    for (int i = 1; i < 30; ++i) {
        const double size = 40 * std::pow(1.08, i);
        EXPECT_FALSE(watch.look(i, nullptr, result_at(100 - size / 2, 100 - size / 2, size, size))) << i;
    }
}

TEST(DoubtWatch, NamesAJumpInPlace) {
    DoubtWatch watch(DoubtOptions{});
    follow(watch, 10);
    const auto doubt = watch.look(11, nullptr, result_at(166, 180));
    ASSERT_TRUE(doubt);
    EXPECT_EQ(doubt->reason, DoubtReason::PlaceJump);
    EXPECT_NEAR(doubt->value, 2, 1e-9);
}

TEST(DoubtWatch, JudgesAFastMotionByItself) {
    DoubtWatch watch(DoubtOptions{});
    watch.start(0, nullptr, result_at(0, 100).box);
    EXPECT_FALSE(watch.look(1, nullptr, result_at(30, 100)));
    for (int i = 2; i < 20; ++i) EXPECT_FALSE(watch.look(i, nullptr, result_at(35.0 * i, 100))) << i;
}

TEST(DoubtWatch, NamesPointsThatLeaveTheirPlaces) {
    DoubtWatch watch(DoubtOptions{});
    follow(watch, 10);
    TrackResult result = result_at(166, 100);
    std::reverse(result.points.begin(), result.points.end());  // the hull stays the same
    const auto doubt = watch.look(11, nullptr, result);
    ASSERT_TRUE(doubt);
    EXPECT_EQ(doubt->reason, DoubtReason::PointsScattered);
}

TEST(DoubtWatch, ForgetsWhatWasBeforeANewStart) {
    DoubtWatch watch(DoubtOptions{});
    follow(watch, 10);
    watch.start(50, nullptr, {500, 300, 200, 100});
    EXPECT_FALSE(watch.look(51, nullptr, result_at(505, 300, 200, 100)));
}

TEST(DoubtWatch, RefusesToLookBeforeItWasStarted) {
    DoubtWatch watch(DoubtOptions{});
    EXPECT_THROW((void)watch.look(1, nullptr, result_at(0, 0)), Error);
}

TEST(DoubtWatch, FindsTheFrameWhereTheWayBackPartsFromTheWayThere) {
    DoubtOptions options;
    options.check_every = 6;
    options.check_stride = 2;
    // Back from frame 6: frame 4 agrees with the forward box, frame 2 does not.
    auto checker =
        std::make_unique<ScriptedTracker>(std::vector<Box>{{124, 100, 40, 40}, {300, 300, 40, 40}});
    const ScriptedTracker& script = *checker;
    DoubtWatch watch(options, std::move(checker));
    const auto image = std::make_shared<const Image>(8, 8);
    watch.start(0, image, result_at(100, 100).box);
    for (int i = 1; i < 6; ++i) EXPECT_FALSE(watch.look(i, image, result_at(100 + 6 * i, 100)));
    const auto doubt = watch.look(6, image, result_at(136, 100));
    EXPECT_EQ(script.started_on, (Box{136, 100, 40, 40}));
    ASSERT_TRUE(doubt);
    EXPECT_EQ(doubt->reason, DoubtReason::Disagreement);
    EXPECT_EQ(doubt->frame_index, 4);
    EXPECT_EQ(doubt->value, 0);
}

TEST(DoubtWatch, IsContentWhenBothWaysAgree) {
    DoubtOptions options;
    options.check_every = 4;
    options.check_stride = 2;
    std::vector<Box> back;
    for (const int frame : {2, 0, 6, 4}) back.push_back(result_at(100 + 6 * frame, 100).box);
    DoubtWatch watch(options, std::make_unique<ScriptedTracker>(back));
    const auto image = std::make_shared<const Image>(8, 8);
    watch.start(0, image, result_at(100, 100).box);
    for (int i = 1; i <= 8; ++i) EXPECT_FALSE(watch.look(i, image, result_at(100 + 6 * i, 100))) << i;
}

TEST(DoubtOptions, AreDeclaredWithinTheirRanges) {
    DoubtOptions options;
    OptionTable table;
    options.describe(table);
    EXPECT_THROW(table.set("lowest_score", "1.5"), Error);
    table.set("lowest_score", "0.5");
    EXPECT_EQ(options.lowest_score, 0.5);
}

}  // namespace
}  // namespace rtrack
