#include "tracking/media/image_folder.h"

#include <chrono>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/media/clip_maker.h"
#include "tests/media/media_matchers.h"
#include "tracking/base/crc32.h"
#include "tracking/base/picture_folder.h"
#include "tracking/media/image_codec.h"
#include "tracking/media/jpeg.h"
#include "tracking/media/pictures_in_file.h"

namespace rtrack {
namespace {

using test::number_in;
using test::numbered_image;

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

/// 64 x 32 with quarters of red, green / blue, white.
Image quartered_image() {
    Image image(64, 32);
    for (int y = 0; y < 32; ++y) {
        for (int x = 0; x < 64; ++x) {
            const bool right = x >= 32;
            const bool low = y >= 16;
            uint8_t* pixel = image.row(y) + 3 * x;
            pixel[0] = right == low ? 255 : 0;
            pixel[1] = right ? 255 : 0;
            pixel[2] = low ? 255 : 0;
        }
    }
    return image;
}

std::string number_bytes(uint32_t value, int count, bool big_endian) {
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += static_cast<char>(value >> (8 * (big_endian ? count - 1 - i : i)) & 0xff);
    return bytes;
}

/// EXIF data: a TIFF structure with another tag and the orientation.
std::string exif_data(int orientation, bool big_endian) {
    const auto number = [&](uint32_t value, int count) { return number_bytes(value, count, big_endian); };
    const std::string entry = number(0x0112, 2) + number(3, 2) + number(1, 4) +
                              number(static_cast<uint32_t>(orientation), 2) + number(0, 2);
    const std::string other = number(0x010f, 2) + number(2, 2) + number(1, 4) + number(0, 4);
    return (big_endian ? "MM" : "II") + number(42, 2) + number(8, 4) + number(2, 2) + other + entry +
           number(0, 4);
}

/// A JPEG file of the quarters as stored, with an EXIF orientation.
void write_turned_jpeg(const std::filesystem::path& file, int orientation, bool big_endian) {
    const std::string content = std::string("Exif\0\0", 6) + exif_data(orientation, big_endian);
    const size_t length = content.size() + 2;
    const std::string segment =
        std::string("\xff\xe1") + static_cast<char>(length >> 8) + static_cast<char>(length & 0xff) + content;
    const std::vector<uint8_t> jpeg = encode_jpeg(quartered_image(), 98);
    std::ofstream stream(file, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(jpeg.data()), 2) << segment;
    stream.write(reinterpret_cast<const char*>(jpeg.data()) + 2,
                 static_cast<std::streamsize>(jpeg.size()) - 2);
}

/// The colours of the four quarters, row by row: R, G, B or W.
std::string quarters(const Image& image) {
    std::string letters;
    for (int i = 0; i < 4; ++i) {
        const uint8_t* pixel =
            image.row((2 * (i / 2) + 1) * image.height() / 4) + 3 * ((2 * (i % 2) + 1) * image.width() / 4);
        letters += pixel[0] < 128 ? (pixel[1] < 128 ? 'B' : 'G') : (pixel[1] < 128 ? 'R' : 'W');
    }
    return letters;
}

TEST(ImageFolder, TurnsPhotosAsTheirCameraSays) {
    // The EXIF standard says at which side the first stored row and column are; the stored quarters are
    // RG/BW.
    const std::vector<std::string> expected = {"RGBW", "GRWB", "WBGR", "BWRG",
                                               "RBGW", "BRWG", "WGBR", "GWRB"};
    const TemporaryFolder folder;
    for (int orientation = 1; orientation <= 8; ++orientation) {
        for (const bool big_endian : {false, true}) {
            write_turned_jpeg(folder / "photo.jpg", orientation, big_endian);
            const Image image = read_image(folder / "photo.jpg");
            EXPECT_EQ(image.width(), orientation < 5 ? 64 : 32) << orientation;
            EXPECT_EQ(image.height(), orientation < 5 ? 32 : 64) << orientation;
            EXPECT_EQ(quarters(image), expected[orientation - 1]) << orientation;
        }
    }
    write_turned_jpeg(folder / "photo.jpg", 77, true);
    EXPECT_EQ(quarters(read_image(folder / "photo.jpg")), "RGBW");
}

TEST(ImageFolder, TurnsPngAndWebpAsTheirExifSays) {
    const TemporaryFolder folder;
    const std::vector<uint8_t> bytes = encode_png(quartered_image());
    const std::string png(bytes.begin(), bytes.end());
    constexpr size_t kHead = 33;  // the signature and the first chunk
    const std::string exif = exif_data(6, true);
    const std::string chunk = number_bytes(static_cast<uint32_t>(exif.size()), 4, true) + "eXIf" + exif +
                              number_bytes(crc32("eXIf" + exif), 4, true);
    folder.write("photo.png", png.substr(0, kHead) + chunk + png.substr(kHead));
    EXPECT_EQ(quarters(read_image(folder / "photo.png")), "BRWG");

    if (!test::have_encoder("libwebp")) GTEST_SKIP() << "the ffmpeg program cannot write WebP";
    write_image(folder / "plain.png", quartered_image());
    test::run_ffmpeg("-i " + (folder / "plain.png").string() + " " + (folder / "plain.webp").string());
    std::ifstream stream(folder / "plain.webp", std::ios::binary);
    std::string webp{std::istreambuf_iterator<char>(stream), {}};
    webp += "EXIF" + number_bytes(static_cast<uint32_t>(exif.size()), 4, false) + exif;
    webp.replace(4, 4, number_bytes(static_cast<uint32_t>(webp.size() - 8), 4, false));
    folder.write("photo.webp", webp);
    EXPECT_EQ(quarters(read_image(folder / "photo.webp")), "BRWG");
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
    std::ofstream(folder / "2.png") << "broken later";
    message_of_error(ErrorCode::Data, [&] { (void)source->read(2); });
    EXPECT_EQ(source->missing_frames(), (std::vector<int64_t>{0, 2}));
    EXPECT_EQ(source->info().damage.size(), 2U);
}

TEST(ImageFolder, LinksInACircleAreMissingPicturesAndPipesAreNone) {
    const TemporaryFolder folder;
    const auto shot = folder / "shot";
    std::filesystem::create_directories(shot);
    write_image(shot / "1.png", numbered_image(80, 40, 1));
    write_image(shot / "4.png", numbered_image(80, 40, 4));
    std::filesystem::create_symlink("2.png", shot / "2.png");
    std::filesystem::create_symlink("nowhere.png", shot / "3.png");
    ASSERT_EQ(mkfifo((shot / "5.png").c_str(), 0600), 0);
    std::filesystem::create_symlink("circle", folder / "circle");
    const auto source = open_frame_source(shot);
    ASSERT_EQ(source->frame_count(), 4);
    EXPECT_EQ(number_in(*source->read(3)), 4);
    for (const int64_t frame : {1, 2}) {
        const std::string message = message_of_error(ErrorCode::Data, [&] { (void)source->read(frame); });
        EXPECT_NE(message.find("does not exist"), std::string::npos) << message;
    }
    EXPECT_EQ(source->missing_frames(), (std::vector<int64_t>{1, 2}));
    EXPECT_EQ(open_frame_source(shot / "*.png")->frame_count(), 2);
    const std::string message =
        message_of_error(ErrorCode::Data, [&] { (void)open_frame_source(shot / "5.png"); });
    EXPECT_NE(message.find("is not a regular file"), std::string::npos) << message;
    message_of_error(ErrorCode::Data, [&] { (void)read_image(shot / "5.png"); });
    EXPECT_EQ(list_folders(folder.path()), (std::vector<std::filesystem::path>{shot}));
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

TEST(ImageCodec, PercentSignsInANameAreNoPattern) {
    const TemporaryFolder folder;
    write_image(folder / "50%done.png", numbered_image(80, 40, 50));
    EXPECT_EQ(number_in(read_image(folder / "50%done.png")), 50);
    write_image(folder / "x001.png", numbered_image(80, 40, 1));
    write_image(folder / "x%03d.png", numbered_image(80, 40, 3));
    EXPECT_EQ(number_in(read_image(folder / "x%03d.png")), 3);
    if (!test::have_encoder("gif")) GTEST_SKIP() << "the ffmpeg program is not installed";
    test::make_clip(folder / "plain.tga", 160, 96, 1, "");
    std::filesystem::rename(folder / "plain.tga", folder / "7%d.tga");
    EXPECT_EQ(number_in(read_image(folder / "7%d.tga")), 0);
    test::make_clip(folder / "plain.gif", 160, 96, 5, "");
    std::filesystem::rename(folder / "plain.gif", folder / "2%d.gif");
    EXPECT_EQ(open_frame_source(folder / "2%d.gif")->frame_count(), 5);
}

TEST(ImageCodec, CutOffPngIsAnError) {
    const TemporaryFolder folder;
    const std::vector<uint8_t> bytes = encode_png(numbered_image(200, 100, 5));
    std::ofstream(folder / "cut.png", std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size() / 2));
    message_of_error(ErrorCode::Data, [&] { (void)read_image(folder / "cut.png"); });
}

// A gray TIFF of one pixel a page, or of two beside each other: gray and black.
std::string tiff_of(const std::vector<uint32_t>& kinds_of_pages, uint32_t width = 1,
                    uint32_t orientation = 1) {
    std::string bytes("II*\0", 4);
    const auto put = [&bytes](uint32_t value, int count) {
        for (int i = 0; i < count; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xff));
    };
    put(10, 4);
    put(0x80, 2);  // the pixels, at 8
    for (size_t page = 0; page < kinds_of_pages.size(); ++page) {
        const std::vector<std::pair<uint32_t, uint32_t>> tags = {
            {254, kinds_of_pages[page]}, {256, width}, {257, 1}, {258, 8},    {259, 1}, {262, 1}, {273, 8},
            {274, orientation},          {277, 1},     {278, 1}, {279, width}};
        put(static_cast<uint32_t>(tags.size()), 2);
        for (const auto& [tag, value] : tags) {
            put(tag, 2);
            put(4, 2);  // a number of four bytes
            put(1, 4);
            put(value, 4);
        }
        const bool last = page + 1 == kinds_of_pages.size();
        put(last ? 0 : static_cast<uint32_t>(bytes.size()) + 4, 4);
    }
    return bytes;
}

TEST(PicturesInFile, PagesOfTiffAreNamedAndPreviewsAreNot) {
    const TemporaryFolder folder;
    std::ofstream(folder / "pages.tif", std::ios::binary) << tiff_of({0, 0, 2});
    std::ofstream(folder / "preview.tif", std::ios::binary) << tiff_of({0, 1});
    const auto pages = open_frame_source(folder / "pages.tif");
    EXPECT_EQ(pages->frame_count(), 1);
    EXPECT_NEAR(pages->read(0)->data()[0], 0x80, 1);
    ASSERT_EQ(pages->info().damage.size(), 1U);
    EXPECT_NE(pages->info().damage[0].find("holds 3 pictures; only the first is used"), std::string::npos);
    EXPECT_TRUE(open_frame_source(folder / "preview.tif")->info().damage.empty());
}

// The second directory is as long as one can be and says that it is the next one, too.
TEST(PicturesInFile, TiffThatGoesInACircleIsReadOnce) {
    std::string bytes = tiff_of({0});
    const std::string second = number_bytes(static_cast<uint32_t>(bytes.size()), 4, false);
    bytes.replace(bytes.size() - 4, 4, second);
    constexpr int kMostTags = 65535;
    bytes += number_bytes(kMostTags, 2, false);
    for (int tag = 0; tag < kMostTags; ++tag) {
        bytes += number_bytes(1, 2, false) + number_bytes(3, 2, false) + number_bytes(1, 4, false) +
                 number_bytes(1, 4, false);
    }
    const TemporaryFolder folder;
    folder.write("circle.tif", bytes + second);
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(pictures_in_file(folder / "circle.tif"), 2);
    // A few reads, against minutes for every tag of each turn.
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
    EXPECT_EQ(open_frame_source(folder / "circle.tif")->frame_count(), 1);
}

TEST(ImageFolder, TurnsTiffAsItsTagSays) {
    const TemporaryFolder folder;
    folder.write("photo.tif", tiff_of({0}, 2, 8));  // a quarter turn to the left
    const Image image = read_image(folder / "photo.tif");
    ASSERT_EQ(image.width(), 1);
    ASSERT_EQ(image.height(), 2);
    EXPECT_LT(image.row(0)[0], 10);
    EXPECT_NEAR(image.row(1)[0], 0x80, 1);
}

TEST(ImageFolder, SaysHowItsPicturesAreStored) {
    const TemporaryFolder folder;
    const int rotations[] = {0, 0, 180, 180, 270, 90, 90, 270};
    for (int orientation = 1; orientation <= 8; ++orientation) {
        write_turned_jpeg(folder / "photo.jpg", orientation, true);
        const MediaInfo info = open_frame_source(folder / "photo.jpg")->info();
        EXPECT_EQ(info.coded_width, 64) << orientation;
        EXPECT_EQ(info.coded_height, 32) << orientation;
        EXPECT_EQ(info.width, orientation < 5 ? 64 : 32) << orientation;
        EXPECT_EQ(info.rotation, rotations[orientation - 1]) << orientation;
        EXPECT_EQ(info.mirrored, orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7)
            << orientation;
    }
    folder.write("photo.tif", tiff_of({0}, 2, 8));
    const MediaInfo info = open_frame_source(folder / "photo.tif")->info();
    EXPECT_EQ(info.coded_width, 2);
    EXPECT_EQ(info.coded_height, 1);
    EXPECT_EQ(info.rotation, 270);
}

TEST(PicturesInFile, AnimatedPngIsAVideoWhateverItsName) {
    if (!test::have_encoder("apng")) GTEST_SKIP() << "the ffmpeg program is not installed";
    const TemporaryFolder folder;
    test::make_clip(folder / "moving.png", 160, 96, 5, "-f apng");
    const auto source = open_frame_source(folder / "moving.png");
    ASSERT_EQ(source->frame_count(), 5);
    EXPECT_EQ(test::number_in(*source->read(3)), 3);
    std::filesystem::copy(folder / "moving.png", folder / "MOVING.PNG");
    EXPECT_EQ(open_frame_source(folder / "MOVING.PNG")->frame_count(), 5);
    test::make_clip(folder / "still.png", 160, 96, 1, "");
    EXPECT_EQ(open_frame_source(folder / "still.png")->info().container, "pictures");
}

}  // namespace
}  // namespace rtrack
