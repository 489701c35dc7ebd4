#include "tracking/trackers/network_look.h"

#include <gtest/gtest.h>

#include "tests/trackers/small_model.h"

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

TEST(JoinedLooks, ThatDisagreeGiveTheBetterOneUnderTheWindowInDoubt) {
    const Look near = look_with({10, 10, 20, 20}, 0.6, 0.55);
    const Look far = look_with({60, 10, 20, 20}, 0.8, 0.3);
    EXPECT_EQ(joined(near, far).refined_box, near.refined_box);
    EXPECT_EQ(joined(far, near).refined_box, near.refined_box);
    EXPECT_DOUBLE_EQ(joined(far, near).score, 0.35);
}

TEST(JoinedLooks, ThatAreNotFiniteAreLeftOut) {
    const Look good = look_with({10, 10, 20, 20}, 0.6, 0.55);
    const Look unusable;
    EXPECT_DOUBLE_EQ(joined(good, unusable).score, 0.6);
    EXPECT_EQ(joined(unusable, good).refined_box, good.refined_box);
    EXPECT_FALSE(joined(unusable, unusable).usable);
}

TEST(Looks, OfAMirroredViewAreThoseOfTheMirroredFrame) {
    const c10::InferenceMode guard;
    const auto network = make_eager_network(RTrackNet(test::small_model(), 4), {"cpu", "fp32", ""});
    constexpr double kWidth = 200;
    at::manual_seed(3);
    const at::Tensor frame = at::randint(0, 256, {160, static_cast<int64_t>(kWidth), 3}, at::kByte);
    const TemplateFeatures features =
        network->encode_template(at::randn({1, 3, 64, 64}), at::full({1, 2}, 0.5F));
    const at::Tensor window = at::rand({64});
    const View view = {features, {{90, 70}, 150, 128}, window, true};
    View same = view;
    same.mirrored = false;
    same.crop.center.x = kWidth - view.crop.center.x;
    StageTimes times;
    const Look actual = look(*network, frame, {view}, {}, false, true, times).front();
    const at::Tensor mirrored = frame.flip(1).contiguous();
    const Look expected = look(*network, mirrored, {same}, {}, false, true, times).front();
    ASSERT_TRUE(actual.usable);
    EXPECT_NEAR(actual.score, expected.score, 1e-5);
    EXPECT_NEAR(actual.weighted_score, expected.weighted_score, 1e-5);
    EXPECT_NEAR(actual.refined_box.x, kWidth - expected.refined_box.right(), 1e-2);
    EXPECT_NEAR(actual.refined_box.y, expected.refined_box.y, 1e-2);
    EXPECT_NEAR(actual.init_box.right(), kWidth - expected.init_box.x, 1e-2);
    ASSERT_EQ(actual.points.size(), 9U);
    for (size_t k = 0; k < 9; ++k) {  // the right column's points are the mirrored left one's
        const Point& point = expected.points[k / 3 * 3 + 2 - k % 3];
        EXPECT_NEAR(actual.points[k].x, kWidth - point.x, 1e-2);
        EXPECT_NEAR(actual.points[k].y, point.y, 1e-2);
    }
    for (size_t bin = 0; bin < 64; ++bin) {
        EXPECT_NEAR(actual.score_map[bin], expected.score_map[bin / 8 * 8 + 7 - bin % 8], 1e-5);
    }
}

}  // namespace
}  // namespace rtrack
