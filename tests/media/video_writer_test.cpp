#include "tracking/media/video_writer.h"

#include <fstream>

#include <gtest/gtest.h>

#include "tests/media/clip_maker.h"
#include "tests/media/media_matchers.h"
#include "tracking/media/video_reader.h"

namespace rtrack {
namespace {

using test::mean_difference;
using test::number_in;
using test::numbered_image;

TEST(VideoWriter, WhatIsWrittenIsReadBackFrameByFrame) {
    const TemporaryFolder folder;
    for (const char* name : {"out.mp4", "out.mkv", "out.avi"}) {
        VideoWriterOptions options;
        options.frames_per_second = 29.97;
        options.key_interval = 10;
        VideoWriter writer(folder / name, 160, 96, options);
        for (int number = 0; number < 25; ++number) writer.write(numbered_image(160, 96, number));
        EXPECT_FALSE(std::filesystem::exists(folder / name));
        writer.finish();
        VideoReader reader(folder / name);
        ASSERT_EQ(reader.frame_count(), 25) << name;
        EXPECT_NEAR(reader.frames_per_second(), 29.97, 0.05) << name;
        EXPECT_FALSE(reader.info().variable_rate) << name;
        for (int64_t frame : {24, 0, 13}) {
            EXPECT_EQ(number_in(*reader.read(frame)), frame);
            // x264 at quality 20 on stripes: mean difference measured 4; a wrong matrix or range gives
            // over 9.
            EXPECT_LE(mean_difference(*reader.read(frame), numbered_image(160, 96, static_cast<int>(frame))),
                      6.0)
                << name;
        }
    }
}

TEST(VideoWriter, VariableRateKeepsTheTimesThatAreGiven) {
    const TemporaryFolder folder;
    const std::vector<double> times = {0, 0.04, 0.08, 2.5, 2.54, 2.62, 10.001, 10.034, 10.034, 11};
    for (const char* name : {"out.mp4", "out.mkv", "out.mov", "out.avi"}) {
        VideoWriterOptions options;
        options.frames_per_second = 1;
        options.variable_rate = true;
        VideoWriter writer(folder / name, 160, 96, options);
        for (size_t i = 0; i < times.size(); ++i)
            writer.write(numbered_image(160, 96, static_cast<int>(i)), times[i]);
        writer.finish();
        VideoReader reader(folder / name);
        ASSERT_EQ(reader.frame_count(), static_cast<int64_t>(times.size())) << name;
        EXPECT_EQ(number_in(*reader.read(9)), 9) << name;
        const bool has_times = std::string(name) != "out.avi";
        for (size_t i = 0; has_times && i < times.size(); ++i) {
            EXPECT_NEAR(*reader.seconds_at(static_cast<int64_t>(i)), times[i], 1.6e-3)
                << name;  // Matroska: ms
        }
    }
}

TEST(VideoWriter, OddSidesGrowByOnePixel) {
    const TemporaryFolder folder;
    VideoWriter writer(folder / "odd.mp4", 161, 97);
    writer.write(numbered_image(161, 97, 3));
    writer.finish();
    VideoReader reader(folder / "odd.mp4");
    EXPECT_EQ(reader.width(), 162);
    EXPECT_EQ(reader.height(), 98);
    EXPECT_EQ(number_in(*reader.read(0)), 3);
}

TEST(VideoWriter, UnfinishedFilesGoAway) {
    const TemporaryFolder folder;
    {
        VideoWriter writer(folder / "half.mp4", 160, 96);
        writer.write(numbered_image(160, 96, 0));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(VideoWriter, NoOtherFileIsTouchedWhileItIsWritten) {
    const TemporaryFolder folder;
    std::ofstream(folder / "a.part.mp4") << "precious";
    {
        VideoWriter first(folder / "a.mp4", 160, 96);
        VideoWriter second(folder / "a.mp4", 160, 96);
        first.write(numbered_image(160, 96, 1));
        second.write(numbered_image(160, 96, 2));
        first.finish();
        second.finish();
    }
    std::string word;
    std::ifstream(folder / "a.part.mp4") >> word;
    EXPECT_EQ(word, "precious");
    EXPECT_EQ(number_in(*VideoReader(folder / "a.mp4").read(0)), 2);
}

TEST(VideoWriter, ALinkStaysOneAndAFileThatIsReplacedPassesItsPermissionsOn) {
    const TemporaryFolder folder;
    std::filesystem::create_symlink("real.mp4", folder / "link.mp4");
    for (int round = 0; round < 2; ++round) {
        VideoWriter writer(folder / "link.mp4", 160, 96);
        writer.write(numbered_image(160, 96, 1));
        writer.finish();
        EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.mp4"));
        ASSERT_TRUE(std::filesystem::is_regular_file(folder / "real.mp4"));
        constexpr auto kPrivate = std::filesystem::perms(0600);
        if (round == 1) EXPECT_EQ(std::filesystem::status(folder / "real.mp4").permissions(), kPrivate);
        std::filesystem::permissions(folder / "real.mp4", kPrivate);
    }
}

TEST(VideoWriter, OnlyTheNamedContainersAreWritten) {
    const TemporaryFolder folder;
    for (const char* name : {"a.gif", "a.webm", "a.mp3", "a.yuv", "a.ts", "a"}) {
        const std::string message =
            message_of_error(ErrorCode::Argument, [&] { VideoWriter writer(folder / name, 160, 96); });
        EXPECT_NE(message.find("must end in .mp4"), std::string::npos) << message;
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(VideoWriter, FailuresAreNamed) {
    const TemporaryFolder folder;
    message_of_error(ErrorCode::Argument, [&] { VideoWriter writer(folder / "a.nothing", 160, 96); });
    message_of_error(ErrorCode::Argument, [&] { VideoWriter writer(folder / "a.mp4", 0, 96); });
    EXPECT_NE(message_of_error(ErrorCode::Data, [&] { VideoWriter writer("/nowhere/a.mp4", 160, 96); })
                  .find("/nowhere/a.mp4"),
              std::string::npos);
    VideoWriter writer(folder / "b.mp4", 160, 96);
    message_of_error(ErrorCode::Contract, [&] { writer.write(numbered_image(80, 40, 1)); });
}

}  // namespace
}  // namespace rtrack
