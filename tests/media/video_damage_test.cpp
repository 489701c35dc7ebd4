// Files that are broken in the ways files are: never a crash, a hang, or a wrong frame without a word.
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "tests/media/clip_maker.h"
#include "tests/media/media_matchers.h"
#include "tests/support/files.h"
#include "tracking/base/crc32.h"
#include "tracking/media/jpeg.h"
#include "tracking/media/video_reader.h"

namespace rtrack {
namespace {

using test::have_encoder;
using test::make_clip;
using test::mean_difference;
using test::run_ffmpeg;

const std::string kX264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 12 -bf 2 ";

class VideoDamage : public testing::Test {
protected:
    void SetUp() override {
        if (!have_encoder("libx264")) GTEST_SKIP() << "the ffmpeg program with libx264 is not installed";
    }
    std::string open_error(const std::filesystem::path& file) {
        const std::string message =
            message_of_error(ErrorCode::Data, [&] { (void)open_frame_source(file)->read(0); });
        EXPECT_NE(message.find(file.filename().string()), std::string::npos) << message;
        return message;
    }
    const TemporaryFolder folder_;
};

TEST_F(VideoDamage, WhatIsNoVideoIsNamed) {
    write_bytes(folder_ / "empty.mp4", "");
    EXPECT_NE(open_error(folder_ / "empty.mp4").find("empty"), std::string::npos);
    write_bytes(folder_ / "text.mp4", "this is no video, whatever its name says\n");
    open_error(folder_ / "text.mp4");
    write_bytes(folder_ / "notes.txt", "neither is this\n");
    open_error(folder_ / "notes.txt");
    EXPECT_NE(open_error(folder_ / "nowhere.mp4").find("does not exist"), std::string::npos);
    open_error("/dev/null");
    run_ffmpeg("-f lavfi -i sine=d=1 -c:a aac '" + (folder_ / "sound.mp4").string() + "'");
    EXPECT_NE(open_error(folder_ / "sound.mp4").find("sound but no video"), std::string::npos);
    std::mt19937 random(3);
    std::string noise(100000, '\0');
    for (char& byte : noise) byte = static_cast<char>(random());
    write_bytes(folder_ / "noise.mkv", noise);
    open_error(folder_ / "noise.mkv");
}

TEST_F(VideoDamage, VideoWithoutFramesIsNamed) {
    make_clip(folder_ / "some.mkv", 160, 96, 5, kX264);
    run_ffmpeg("-i '" + (folder_ / "some.mkv").string() + "' -c copy -frames:v 0 '" +
               (folder_ / "none.mkv").string() + "'");
    open_error(folder_ / "none.mkv");
}

TEST_F(VideoDamage, EncryptedVideoIsNamed) {
    make_clip(folder_ / "open.mp4", 160, 96, 20, kX264);
    for (const std::string flags : {"", "-movflags frag_keyframe+empty_moov "}) {
        run_ffmpeg("-i '" + (folder_ / "open.mp4").string() + "' -c copy " + flags +
                   "-encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb "
                   "-encryption_kid a7e61c373e219033c21091fa607bf3b8 '" +
                   (folder_ / "closed.mp4").string() + "'");
        EXPECT_NE(open_error(folder_ / "closed.mp4").find("encrypted"), std::string::npos) << flags;
    }
}

TEST_F(VideoDamage, ScrambledTransportStreamIsNamed) {
    make_clip(folder_ / "open.ts", 160, 96, 20, kX264);
    std::string bytes = bytes_of(folder_ / "open.ts");
    for (size_t at = 0; at + 188 <= bytes.size(); at += 188) {
        const int id = (bytes[at + 1] & 0x1f) << 8 | static_cast<uint8_t>(bytes[at + 2]);
        if (id != 0x100) continue;  // ffmpeg's number of the first stream
        bytes[at + 3] = static_cast<char>(bytes[at + 3] | 0x80);
        for (size_t i = 12; i < 188; ++i) bytes[at + i] = static_cast<char>(bytes[at + i] ^ 0x5a);
    }
    write_bytes(folder_ / "closed.ts", bytes);
    EXPECT_NE(open_error(folder_ / "closed.ts").find("encrypted"), std::string::npos);
}

TEST_F(VideoDamage, HugePicturesAreRefusedBeforeTheyAreDecoded) {
    const auto big_endian = [](uint32_t value) {
        return std::string{static_cast<char>(value >> 24), static_cast<char>(value >> 16),
                           static_cast<char>(value >> 8), static_cast<char>(value)};
    };
    write_bytes(folder_ / "huge.y4m", "YUV4MPEG2 W20000 H20000 F25:1 Ip A1:1 C420\nFRAME\n");
    EXPECT_NE(open_error(folder_ / "huge.y4m").find("20000x20000"), std::string::npos);

    // A small JPEG whose header is made to say 20000 x 20000 (0x4e20).
    const std::vector<uint8_t> small = encode_jpeg(test::numbered_image(80, 40, 1));
    std::string jpeg(small.begin(), small.end());
    const size_t frame_header = jpeg.find("\xff\xc0");
    ASSERT_NE(frame_header, std::string::npos);
    jpeg.replace(frame_header + 5, 4, "\x4e\x20\x4e\x20");
    write_bytes(folder_ / "huge.jpg", jpeg);
    EXPECT_NE(open_error(folder_ / "huge.jpg").find("20000 x 20000"), std::string::npos);

    // 8-bit RGB; the checksum is that of this header.
    const std::string header =
        "IHDR" + big_endian(20000) + big_endian(20000) + std::string("\x08\x02\0\0\0", 5);
    const std::string png = "\x89PNG\r\n\x1a\n" + big_endian(13) + header + big_endian(crc32(header)) +
                            big_endian(0) + "IDAT" + big_endian(crc32("IDAT"));
    write_bytes(folder_ / "huge.png", png);
    EXPECT_NE(open_error(folder_ / "huge.png").find("20000 x 20000"), std::string::npos);
}

TEST_F(VideoDamage, CutOffFileOpensWithTheFramesThatAreThere) {
    for (const char* name : {"cut.mkv", "cut.ts", "cut.avi"}) {
        const auto whole = folder_ / (std::string("whole_") + name);
        make_clip(whole, 160, 96, 60, kX264);
        const std::string bytes = bytes_of(whole);
        write_bytes(folder_ / name, bytes.substr(0, bytes.size() * 6 / 10));
        VideoReader full(whole);
        VideoReader cut(folder_ / name);
        ASSERT_GT(cut.frame_count(), 20) << name;
        ASSERT_LT(cut.frame_count(), 60) << name;
        EXPECT_TRUE(full.info().damage.empty()) << name;
        ASSERT_FALSE(cut.info().damage.empty()) << name;
        EXPECT_NE(cut.info().damage.front().find("cut off"), std::string::npos) << name;
        int64_t good = 0;
        for (int64_t frame = 0; frame < cut.frame_count(); ++frame) {
            try {
                EXPECT_EQ(mean_difference(*cut.read(frame), *full.read(frame)), 0)
                    << name << " frame " << frame;
                ++good;
            } catch (const Error& failure) {
                EXPECT_EQ(failure.code(), ErrorCode::Data);
            }
        }
        EXPECT_GT(good, cut.frame_count() - 12) << name;  // at most the last group is lost
        EXPECT_EQ(good + static_cast<int64_t>(cut.missing_frames().size()), cut.frame_count()) << name;
    }
}

// Beside its pictures such a file has empty chunks, which its header counts.
TEST_F(VideoDamage, AviWithSoundIsNotCalledCutOff) {
    make_clip(folder_ / "silent.mp4", 160, 96, 60, kX264);
    run_ffmpeg("-f lavfi -i sine=duration=3 -i '" + (folder_ / "silent.mp4").string() +
               "' -c:v copy -c:a mp2 '" + (folder_ / "sound.avi").string() + "'");
    const VideoReader reader(folder_ / "sound.avi");
    EXPECT_EQ(reader.frame_count(), 60);
    EXPECT_TRUE(reader.info().damage.empty()) << reader.info().damage.front();
}

TEST_F(VideoDamage, CutOffMp4WithItsIndexInFrontSaysHowManyFramesAreMissing) {
    make_clip(folder_ / "whole.mp4", 160, 96, 60, kX264 + "-movflags +faststart");
    const std::string bytes = bytes_of(folder_ / "whole.mp4");
    write_bytes(folder_ / "cut.mp4", bytes.substr(0, bytes.size() / 2));
    const VideoReader reader(folder_ / "cut.mp4");
    ASSERT_FALSE(reader.info().damage.empty());
    EXPECT_NE(reader.info().damage.front().find("60 frames"), std::string::npos)
        << reader.info().damage.front();
}

TEST_F(VideoDamage, CutOffMp4WithoutItsIndexSaysWhy) {
    make_clip(folder_ / "whole.mp4", 160, 96, 30, kX264);
    const std::string bytes = bytes_of(folder_ / "whole.mp4");
    write_bytes(folder_ / "cut.mp4", bytes.substr(0, bytes.size() / 2));
    EXPECT_NE(open_error(folder_ / "cut.mp4").find("recording was not finished"), std::string::npos);
}

// Every frame of the damaged copy equals the whole file's or is refused; and both happen.
void expect_whole_or_refused(const std::filesystem::path& whole, const std::filesystem::path& damaged) {
    VideoReader good(whole);
    VideoReader reader(damaged);
    ASSERT_EQ(reader.frame_count(), good.frame_count());
    std::vector<int64_t> refused;
    std::vector<int64_t> wrong;
    for (int64_t frame = 0; frame < reader.frame_count(); ++frame) {
        try {
            if (mean_difference(*reader.read(frame), *good.read(frame)) > 0) wrong.push_back(frame);
        } catch (const Error& failure) {
            EXPECT_EQ(failure.code(), ErrorCode::Data);
            EXPECT_NE(std::string(failure.what()).find("frame " + std::to_string(frame)), std::string::npos);
            refused.push_back(frame);
        }
    }
    EXPECT_TRUE(wrong.empty()) << wrong.size() << " wrong frames, first " << wrong.front();
    EXPECT_FALSE(refused.empty());
    EXPECT_LT(refused.size(), 40U);
    EXPECT_EQ(reader.missing_frames(), refused);
    const std::vector<int64_t> checked = [&] {
        OpenOptions options;
        options.check_all = true;
        return VideoReader(damaged, options).missing_frames();
    }();
    EXPECT_EQ(checked, refused);
}

TEST_F(VideoDamage, OverwrittenBytesCostTheFramesThatNeedThemAndNoOthers) {
    for (const char* name : {"flip.mp4", "flip.mkv"}) {
        const auto whole = folder_ / (std::string("whole_") + name);
        make_clip(whole, 320, 192, 72, kX264 + "-qp 18");
        std::string bytes = bytes_of(whole);
        const VideoReader reader(whole);
        const PacketEntry& packet = reader.index()->packets()[30];  // in the third group
        for (int64_t i = packet.pos + packet.size / 2; i < packet.pos + packet.size; ++i)
            bytes[static_cast<size_t>(i)] = '\x5a';
        write_bytes(folder_ / name, bytes);
        expect_whole_or_refused(whole, folder_ / name);
    }
}

std::vector<int64_t> missing_with_threads(const std::filesystem::path& file, int threads) {
    OpenOptions options;
    options.check_all = true;
    options.threads = threads;
    return VideoReader(file, options).missing_frames();
}

TEST_F(VideoDamage, FrameThreadsNameTheSameFramesAsOneThread) {
    const std::vector<std::string> streams = {"-bf 2", "-bf 3 -x264-params slices=4",
                                              "-bf 3 -x264-params open-gop=1:scenecut=0",
                                              "-profile:v baseline"};
    std::mt19937 random(5);
    int damaged = 0;
    for (const std::string& stream : streams) {
        make_clip(folder_ / "whole.mp4", 160, 96, 48, "-c:v libx264 -pix_fmt yuv420p -g 12 " + stream);
        const std::string bytes = bytes_of(folder_ / "whole.mp4");
        const auto index = VideoReader(folder_ / "whole.mp4").index();
        EXPECT_TRUE(missing_with_threads(folder_ / "whole.mp4", 4).empty()) << stream;
        for (int64_t victim = 5; victim < 45; victim += 8) {
            const PacketEntry& packet = index->packets()[victim];
            std::string broken = bytes;
            for (int64_t i = packet.pos + packet.size / 2; i < packet.pos + packet.size; ++i)
                broken[static_cast<size_t>(i)] = static_cast<char>(random());
            write_bytes(folder_ / "broken.mp4", broken);
            const std::vector<int64_t> alone = missing_with_threads(folder_ / "broken.mp4", 1);
            damaged += alone.empty() ? 0 : 1;
            EXPECT_EQ(missing_with_threads(folder_ / "broken.mp4", 4), alone) << stream << " " << victim;
        }
    }
    EXPECT_GE(damaged, 10);  // of 20; noise now and then decodes without an error
}

// MJPEG's decoder says what it met in its log only; H.265's finds damage by the hashes in the stream.
TEST_F(VideoDamage, DamageIsFoundInOtherCodecsWhoseDecodersCanTell) {
    struct Case {
        std::string file;
        std::string encoder;
        std::string arguments;
    };
    for (const Case& one : {Case{"a.avi", "mjpeg", "-q:v 3 -pix_fmt yuvj420p"},
                            Case{"a.avi", "mpeg4", "-q:v 3 -g 12 -bf 2 -pix_fmt yuv420p"},
                            Case{"a.mkv", "libx265",
                                 "-preset ultrafast -pix_fmt yuv420p -x265-params "
                                 "keyint=12:min-keyint=12:hash=1:log-level=none"}}) {
        if (!have_encoder(one.encoder)) continue;
        make_clip(folder_ / one.file, 160, 96, 36, "-c:v " + one.encoder + " " + one.arguments);
        std::string bytes = bytes_of(folder_ / one.file);
        const VideoReader whole(folder_ / one.file);
        EXPECT_TRUE(missing_with_threads(folder_ / one.file, 4).empty()) << one.encoder;
        const PacketEntry packet = whole.index()->packets()[14];
        const auto first = static_cast<size_t>(bytes.find(bytes.substr(packet.pos, 16)));
        std::mt19937 random(9);
        for (int64_t i = packet.size / 2; i < packet.size; ++i)
            bytes[first + i] = static_cast<char>(random());
        write_bytes(folder_ / ("broken_" + one.file), bytes);
        const std::vector<int64_t> missing = missing_with_threads(folder_ / ("broken_" + one.file), 4);
        EXPECT_FALSE(missing.empty()) << one.encoder;
        EXPECT_LE(missing.size(), 15U) << one.encoder;  // a group of pictures and what leads into the next
    }
}

TEST_F(VideoDamage, RandomDamageNeverCrashesOrHangs) {
    for (const char* name : {"a.mp4", "a.mkv", "a.ts", "a.avi"}) {
        make_clip(folder_ / name, 160, 96, 30, kX264);
        const std::string bytes = bytes_of(folder_ / name);
        std::mt19937 random(11);
        for (int round = 0; round < 6; ++round) {
            std::string damaged = bytes;
            for (int i = 0; i < 20; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
            const auto file = folder_ / ("damaged_" + std::string(name));
            write_bytes(file, damaged);
            try {
                VideoReader reader(file);
                for (int64_t frame = 0; frame < std::min<int64_t>(reader.frame_count(), 40); ++frame) {
                    try {
                        (void)reader.read(frame);
                    } catch (const Error& failure) {
                        EXPECT_EQ(failure.code(), ErrorCode::Data) << failure.what();
                    }
                }
            } catch (const Error& failure) {
                EXPECT_EQ(failure.code(), ErrorCode::Data) << failure.what();
            }
        }
    }
}

TEST_F(VideoDamage, OpeningCanBeCancelled) {
    make_clip(folder_ / "long.mp4", 160, 96, 30, kX264);
    OpenOptions options;
    options.cancelled = [] { return true; };
    message_of_error(ErrorCode::Stopped, [&] { (void)open_frame_source(folder_ / "long.mp4", options); });
}

TEST_F(VideoDamage, FrameOutsideIsABrokenContract) {
    make_clip(folder_ / "short.mp4", 160, 96, 5, kX264);
    const auto source = open_frame_source(folder_ / "short.mp4");
    message_of_error(ErrorCode::Contract, [&] { (void)source->read(5); });
    message_of_error(ErrorCode::Contract, [&] { (void)source->read(-1); });
}

}  // namespace
}  // namespace rtrack
