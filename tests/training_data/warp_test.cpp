#include "training/data/warp.h"

#include <cmath>

#include <gtest/gtest.h>

namespace rtrack {
namespace {

Image ramp(int width, int height) {
    Image image(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            uint8_t* pixel = image.row(y) + 3 * static_cast<size_t>(x);
            pixel[0] = static_cast<uint8_t>(x);
            pixel[1] = static_cast<uint8_t>(y);
            pixel[2] = static_cast<uint8_t>(255 - x);
        }
    }
    return image;
}

TEST(Warp, IdentityRepeatsThePicture) {
    const Image image = ramp(64, 64);
    EXPECT_EQ(warp(Pyramid(image), Affine{}, 64, Color{0, 0, 0}), image);
}

TEST(Warp, SamplesAtHalfPixelCentres) {
    // Twice as large: crop pixel x shows the picture at (x + 0.5) / 2 - 0.5.
    const Image crop = warp(Pyramid(ramp(64, 64)), Affine{2, 0, 0, 0, 2, 0}, 128, std::nullopt);
    for (int x = 2; x < 126; ++x) {
        EXPECT_NEAR(crop.row(60)[3 * x], (x + 0.5) / 2 - 0.5, 0.76)
            << x;  // one bilinear rounding and one of the test
    }
}

TEST(Warp, ShrinksByMeansOfPixels) {
    Image checks(256, 256);
    for (int y = 0; y < 256; ++y) {
        for (int x = 0; x < 256; ++x) {
            for (int c = 0; c < 3; ++c) checks.row(y)[3 * x + c] = (x + y) % 2 == 0 ? 200 : 100;
        }
    }
    const Image crop = warp(Pyramid(checks), Affine{0.4, 0, 0, 0, 0.4, 0}, 100, std::nullopt);
    for (size_t i = 0; i < crop.bytes(); ++i) ASSERT_NEAR(crop.data()[i], 150, 1);
}

TEST(Warp, ShowsTheBorderColourOutside) {
    const Image crop = warp(Pyramid(ramp(32, 32)), Affine{1, 0, 40, 0, 1, 0}, 64, Color{1, 2, 3});
    for (int x = 0; x < 39; ++x) EXPECT_EQ(crop.row(10)[3 * x + 2], 3) << x;
    EXPECT_EQ(crop.row(10)[3 * 41], 1);
    EXPECT_EQ(crop.row(50)[3 * 50 + 1], 2);
}

TEST(Warp, InverseUndoesTheMap) {
    ViewGeometry view{{30, 50}, 77, 192, 0.4, 0.1, true};
    const Affine map = crop_from_picture(view);
    const Point back = map.inverse()(map({12, 34}));
    EXPECT_NEAR(back.x, 12, 1e-9);
    EXPECT_NEAR(back.y, 34, 1e-9);
    EXPECT_NEAR(map({30, 50}).x, 96, 1e-9);
    EXPECT_NEAR(map.scale(), 192.0 / 77, 1e-9);
}

}  // namespace
}  // namespace rtrack
