#include "tracking/trackers/opencv_trackers.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/trackers/moving_patch.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

class OpencvTrackers : public testing::TestWithParam<std::string> {
protected:
    // Tests run side by side: threads that wait for each other on a busy machine cost minutes.
    void SetUp() override { set_opencv_threads(1); }
};

/// Largest distance of the boxes' centres from the truth, tracked from `first` to `last`.
double worst_error(Tracker& tracker, MovingPatch& scene, int64_t first, int64_t last) {
    const int64_t step = last < first ? -1 : 1;
    tracker.init(*scene.read(first), scene.truth(first));
    double worst = 0;
    for (int64_t i = first + step; i != last + step; i += step) {
        const Point found = tracker.update(*scene.read(i)).box.center();
        const Point truth = scene.truth(i).center();
        worst = std::max(worst, std::hypot(found.x - truth.x, found.y - truth.y));
    }
    return worst;
}

TEST_P(OpencvTrackers, RefuseToUpdateBeforeInit) {
    const auto tracker = make_opencv_tracker(GetParam());
    EXPECT_THROW((void)tracker->update(Image(64, 64)), Error);
}

TEST_P(OpencvTrackers, RefuseABoxWithoutSizeOrOutsideTheFrame) {
    const auto tracker = make_opencv_tracker(GetParam());
    const Image frame(64, 64);
    for (const Box& box : {Box{10, 10, 0, 10}, Box{10, 10, -5, 10}, Box{64, 10, 5, 5}, Box{-20, 0, 20, 20}}) {
        EXPECT_THROW(tracker->init(frame, box), Error) << to_string(box);
    }
}

TEST_P(OpencvTrackers, RefuseAFrameOfAnotherSize) {
    MovingPatch scene(3, 2, 0);
    const auto tracker = make_opencv_tracker(GetParam());
    tracker->init(*scene.read(0), scene.truth(0));
    EXPECT_THROW((void)tracker->update(Image(64, 64)), Error);
}

TEST_P(OpencvTrackers, GiveFiniteBoxesThatTouchTheFrameForHostileBoxes) {
    MovingPatch scene(6, 3, 1);
    for (const Box& box :
         {Box{100, 80, 1, 1}, Box{318, 238, 50, 50}, Box{-300, -300, 2000, 2000}, Box{0, 0, 320, 240},
          Box{10, 5, 3, 200}, Box{0.4, 0.4, 0.2, 0.2}, Box{319.5, 100, 40, 4}}) {
        const auto tracker = make_opencv_tracker(GetParam());
        try {
            tracker->init(*scene.read(0), box);
        } catch (const Error& refused) {  // OpenCV cannot start here: an error that says so is right
            EXPECT_NE(std::string(refused.what()).find("cannot start"), std::string::npos);
            continue;
        }
        for (int64_t i = 1; i < 4; ++i) {
            const TrackResult result = tracker->update(*scene.read(i));
            EXPECT_TRUE(result.box.valid()) << to_string(box);
            EXPECT_GT(clipped(result.box, 320, 240).area(), 0) << to_string(box);
            EXPECT_TRUE(result.score == 0 || result.score == 1);
        }
    }
}

TEST_P(OpencvTrackers, RepeatThemselvesExactly) {
    if (GetParam() == "mil") GTEST_SKIP() << "OpenCV's MIL samples by the clock";
    MovingPatch scene(8, 2, 1);
    std::vector<Box> runs[2];
    for (std::vector<Box>& boxes : runs) {
        const auto tracker = make_opencv_tracker(GetParam());
        tracker->init(*scene.read(0), scene.truth(0));
        for (int64_t i = 1; i < 8; ++i) boxes.push_back(tracker->update(*scene.read(i)).box);
    }
    EXPECT_EQ(runs[0], runs[1]);
}

INSTANTIATE_TEST_SUITE_P(All, OpencvTrackers, testing::ValuesIn(opencv_tracker_names()));

// A tracker that answers one frame late would be off by 5 px, the step. CSRT's boxes are whole pixels: 2 px
// are rounding of place and size.
TEST(Csrt, HasNoLagForward) {
    MovingPatch scene(12, 4, 3);
    EXPECT_LT(worst_error(*make_opencv_tracker("csrt"), scene, 0, 11), 2.5);
}

TEST(Csrt, HasNoLagBackward) {
    MovingPatch scene(12, 4, 3);
    EXPECT_LT(worst_error(*make_opencv_tracker("csrt"), scene, 11, 0), 2.5);
}

TEST(MakeOpencvTracker, NamesTheNearestForAnUnknownOne) {
    const std::string message =
        message_of_error(ErrorCode::Argument, [] { (void)make_opencv_tracker("crst"); });
    EXPECT_NE(message.find("csrt"), std::string::npos) << message;
}

}  // namespace
}  // namespace rtrack
