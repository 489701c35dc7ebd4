#include "tracking/base/synthetic_scene.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

SceneOptions small(bool distractor = true, bool occluder = true) {
    SceneOptions options;
    options.width = 320;
    options.height = 180;
    options.distractor = distractor;
    options.occluder = occluder;
    return options;
}

TEST(SyntheticScene, FollowsFromOptionsAndIndexAlone) {
    SyntheticScene first(small());
    SyntheticScene second(small());
    EXPECT_EQ(*first.read(120), *second.read(120));
    (void)first.read(7);
    EXPECT_EQ(*first.read(120), *second.read(120));
    SceneOptions other = small();
    other.seed = 2;
    EXPECT_FALSE(*first.read(120) == *SyntheticScene(other).read(120));
}

TEST(SyntheticScene, TheTopOfTheTruthIsWhereTheBallBegins) {
    SyntheticScene scene(small(false, false));
    SyntheticScene with_all(small(true, true));
    for (const int64_t index : {0, 33, 77, 150, 222, 299}) {
        const SceneTruth truth = scene.truth(index);
        EXPECT_EQ(truth.box, with_all.truth(index).box);
        EXPECT_NEAR(truth.visible, 1, 1e-12);
        EXPECT_TRUE(truth.box.valid());
        // Just below the top there is ball, just above it none: the colours differ.
        const ImagePtr image = scene.read(index);
        const Point center = truth.box.center();
        const int x = static_cast<int>(center.x);
        const auto difference = [&](int y1, int y2) {
            int sum = 0;
            for (int c = 0; c < 3; ++c)
                sum += std::abs(image->row(y1)[3 * x + c] - image->row(y2)[3 * x + c]);
            return sum;
        };
        const int top = static_cast<int>(truth.box.y);
        EXPECT_GT(difference(top - 2, top + 4), 25) << "frame " << index;
    }
}

TEST(SyntheticScene, TheTrunkCoversPartOfTheTargetForAWhile) {
    SyntheticScene scene(small());
    int covered = 0;
    double least = 1;
    for (int64_t i = 0; i < scene.frame_count(); ++i) {
        const double visible = scene.truth(i).visible;
        EXPECT_GE(visible, 0);
        EXPECT_LE(visible, 1);
        covered += visible < 0.9 ? 1 : 0;
        least = std::min(least, visible);
    }
    EXPECT_GT(covered, 10);
    EXPECT_LT(covered, 150);
    EXPECT_LT(least, 0.6);
    EXPECT_GT(least, 0.02);
}

TEST(SyntheticScene, RefusesFramesThatItDoesNotHave) {
    SyntheticScene scene(small());
    EXPECT_THROW((void)scene.read(-1), Error);
    EXPECT_THROW((void)scene.read(300), Error);
    EXPECT_THROW((void)scene.truth(300), Error);
}

}  // namespace
}  // namespace rtrack
