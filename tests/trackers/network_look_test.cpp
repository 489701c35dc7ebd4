#include "tracking/trackers/network_look.h"

#include <gtest/gtest.h>

namespace rtrack {
namespace {

Look look_with(const Box& box, double score, double weighted_score) {
    Look look;
    look.score = score;
    look.weighted_score = weighted_score;
    look.refined_box = look.init_box = box;
    look.points = {{box.x, box.y}, {box.center().x, box.center().y}, {box.right(), box.bottom()}};
    look.usable = true;
    return look;
}

TEST(JoinedLooks, ThatAgreeGiveTheMeanBoxWithThePointsOfTheFirst) {
    const Look both = joined(look_with({10, 20, 40, 20}, 0.9, 0.8), look_with({14, 22, 36, 24}, 0.7, 0.7));
    EXPECT_EQ(both.refined_box, (Box{12, 21, 38, 22}));
    EXPECT_EQ(both.init_box, (Box{10, 20, 40, 20}));
    EXPECT_DOUBLE_EQ(both.score, 0.8);
    ASSERT_EQ(both.points.size(), 3U);
    EXPECT_DOUBLE_EQ(both.points[0].x, 12);
    EXPECT_DOUBLE_EQ(both.points[0].y, 21);
    EXPECT_DOUBLE_EQ(both.points[1].x, both.refined_box.center().x);
    EXPECT_DOUBLE_EQ(both.points[2].x, both.refined_box.right());
    EXPECT_DOUBLE_EQ(both.points[2].y, both.refined_box.bottom());
}

TEST(JoinedLooks, ThatDisagreeGiveTheBetterOneUnderTheWindowWithADoubtfulScore) {
    const Look near = look_with({10, 10, 20, 20}, 0.6, 0.55);
    const Look far = look_with({60, 10, 20, 20}, 0.8, 0.3);
    EXPECT_EQ(joined(near, far).refined_box, near.refined_box);
    EXPECT_EQ(joined(far, near).refined_box, near.refined_box);
    EXPECT_DOUBLE_EQ(joined(far, near).score, 0.7);
}

TEST(JoinedLooks, ThatAreNotFiniteAreLeftOut) {
    const Look good = look_with({10, 10, 20, 20}, 0.6, 0.55);
    const Look unusable;
    EXPECT_DOUBLE_EQ(joined(good, unusable).score, 0.6);
    EXPECT_EQ(joined(unusable, good).refined_box, good.refined_box);
    EXPECT_FALSE(joined(unusable, unusable).usable);
}

}  // namespace
}  // namespace rtrack
