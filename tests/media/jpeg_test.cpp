#include "tracking/media/jpeg.h"

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

Image gradient(int width, int height) {
    Image image(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            uint8_t* pixel = image.row(y) + 3 * x;
            pixel[0] = static_cast<uint8_t>(255 * x / width);
            pixel[1] = static_cast<uint8_t>(255 * y / height);
            pixel[2] = 100;
        }
    }
    return image;
}

int largest_difference(const Image& a, const Image& b) {
    int largest = 0;
    for (size_t i = 0; i < a.bytes(); ++i) largest = std::max(largest, std::abs(a.data()[i] - b.data()[i]));
    return largest;
}

TEST(Jpeg, RoundTripKeepsTheColoursInRgbOrder) {
    const Image image = gradient(61, 47);
    const Image again = decode_jpeg(encode_jpeg(image, 98), "memory");
    ASSERT_EQ(again.width(), 61);
    ASSERT_EQ(again.height(), 47);
    // Quality 98 without chroma subsampling on a smooth picture: largest difference measured 3.
    EXPECT_LE(largest_difference(image, again), 5);
}

TEST(Jpeg, DenominatorGivesTheSizeRoundedUp) {
    const std::vector<uint8_t> bytes = encode_jpeg(gradient(61, 47));
    const Image half = decode_jpeg(bytes, "memory", 2);
    EXPECT_EQ(half.width(), 31);
    EXPECT_EQ(half.height(), 24);
    const Image eighth = decode_jpeg(bytes, "memory", 8);
    EXPECT_EQ(eighth.width(), 8);
    EXPECT_EQ(eighth.height(), 6);
    message_of_error(ErrorCode::Contract, [&] { (void)decode_jpeg(bytes, "memory", 3); });
}

TEST(Jpeg, SizeIsReadWithoutDecoding) {
    const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "size.jpg";
    write_jpeg(file, gradient(61, 47));
    EXPECT_EQ(read_jpeg_size(file), (JpegSize{61, 47}));
    EXPECT_EQ(read_jpeg(file).width(), 61);
    std::filesystem::remove(file);
}

TEST(Jpeg, DamageIsAnErrorThatNamesTheFile) {
    const std::vector<uint8_t> bytes = encode_jpeg(gradient(200, 200));
    const std::vector<uint8_t> cut(bytes.begin(), bytes.begin() + static_cast<int64_t>(bytes.size() / 2));
    const std::string damaged =
        message_of_error(ErrorCode::Data, [&] { (void)decode_jpeg(cut, "cut.jpg", 1); });
    EXPECT_NE(damaged.find("cut.jpg"), std::string::npos) << damaged;
    message_of_error(ErrorCode::Data, [] { (void)decode_jpeg({}, "empty.jpg", 1); });
    const std::vector<uint8_t> noise(1000, 0x37);
    message_of_error(ErrorCode::Data, [&] { (void)decode_jpeg(noise, "noise.jpg", 1); });
    const std::string missing = message_of_error(ErrorCode::Data, [] { (void)read_jpeg("/nowhere/a.jpg"); });
    EXPECT_NE(missing.find("/nowhere/a.jpg"), std::string::npos) << missing;
}

}  // namespace
}  // namespace rtrack
