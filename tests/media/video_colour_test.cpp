// Pixel formats of more than 8 bits and gray: the colours are those that were written.
#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/media/clip_maker.h"
#include "tests/media/media_matchers.h"
#include "tracking/media/media_source.h"

namespace rtrack {
namespace {

using test::have_encoder;
using test::make_clip;
using test::numbered_image;
using test::run_ffmpeg;

int largest_difference(const Image& a, const Image& b) {
    int largest = 0;
    for (size_t i = 0; i < std::min(a.bytes(), b.bytes()); ++i)
        largest = std::max(largest, std::abs(a.data()[i] - b.data()[i]));
    return largest;
}

class VideoColour : public testing::Test {
protected:
    void SetUp() override {
        if (!have_encoder("ffv1")) GTEST_SKIP() << "the ffmpeg program is not installed";
    }
    const TemporaryFolder folder_;
};

TEST_F(VideoColour, RgbOfManyBitsKeepsItsColours) {
    for (const std::string format : {"gbrp", "gbrp10le", "gbrp12le", "gbrp16le", "rgb48le"}) {
        make_clip(folder_ / "a.mkv", 160, 96, 3, "-c:v ffv1 -pix_fmt " + format);
        const auto source = open_frame_source(folder_ / "a.mkv");
        // The way to more bits and back rounds twice; a wrong matrix errs by up to 40.
        EXPECT_LE(largest_difference(*source->read(1), numbered_image(160, 96, 1)), 2) << format;
    }
}

TEST_F(VideoColour, GrayOfUnspecifiedRangeIsFull) {
    constexpr int kSide = 32;
    Image ramp(kSide, kSide);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            std::fill_n(ramp.row(y) + 3 * x, 3,
                        static_cast<uint8_t>(255 * (y * kSide + x) / (kSide * kSide - 1)));
        }
    }
    std::ofstream(folder_ / "ramp.ppm", std::ios::binary)
        << "P6\n32 32\n255\n"
        << std::string(reinterpret_cast<const char*>(ramp.data()), ramp.bytes());
    const std::string from = "-i '" + (folder_ / "ramp.ppm").string() + "' ";
    struct Case {
        std::string name;
        std::string arguments;
    };
    for (const Case& one :
         {Case{"a.png", "-pix_fmt gray16be"}, Case{"a.tif", "-pix_fmt gray16le"},
          Case{"a.pgm", "-pix_fmt gray16be"}, Case{"a.mkv", "-c:v ffv1 -pix_fmt gray16le"},
          Case{"b.mkv", "-c:v ffv1 -pix_fmt gray10le"}, Case{"c.mkv", "-c:v ffv1 -pix_fmt gray"}}) {
        run_ffmpeg(from + one.arguments + " '" + (folder_ / one.name).string() + "'");
        const auto source = open_frame_source(folder_ / one.name);
        EXPECT_LE(largest_difference(*source->read(0), ramp), 2) << one.name;
    }
}

}  // namespace
}  // namespace rtrack
