// Time stamps, rotation and pixel aspect: what containers say about a video, right or wrong.
#include <fstream>

#include <gtest/gtest.h>

#include "tests/media/clip_maker.h"
#include "tests/media/media_matchers.h"
#include "tracking/media/frame_converter.h"
#include "tracking/media/video_reader.h"

namespace rtrack {
namespace {

using test::decoded_by_ffmpeg;
using test::have_encoder;
using test::make_clip;
using test::mean_difference;
using test::number_in;
using test::run_ffmpeg;

const std::string kX264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 12 -bf 2 ";

class VideoTime : public testing::Test {
protected:
    void SetUp() override {
        if (!have_encoder("libx264")) GTEST_SKIP() << "the ffmpeg program with libx264 is not installed";
    }
    const TemporaryFolder folder_;
};

std::vector<int> numbers_backward(VideoReader& reader) {
    std::vector<int> numbers;
    for (int64_t frame = reader.frame_count() - 1; frame >= 0; --frame) {
        numbers.insert(numbers.begin(), number_in(*reader.read(frame)).value_or(-1));
    }
    return numbers;
}

std::vector<int> counted(int first, int end) {
    std::vector<int> numbers;
    for (int number = first; number < end; ++number) numbers.push_back(number);
    return numbers;
}

TEST_F(VideoTime, VariableRateKeepsEveryFrameAndItsTime) {
    // Every third picture is left out, the others keep their times: 0, 1, 3, 4, 6, ... twenty-fifths of a
    // second.
    const auto file = folder_ / "variable.mkv";
    make_clip(file, 160, 96, 45, "-vf \"select='not(eq(mod(n,3),2))'\" -vsync vfr " + kX264);
    VideoReader reader(file);
    ASSERT_EQ(reader.frame_count(), 30);
    EXPECT_TRUE(reader.info().variable_rate);
    for (int64_t frame = 29; frame >= 0; --frame) {
        const int number = static_cast<int>(frame / 2 * 3 + frame % 2);
        EXPECT_EQ(number_in(*reader.read(frame)), number);
        EXPECT_NEAR(*reader.seconds_at(frame), number / 25.0, 1e-3);  // Matroska counts milliseconds
    }
}

// Their clocks count the frames of a constant rate: every tenth one left out is a step of two.
TEST_F(VideoTime, VariableRateIsKnownWhereTheClockIsCoarse) {
    const std::string rare = "-vf \"select='not(eq(mod(n,10),9))'\" -vsync vfr " + kX264;
    const std::string often = "-vf \"select='lt(mod(n,4),2)'\" -vsync vfr " + kX264;
    make_clip(folder_ / "a.mp4", 160, 96, 60, rare + "-video_track_timescale 30", "-r 30");
    make_clip(folder_ / "b.mp4", 160, 96, 60, often + "-video_track_timescale 30", "-r 30");
    make_clip(folder_ / "c.avi", 160, 96, 60, rare + "-bf 0", "-r 30");
    for (const auto& [name, frames] :
         {std::pair<std::string, int>{"a.mp4", 54}, {"b.mp4", 30}, {"c.avi", 54}}) {
        const VideoReader reader(folder_ / name);
        EXPECT_EQ(reader.frame_count(), frames) << name;
        EXPECT_TRUE(reader.info().variable_rate) << name;
    }
    make_clip(folder_ / "d.mp4", 160, 96, 60, kX264 + "-video_track_timescale 30", "-r 30");
    make_clip(folder_ / "e.avi", 160, 96, 60, kX264 + "-bf 0", "-r 30");
    make_clip(folder_ / "f.mkv", 160, 96, 60, kX264, "-r 60");
    make_clip(folder_ / "g.mkv", 160, 96, 60, kX264, "-r 480");
    for (const char* name : {"d.mp4", "e.avi", "f.mkv", "g.mkv"})
        EXPECT_FALSE(VideoReader(folder_ / name).info().variable_rate) << name;
}

TEST_F(VideoTime, ConstantRateIsNotCalledVariable) {
    for (const char* name : {"constant.mkv", "constant.mp4", "constant.ts"}) {
        make_clip(folder_ / name, 160, 96, 40, kX264, "-r 30000/1001");
        const VideoReader reader(folder_ / name);
        EXPECT_FALSE(reader.info().variable_rate) << name;
        EXPECT_NEAR(reader.frames_per_second(), 30000.0 / 1001, 0.03) << name;
        EXPECT_EQ(*reader.seconds_at(0), 0) << name;
    }
}

TEST_F(VideoTime, EditListCutsWhatItSaysAndNothingElse) {
    // Copying from 1.3 s on keeps the pictures from the key frame on and hides the first ones by an edit
    // list.
    make_clip(folder_ / "whole.mp4", 160, 96, 60, kX264);
    const auto file = folder_ / "cut.mp4";
    run_ffmpeg("-ss 1.3 -i '" + (folder_ / "whole.mp4").string() + "' -c copy '" + file.string() + "'");
    VideoReader reader(file);
    const std::vector<Image> expected = decoded_by_ffmpeg(file, 160, 96);
    ASSERT_EQ(reader.frame_count(), static_cast<int64_t>(expected.size()));
    for (int64_t frame = reader.frame_count() - 1; frame >= 0; --frame) {
        EXPECT_EQ(number_in(*reader.read(frame)), number_in(expected[frame])) << frame;
    }
    EXPECT_EQ(number_in(*reader.read(0)), 33);  // 1.3 s at 25 frames/s: first frame not before it
}

TEST_F(VideoTime, RepeatedTimeStampsKeepTheOrderOfTheDecoder) {
    const auto file = folder_ / "repeated.mkv";
    make_clip(folder_ / "plain.mkv", 160, 96, 40, kX264);
    // Two neighbours in presentation order share a stamp each, five times.
    run_ffmpeg("-i '" + (folder_ / "plain.mkv").string() +
               "' -c copy -bsf:v \"setts=pts='if(eq(mod(PTS\\,320)\\,280)\\,PTS+40\\,PTS)'\" '" +
               file.string() + "'");
    VideoReader reader(file);
    EXPECT_GT(reader.info().repeated_timestamps, 0);
    EXPECT_EQ(numbers_backward(reader), counted(0, 40));
    for (int64_t frame = 1; frame < 40; ++frame)
        EXPECT_GE(*reader.seconds_at(frame), *reader.seconds_at(frame - 1));
}

TEST_F(VideoTime, MissingTimeStampsAreCountedAndTheOrderIsTheDecoders) {
    const auto file = folder_ / "missing.avi";  // AVI has no presentation times
    make_clip(file, 160, 96, 40, kX264);
    VideoReader reader(file);
    EXPECT_GT(reader.info().missing_timestamps, 0);
    EXPECT_EQ(numbers_backward(reader), counted(0, 40));
    EXPECT_NEAR(*reader.seconds_at(39), 39 / 25.0, 0.1);
}

TEST_F(VideoTime, JoinedRecordingsFollowEachOtherWhateverTheirClocksSay) {
    struct Case {
        const char* name;
        const char* ending;
        const char* first_offset;
        const char* second_offset;
    };
    for (const Case& one : {Case{"same", ".ts", "0", "0"}, Case{"interleaved", ".ts", "0", "0.66"},
                            Case{"back", ".ts", "9", "0"}, Case{"matroska", ".mkv", "0", "0"}}) {
        const auto first = folder_ / (std::string(one.name) + "1" + one.ending);
        const auto second = folder_ / (std::string(one.name) + "2" + one.ending);
        make_clip(first, 160, 96, 40, kX264 + "-output_ts_offset " + one.first_offset);
        make_clip(second, 160, 96, 30, kX264 + "-output_ts_offset " + one.second_offset);
        const auto file = folder_ / (std::string(one.name) + one.ending);
        std::ofstream(file, std::ios::binary) << std::ifstream(first, std::ios::binary).rdbuf()
                                              << std::ifstream(second, std::ios::binary).rdbuf();
        std::vector<int> expected = counted(0, 40);
        for (int number : counted(0, 30)) expected.push_back(number);
        VideoReader reader(file);
        EXPECT_EQ(numbers_backward(reader), expected) << one.name;
        EXPECT_NEAR(reader.frames_per_second(), 25, 0.01) << one.name;
        EXPECT_FALSE(reader.info().variable_rate) << one.name;
        EXPECT_NEAR(*reader.seconds_at(69), 69 / 25.0, 0.01) << one.name;
    }
}

TEST_F(VideoTime, WildStampsAreTakenForMissing) {
    std::vector<PacketEntry> packets(3);
    packets[0].pts = packets[0].dts = -9'000'000'000'000'000'000;
    packets[1].pts = packets[1].dts = 9'000'000'000'000'000'000;
    packets[2].pts = packets[2].dts = 5;
    const FrameIndex index(packets, 0.001, 25);
    for (int64_t frame = 0; frame < 3; ++frame) {
        EXPECT_EQ(index.packet_of_frame(frame), frame);
        EXPECT_NEAR(index.seconds_at(frame), static_cast<double>(frame) / 25, 1e-9);
    }
}

TEST_F(VideoTime, EditListThatHidesEverythingIsNamed) {
    make_clip(folder_ / "whole.mp4", 160, 96, 20, kX264);
    // The movie's only edit begins where all pictures have been shown.
    std::ifstream stream(folder_ / "whole.mp4", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const size_t list = bytes.find("elst");
    ASSERT_NE(list, std::string::npos);
    bytes.replace(list + 16, 4, std::string("\0\x10\0\0", 4));  // its media time
    std::ofstream(folder_ / "hidden.mp4", std::ios::binary) << bytes;
    const std::string message =
        message_of_error(ErrorCode::Data, [&] { (void)VideoReader(folder_ / "hidden.mp4"); });
    EXPECT_NE(message.find("edit list"), std::string::npos) << message;
}

TEST_F(VideoTime, AnEditListThatEndsEarlyIsNoDamage) {
    make_clip(folder_ / "whole.mp4", 160, 96, 20, kX264 + std::string(" -movflags +faststart"));
    std::ifstream stream(folder_ / "whole.mp4", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const size_t list = bytes.find("elst");
    ASSERT_NE(list, std::string::npos);
    bytes.replace(list + 12, 4, std::string("\0\0\1\x90", 4));  // its length: 400 ms, 10 frames
    std::ofstream(folder_ / "trimmed.mp4", std::ios::binary) << bytes;
    const VideoReader trimmed(folder_ / "trimmed.mp4");
    EXPECT_LT(trimmed.frame_count(), 20);
    EXPECT_GE(trimmed.frame_count(), 10);
    EXPECT_TRUE(trimmed.info().damage.empty()) << trimmed.info().damage.front();
    std::ofstream(folder_ / "cut.mp4", std::ios::binary) << bytes.substr(0, bytes.size() * 3 / 5);
    const VideoReader cut(folder_ / "cut.mp4");
    ASSERT_FALSE(cut.info().damage.empty());
    EXPECT_NE(cut.info().damage.front().find("cut off"), std::string::npos);
}

TEST_F(VideoTime, ChangedSizeWithinAVideoIsNamed) {
    make_clip(folder_ / "large.ts", 160, 96, 20, kX264);
    make_clip(folder_ / "small.ts", 96, 64, 20, kX264);
    const auto file = folder_ / "both.ts";
    std::ofstream(file, std::ios::binary) << std::ifstream(folder_ / "large.ts", std::ios::binary).rdbuf()
                                          << std::ifstream(folder_ / "small.ts", std::ios::binary).rdbuf();
    OpenOptions options;
    options.check_all = true;
    VideoReader reader(file, options);
    ASSERT_EQ(reader.frame_count(), 40);
    ASSERT_FALSE(reader.info().damage.empty());
    EXPECT_NE(reader.info().damage.back().find("frame 20 is stored as 96 x 64"), std::string::npos)
        << reader.info().damage.back();
    EXPECT_EQ(reader.read(30)->width(), 160);
    EXPECT_TRUE(VideoReader(folder_ / "large.ts", options).info().damage.empty());
}

TEST_F(VideoTime, StreamThatStartsBetweenKeyFramesCountsFromWhatCanBeDecoded) {
    const auto whole = folder_ / "whole.ts";
    const auto file = folder_ / "late.ts";
    make_clip(whole, 160, 96, 60, kX264);
    std::string bytes(static_cast<size_t>(std::filesystem::file_size(whole)), '\0');
    FILE* in = fopen(whole.c_str(), "rb");
    ASSERT_EQ(fread(bytes.data(), 1, bytes.size(), in), bytes.size());
    fclose(in);
    const size_t start = bytes.size() / 5 / 188 * 188;
    FILE* out = fopen(file.c_str(), "wb");
    fwrite(bytes.data() + start, 1, bytes.size() - start, out);
    fclose(out);
    const std::vector<Image> expected = decoded_by_ffmpeg(file, 160, 96);
    VideoReader reader(file);
    const std::vector<int> numbers = numbers_backward(reader);
    ASSERT_GT(numbers.size(), 30U);
    EXPECT_EQ(numbers, counted(60 - static_cast<int>(numbers.size()), 60));
    EXPECT_EQ(number_in(expected.back()), numbers.back());
}

TEST_F(VideoTime, IndexSurvivesSavingAndOpensTheFileAtOnce) {
    const auto file = folder_ / "saved.mp4";
    make_clip(file, 160, 96, 30, kX264);
    const VideoReader first(file);
    const FrameIndex again = FrameIndex::from_bytes(first.index()->to_bytes());
    EXPECT_EQ(again, *first.index());
    VideoReader second(file, std::make_shared<const FrameIndex>(again));
    EXPECT_EQ(numbers_backward(second), counted(0, 30));
}

TEST_F(VideoTime, IndexOfAnotherFileIsRefused) {
    make_clip(folder_ / "a.mp4", 160, 96, 30, kX264);
    make_clip(folder_ / "b.mp4", 160, 96, 30, kX264 + "-qp 40");
    const auto index = VideoReader(folder_ / "a.mp4").index();
    const std::string message =
        message_of_error(ErrorCode::Data, [&] { (void)VideoReader(folder_ / "b.mp4", index).read(20); });
    EXPECT_NE(message.find("b.mp4"), std::string::npos);
}

TEST_F(VideoTime, RotationIsAppliedAsTheFfmpegProgramDoes) {
    make_clip(folder_ / "plain.mp4", 160, 96, 6, kX264);
    VideoReader plain(folder_ / "plain.mp4");
    for (int degrees : {90, 180, 270}) {
        const auto file = folder_ / ("turned" + std::to_string(degrees) + ".mp4");
        run_ffmpeg("-i '" + (folder_ / "plain.mp4").string() + "' -c copy -metadata:s:v:0 rotate=" +
                   std::to_string(degrees) + " '" + file.string() + "'");
        VideoReader reader(file);
        const bool swaps = degrees != 180;
        EXPECT_EQ(reader.width(), swaps ? 96 : 160);
        EXPECT_EQ(reader.height(), swaps ? 160 : 96);
        EXPECT_EQ(reader.info().rotation, 360 - degrees);  // ffmpeg's tag counts the other way round
        EXPECT_EQ(*reader.read(3), turned_image(*plain.read(3), false, 360 - degrees));
        const std::vector<Image> expected = decoded_by_ffmpeg(file, reader.width(), reader.height());
        ASSERT_EQ(expected.size(), 6U);
        // ffmpeg turns before it converts, we after: chroma is placed differently by up to a pixel.
        EXPECT_LE(mean_difference(*reader.read(3), expected[3]), 4.0) << degrees;
    }
}

TEST(DisplayMatrix, OtherAnglesThanQuarterTurnsAreNotAppliedButNamed) {
    constexpr int32_t kOne = 1 << 16;
    constexpr int32_t kHalf = 46341;  // of the root of 2
    const int32_t slanted[9] = {kHalf, kHalf, 0, -kHalf, kHalf, 0, 0, 0, 1 << 30};
    const int32_t quarter[9] = {0, kOne, 0, -kOne, 0, 0, 0, 0, 1 << 30};
    PictureGeometry geometry;
    apply_display_matrix(slanted, geometry);
    EXPECT_EQ(geometry.rotation, 0);
    EXPECT_EQ(geometry.ignored_rotation, 45);
    apply_display_matrix(quarter, geometry);
    EXPECT_EQ(geometry.rotation, 90);
    EXPECT_EQ(geometry.ignored_rotation, 0);
}

TEST_F(VideoTime, PixelAspectStretchesTheShorterSide) {
    make_clip(folder_ / "wide.mp4", 160, 96, 4, "-vf setsar=4/3 " + kX264);
    make_clip(folder_ / "tall.mkv", 160, 96, 4, "-vf setsar=1/2 " + kX264);
    VideoReader wide(folder_ / "wide.mp4");
    EXPECT_EQ(wide.width(), 213);
    EXPECT_EQ(wide.height(), 96);
    EXPECT_EQ(number_in(*wide.read(3)), 3);
    VideoReader tall(folder_ / "tall.mkv");
    EXPECT_EQ(tall.width(), 160);
    EXPECT_EQ(tall.height(), 192);
    EXPECT_EQ(number_in(*tall.read(2)), 2);
}

TEST_F(VideoTime, ColoursFollowTheMatrixOfTheStream) {
    const auto file = folder_ / "matrix.mp4";
    make_clip(file, 160, 96, 3,
              "-vf scale=out_color_matrix=bt709:out_range=full -colorspace bt709 -color_range pc " + kX264 +
                  "-qp 4");
    VideoReader reader(file);
    // Bars of 20 and 235 come back as such only if range and matrix are read; coding noise measured below 3.
    const Image original = test::numbered_image(160, 96, 2);
    EXPECT_LE(mean_difference(*reader.read(2), original), 5.0);
}

TEST(TurnedImage, TurnsClockwiseAfterMirroring) {
    Image image(2, 3);
    for (int i = 0; i < 6; ++i) image.data()[3 * i] = static_cast<uint8_t>(i);
    const auto reds = [](const Image& turned) {
        std::vector<int> values;
        for (size_t i = 0; i < turned.bytes(); i += 3) values.push_back(turned.data()[i]);
        return values;
    };
    EXPECT_EQ(reds(turned_image(image, false, 90)), (std::vector<int>{4, 2, 0, 5, 3, 1}));
    EXPECT_EQ(reds(turned_image(image, false, 180)), (std::vector<int>{5, 4, 3, 2, 1, 0}));
    EXPECT_EQ(reds(turned_image(image, false, 270)), (std::vector<int>{1, 3, 5, 0, 2, 4}));
    EXPECT_EQ(reds(turned_image(image, true, 0)), (std::vector<int>{1, 0, 3, 2, 5, 4}));
    EXPECT_EQ(reds(turned_image(image, true, 90)), (std::vector<int>{5, 3, 1, 4, 2, 0}));
}

}  // namespace
}  // namespace rtrack
