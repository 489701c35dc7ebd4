#include "training/learn/smaller_search.h"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

namespace rtrack {
namespace {

TEST(SmallerSearch, SidesAreThoseOfCalmTargetsInTheShareAskedForAndTheSameAgain) {
    TrainOptions options;
    options.model.search_size = 192;
    options.smaller_searches = 0.5;
    std::map<int, int> steps;
    for (int64_t step = 0; step < 4000; ++step) {
        const int side = search_side_of_step(options, step);
        EXPECT_EQ(side, search_side_of_step(options, step));
        ++steps[side];
    }
    ASSERT_EQ(steps.size(), 3U);  // 12, 10 and 8 tokens
    EXPECT_NEAR(steps.at(192), 2000, 150);
    EXPECT_NEAR(steps.at(160), 1000, 130);
    EXPECT_NEAR(steps.at(128), 1000, 130);

    options.smaller_searches = 0;
    for (int64_t step = 0; step < 100; ++step) EXPECT_EQ(search_side_of_step(options, step), 192);
    options.smaller_searches = 1;
    options.model.search_size = 64;  // four tokens: no smaller part is large enough
    for (int64_t step = 0; step < 100; ++step) EXPECT_EQ(search_side_of_step(options, step), 64);
}

TEST(SmallerSearch, TheTargetKeepsItsPixelsAndItsPlace) {
    Batch batch;
    batch.searches = at::zeros({4, 96, 96, 3}, at::kByte);
    // In the middle, in a corner, with its centre beyond the edge, and not there.
    batch.target_boxes =
        at::tensor({36.F, 40.F, 60.F, 56.F, 0.F, 0.F, 12.F, 12.F, 80.F, 90.F, 120.F, 110.F,  //
                    0.F, 0.F, 0.F, 0.F})
            .reshape({4, 4});
    const at::Tensor boxes = batch.target_boxes.clone();
    batch.searches[0].narrow(0, 40, 16).narrow(1, 36, 24).fill_(200);
    batch.searches[1].narrow(0, 0, 12).narrow(1, 0, 12).fill_(200);
    batch.searches[2].narrow(0, 90, 6).narrow(1, 80, 16).fill_(200);
    batch.searches[3][47][47].fill_(200);

    const Batch part = with_smaller_searches(batch, 64);
    EXPECT_EQ(part.searches.sizes(), (at::IntArrayRef{4, 64, 64, 3}));
    EXPECT_TRUE(batch.target_boxes.equal(boxes));  // the batch that was given is as it was
    const auto box = [&](int64_t i) { return part.target_boxes[i]; };
    EXPECT_TRUE(box(0).equal(at::tensor({20.F, 24.F, 44.F, 40.F})));  // both centres in the middle
    EXPECT_TRUE(box(1).equal(at::tensor({-2.F, -2.F, 10.F, 10.F})));  // 6 of 96 is 4 of 64
    EXPECT_TRUE(box(2).equal(at::tensor({48.F, 58.F, 88.F, 78.F})));
    EXPECT_TRUE(box(3).equal(at::zeros({4})));
    EXPECT_EQ(part.searches[3][31][31][0].item<int>(), 200);
    for (int64_t i = 0; i < 3; ++i) {
        const auto edge = [&](int k) {
            return std::clamp<int64_t>(static_cast<int64_t>(box(i)[k].item<float>()), 0, 64);
        };
        const int64_t width = edge(2) - edge(0);
        const int64_t height = edge(3) - edge(1);
        const at::Tensor inside = part.searches[i].narrow(0, edge(1), height).narrow(1, edge(0), width);
        EXPECT_TRUE(inside.eq(200).all().item<bool>()) << i;
        EXPECT_EQ(part.searches[i].eq(200).sum().item<int64_t>(), 3 * width * height) << i;
    }
    EXPECT_TRUE(with_smaller_searches(batch, 96).searches.is_same(batch.searches));
}

}  // namespace
}  // namespace rtrack
