#include "tracking/media/image_folder.h"

#include <fstream>

#include <gtest/gtest.h>

#include "tests/media/clip_maker.h"
#include "tests/media/media_matchers.h"
#include "tracking/media/image_codec.h"
#include "tracking/media/natural_order.h"

namespace rtrack {
namespace {

using test::message_of_error;
using test::number_in;
using test::numbered_image;

TEST(NaturalOrder, CountsAsPeopleDo) {
    EXPECT_TRUE(natural_less("frame2.png", "frame10.png"));
    EXPECT_FALSE(natural_less("frame10.png", "frame2.png"));
    EXPECT_TRUE(natural_less("a.png", "B.png"));
    EXPECT_TRUE(natural_less("1", "01") != natural_less("01", "1"));
    EXPECT_FALSE(natural_less("same", "same"));
    EXPECT_TRUE(natural_less("shot1", "shot1b"));
    EXPECT_TRUE(natural_less("99999999999999999999998", "99999999999999999999999"));
}

TEST(ImageFolder, OrdersFramesNaturallyAndIgnoresOtherFiles) {
    const TemporaryFolder folder;
    for (int number : {10, 9, 100, 1})
        write_image(folder / ("f" + std::to_string(number) + ".png"), numbered_image(80, 40, number));
    std::ofstream(folder / "groundtruth.txt") << "1,2,3,4\n";
    std::ofstream(folder / "._f1.png") << "metadata of another system";
    const auto source = open_frame_source(folder.path());
    ASSERT_EQ(source->frame_count(), 4);
    EXPECT_EQ(number_in(*source->read(3)), 100);
    EXPECT_EQ(number_in(*source->read(0)), 1);
    EXPECT_EQ(number_in(*source->read(1)), 9);
    EXPECT_EQ(source->frames_per_second(), 0);
    EXPECT_EQ(source->seconds_at(1), std::nullopt);
    EXPECT_EQ(*source->read(2), numbered_image(80, 40, 10));  // PNG is exact
}

TEST(ImageFolder, TakesTheImgFolderOfABenchmarkSequence) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "img");
    for (int number : {1, 2})
        write_image(folder.path() / "img" / ("000" + std::to_string(number) + ".jpg"),
                    numbered_image(80, 40, number), 98);
    const auto source = open_frame_source(folder.path());
    ASSERT_EQ(source->frame_count(), 2);
    EXPECT_EQ(number_in(*source->read(1)), 2);
}

TEST(ImageFolder, GlobAndSinglePicture) {
    const TemporaryFolder folder;
    for (int number : {1, 2, 3})
        write_image(folder / ("a" + std::to_string(number) + ".png"), numbered_image(80, 40, number));
    write_image(folder / "b9.png", numbered_image(80, 40, 9));
    EXPECT_EQ(open_frame_source(folder / "a*.png")->frame_count(), 3);
    EXPECT_EQ(number_in(*open_frame_source(folder / "b9.png")->read(0)), 9);
    EXPECT_NE(
        message_of_error(ErrorCode::Data, [&] { (void)open_frame_source(folder / "c*.png"); }).find("c*.png"),
        std::string::npos);
}

TEST(ImageFolder, AnotherSizeIsAnErrorThatNamesTheFile) {
    const TemporaryFolder folder;
    write_image(folder / "1.png", numbered_image(80, 40, 1));
    write_image(folder / "2.png", numbered_image(82, 40, 2));
    write_image(folder / "3.png", numbered_image(80, 40, 3));
    const auto source = open_frame_source(folder.path());
    const std::string message = message_of_error(ErrorCode::Data, [&] { (void)source->read(1); });
    EXPECT_NE(message.find("2.png"), std::string::npos);
    EXPECT_NE(message.find("82 x 40"), std::string::npos);
    EXPECT_EQ(number_in(*source->read(2)), 3);
    OpenOptions options;
    options.check_all = true;
    EXPECT_EQ(open_frame_source(folder.path(), options)->missing_frames(), (std::vector<int64_t>{1}));
}

TEST(ImageFolder, GlobOverFoldersGoesFolderByFolder) {
    const TemporaryFolder folder;
    for (int number : {1, 2, 10, 20}) {
        const auto inner = folder / ("d" + std::to_string(number));
        std::filesystem::create_directory(inner);
        write_image(inner / "0.png", numbered_image(80, 40, 2 * number));
        write_image(inner / "1.png", numbered_image(80, 40, 2 * number + 1));
    }
    const auto source = open_frame_source(folder / "d*/*.png");
    std::vector<int> numbers;
    for (int64_t frame = 0; frame < source->frame_count(); ++frame)
        numbers.push_back(number_in(*source->read(frame)).value_or(-1));
    EXPECT_EQ(numbers, (std::vector<int>{2, 3, 4, 5, 20, 21, 40, 41}));
}

TEST(ImageFolder, UnreadableFirstPictureCostsItselfAlone) {
    const TemporaryFolder folder;
    std::ofstream(folder / "0.png") << "no picture";
    write_image(folder / "1.png", numbered_image(80, 40, 1));
    write_image(folder / "2.png", numbered_image(80, 40, 2));
    const auto source = open_frame_source(folder.path());
    EXPECT_EQ(source->frame_count(), 3);
    EXPECT_EQ(source->missing_frames(), (std::vector<int64_t>{0}));
    EXPECT_FALSE(source->info().damage.empty());
    EXPECT_NE(message_of_error(ErrorCode::Data, [&] { (void)source->read(0); }).find("0.png"),
              std::string::npos);
    EXPECT_EQ(number_in(*source->read(1)), 1);
}

TEST(ImageFolder, BenchmarkFoldersAreKnown) {
    for (const char* inner : {"img", "img1", "color", "frames"}) {
        const TemporaryFolder folder;
        std::filesystem::create_directory(folder / inner);
        write_image(folder / inner / "1.png", numbered_image(80, 40, 1));
        EXPECT_EQ(open_frame_source(folder.path())->frame_count(), 1) << inner;
    }
}

TEST(ImageFolder, EmptyFolderAndDamagedPictureAreNamed) {
    const TemporaryFolder folder;
    message_of_error(ErrorCode::Data, [&] { (void)open_frame_source(folder.path()); });
    std::ofstream(folder / "bad.png") << "no picture";
    EXPECT_NE(message_of_error(ErrorCode::Data, [&] { (void)open_frame_source(folder / "bad.png"); })
                  .find("bad.png"),
              std::string::npos);
    std::ofstream(folder / "void.jpg");
    message_of_error(ErrorCode::Data, [&] { (void)read_image(folder / "void.jpg"); });
    message_of_error(ErrorCode::Argument, [&] { write_image(folder / "a.gif", numbered_image(8, 8, 1)); });
    message_of_error(ErrorCode::Data, [&] { write_image("/nowhere/a.png", numbered_image(8, 8, 1)); });
}

TEST(ImageCodec, CutOffPngIsAnError) {
    const TemporaryFolder folder;
    const std::vector<uint8_t> bytes = encode_png(numbered_image(200, 100, 5));
    std::ofstream(folder / "cut.png", std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size() / 2));
    message_of_error(ErrorCode::Data, [&] { (void)read_image(folder / "cut.png"); });
}

}  // namespace
}  // namespace rtrack
