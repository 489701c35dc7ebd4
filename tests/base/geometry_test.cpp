#include "tracking/base/geometry.h"

#include <gtest/gtest.h>

#include "tracking/base/crop.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

TEST(Geometry, IouOfHandWorkedCases) {
    EXPECT_DOUBLE_EQ(iou({0, 0, 10, 10}, {0, 0, 10, 10}), 1.0);
    EXPECT_DOUBLE_EQ(iou({0, 0, 10, 10}, {5, 0, 10, 10}), 50.0 / 150.0);
    EXPECT_DOUBLE_EQ(iou({0, 0, 10, 10}, {10, 0, 10, 10}), 0.0);
    EXPECT_DOUBLE_EQ(iou({0, 0, 0, 0}, {0, 0, 0, 0}), 0.0);
}

TEST(Geometry, BoxTextRoundTrips) {
    const Box box{1.5, -2.25, 30, 4.125};
    EXPECT_EQ(to_string(box), "1.5,-2.25,30,4.125");
    EXPECT_EQ(box_from_string(to_string(box)), box);
    EXPECT_EQ(box_from_string("1 2\t3,4"), (Box{1, 2, 3, 4}));
}

TEST(Geometry, BadBoxTextNamesTheText) {
    for (const char* text : {"", "1,2,3", "1,2,3,4,5", "a,b,c,d", "0,0,0,5", "0,0,-1,5", "0,0,nan,5"}) {
        EXPECT_THROW((void)box_from_string(text), Error) << text;
    }
}

TEST(Geometry, ClippingKeepsThePartInside) {
    EXPECT_EQ(clipped({-5, -5, 10, 10}, 100, 100), (Box{0, 0, 5, 5}));
    EXPECT_EQ(clipped({200, 0, 10, 10}, 100, 100), (Box{100, 0, 0, 10}));
    EXPECT_EQ(clipped_with_margin({200, 0, 10, 10}, 100, 100, 10), (Box{90, 0, 10, 10}));
}

TEST(Crop, BothDirectionsAreInverse) {
    const Crop crop = crop_around({20, 30, 40, 90}, 4.0, 192);
    EXPECT_DOUBLE_EQ(crop.side, 4.0 * 60.0);
    const Box box{21.5, 33.25, 10, 7};
    const Box back = crop.frame_from_crop(crop.crop_from_frame(box));
    EXPECT_NEAR(back.x, box.x, 1e-12);
    EXPECT_NEAR(back.bottom(), box.bottom(), 1e-12);
    const Point middle = crop.crop_from_frame(Point{40, 75});
    EXPECT_DOUBLE_EQ(middle.x, 96);
    EXPECT_DOUBLE_EQ(middle.y, 96);
}

}  // namespace
}  // namespace rtrack
