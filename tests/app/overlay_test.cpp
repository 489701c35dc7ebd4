#include <limits>

#include <gtest/gtest.h>

#include "app/engine/network_cost.h"
#include "app/engine/overlay_drawing.h"

namespace rtrack {
namespace {

TrackResult result_with(const Box& box) {
    TrackResult result;
    result.box = box;
    result.init_box = {box.x - 5, box.y - 5, box.width + 10, box.height + 10};
    result.points = {box.center(), {box.x, box.y}, {1e30, -1e30}};
    result.score = 0.5;
    return result;
}

TEST(DrawResult, ChangesThePictureOnTheBoxAndNotFarFromIt) {
    Image picture(320, 240);
    draw_result(picture, 7, result_with({100, 100, 60, 40}));
    const uint8_t* corner = picture.row(100) + 3 * 130;
    EXPECT_GT(corner[2], 200);
    for (int x = 0; x < 320; ++x) EXPECT_EQ(picture.row(239)[3 * x], 0);
}

TEST(DrawResult, StaysInsideThePictureWhateverTheBox) {
    const double far = 1e12;
    for (const Box& box : {Box{-far, -far, 2 * far, 2 * far}, Box{310, 230, 500, 500}, Box{-50, -50, 10, 10},
                           Box{far, far, 1, 1}}) {
        Image picture(64, 48);
        draw_result(picture, std::numeric_limits<int64_t>::max(), result_with(box));
        EXPECT_EQ(picture.bytes(), 64U * 48 * 3);
    }
    Image dot(1, 1);
    draw_result(dot, 0, result_with({0, 0, 1, 1}));
}

// REFERENCE: RTrack-256's encoder is ViT-Base at 320 tokens, 29 to 31 GMAC with OSTrack's smaller head.
TEST(OperationsPerFrame, FitTheKnownCostOfVitBase) {
    const ModelOptions options = model_preset("rtrack-256");
    const double dense = operations_per_frame(options, false) * 0.5e-9;
    EXPECT_GT(dense, 28);
    EXPECT_LT(dense, 36);
    EXPECT_LT(operations_per_frame(options, true), 0.8 * operations_per_frame(options, false));
}

}  // namespace
}  // namespace rtrack
