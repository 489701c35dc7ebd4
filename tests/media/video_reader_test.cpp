#include "tracking/media/video_reader.h"

#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include "tests/media/clip_maker.h"
#include "tests/media/media_matchers.h"

namespace rtrack {
namespace {

using test::decoded_by_ffmpeg;
using test::have_encoder;
using test::have_ffmpeg;
using test::make_clip;
using test::mean_difference;
using test::number_in;

/// Sequential, backward, random and after-seek reads of one file are the same pictures.
/// @return the frames, read in order.
std::vector<ImagePtr> expect_same_however_read(const std::filesystem::path& file) {
    VideoReader reader(file);
    std::vector<ImagePtr> in_order;
    for (int64_t frame = 0; frame < reader.frame_count(); ++frame) in_order.push_back(reader.read(frame));
    VideoReader other(file);
    const auto expect_same = [&](int64_t frame, const char* way) {
        const ImagePtr image = other.read(frame);
        EXPECT_TRUE(*image == *in_order[frame])
            << way << ", frame " << frame << ": number " << number_in(*image).value_or(-1)
            << ", mean difference " << mean_difference(*image, *in_order[frame]);
    };
    for (int64_t frame = reader.frame_count() - 1; frame >= 0; --frame) expect_same(frame, "backward");
    std::mt19937 random(7);
    std::uniform_int_distribution<int64_t> any(0, reader.frame_count() - 1);
    for (int i = 0; i < 40; ++i) {
        const int64_t frame = any(random);
        expect_same(frame, "random");
        if (frame + 1 < reader.frame_count()) expect_same(frame + 1, "after a seek");
    }
    return in_order;
}

struct ClipCase {
    std::string name;
    std::string encoder;
    std::string file;
    std::string arguments;
    int width = 160;
    int height = 96;
    int frames = 60;
    int dropped_by_encoder = 0;
};

void PrintTo(const ClipCase& clip, std::ostream* stream) {
    *stream << clip.name;
}

class Clips : public testing::TestWithParam<ClipCase> {};

TEST_P(Clips, FramesAreTheSameHoweverReadAndEqualFfmpegs) {
    const ClipCase& clip = GetParam();
    if (!have_ffmpeg()) GTEST_SKIP() << "the ffmpeg program is not installed";
    if (!have_encoder(clip.encoder)) GTEST_SKIP() << "this ffmpeg has no encoder " << clip.encoder;
    const TemporaryFolder folder;
    const std::filesystem::path file = folder / clip.file;
    make_clip(file, clip.width, clip.height, clip.frames, "-c:v " + clip.encoder + " " + clip.arguments);
    const std::vector<ImagePtr> frames = expect_same_however_read(file);
    ASSERT_EQ(static_cast<int>(frames.size()), clip.frames - clip.dropped_by_encoder);
    const std::vector<Image> expected = decoded_by_ffmpeg(file, clip.width, clip.height);
    ASSERT_EQ(expected.size(), frames.size());
    for (int i = 0; i < static_cast<int>(frames.size()); ++i) {
        if (clip.dropped_by_encoder == 0) {
            EXPECT_EQ(number_in(*frames[i]), i);
        }
        // Both decode the same samples; only the conversion's dithering and chroma path may differ.
        EXPECT_LE(mean_difference(*frames[i], expected[i]), 1.0) << "frame " << i;
    }
}

int64_t resident_pages() {
    int64_t size = 0;
    int64_t resident = 0;
    std::ifstream("/proc/self/statm") >> size >> resident;
    return resident;
}

TEST(LongVideo, MemoryStaysFlatOverTwoHours) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer keeps what was freed";
#endif
    if (!have_encoder("libx264")) GTEST_SKIP() << "the ffmpeg program with libx264 is not installed";
    const TemporaryFolder folder;
    const auto file = folder / "long.mkv";
    test::run_ffmpeg(
        "-f lavfi -i testsrc2=s=160x96:r=1 -t 7200 -c:v libx264 -preset ultrafast -g 50 -bf 2 '" +
        file.string() + "'");
    VideoReader reader(file);
    ASSERT_EQ(reader.frame_count(), 7200);
    constexpr int64_t kWarm = 1000;
    for (int64_t frame = 0; frame < kWarm; ++frame) (void)reader.read(frame);
    const int64_t before = resident_pages();
    for (int64_t frame = kWarm; frame < reader.frame_count(); ++frame) (void)reader.read(frame);
    // One page a frame would be 6200; a frame kept is 11 pages. 500 (2 MB) leave the
    // allocator room.
    EXPECT_LT(resident_pages() - before, 500);
}

const std::string kX264 = "-preset ultrafast -pix_fmt yuv420p ";

INSTANTIATE_TEST_SUITE_P(
    All, Clips,
    testing::Values(
        ClipCase{"H264", "libx264", "a.mp4", kX264 + "-g 12"},
        ClipCase{"H264BFrames", "libx264", "a.mp4",
                 kX264 + "-g 15 -bf 3 -x264-params b-pyramid=normal:scenecut=0"},
        ClipCase{"H264OpenGop", "libx264", "a.mp4", kX264 + "-g 15 -bf 3 -x264-params open-gop=1:scenecut=0"},
        ClipCase{"H264OpenGopMkv", "libx264", "a.mkv",
                 kX264 + "-g 15 -bf 3 -x264-params open-gop=1:scenecut=0"},
        ClipCase{"H264OpenGopTs", "libx264", "a.ts",
                 kX264 + "-g 15 -bf 3 -x264-params open-gop=1:scenecut=0"},
        ClipCase{"H264IntraRefresh", "libx264", "a.mp4", kX264 + "-g 15 -x264-params intra-refresh=1"},
        ClipCase{"H264Avi", "libx264", "a.avi", kX264 + "-g 15 -bf 2"},
        ClipCase{"H264Mov", "libx264", "a.mov", kX264 + "-g 15 -bf 2"},
        ClipCase{"H264Raw", "libx264", "a.h264", kX264 + "-g 15 -bf 2"},
        ClipCase{"H264TenBit", "libx264", "a.mp4", "-preset ultrafast -pix_fmt yuv420p10le -g 15 -bf 2"},
        ClipCase{"H264Interlaced", "libx264", "a.ts", kX264 + "-g 15 -bf 2 -flags +ildct+ilme", 160, 96},
        ClipCase{"H264OddSize", "libx264", "a.mp4", "-preset ultrafast -pix_fmt yuv444p -g 15", 163, 97},
        ClipCase{"H264OddSize420", "libx264", "a.mkv", kX264 + "-g 15", 162, 98},
        ClipCase{"H265", "libx265", "a.mp4",
                 "-preset ultrafast -pix_fmt yuv420p -x265-params keyint=15:log-level=none:pools=1"},
        ClipCase{"H265OpenGop", "libx265", "a.mkv",
                 "-preset ultrafast -pix_fmt yuv420p -bf 3 -x265-params "
                 "open-gop=1:keyint=15:min-keyint=15:scenecut=0:log-level=none"},
        ClipCase{"H265OpenGopMov", "libx265", "a.mov",
                 "-preset ultrafast -pix_fmt yuv420p -tag:v hvc1 -bf 3 -x265-params "
                 "open-gop=1:keyint=15:min-keyint=15:scenecut=0:log-level=none"},
        ClipCase{"H265TenBitTs", "libx265", "a.ts",
                 "-preset ultrafast -pix_fmt yuv420p10le -bf 2 -x265-params keyint=15:log-level=none"},
        ClipCase{"Vp9", "libvpx-vp9", "a.webm",
                 "-b:v 400k -g 15 -deadline realtime -cpu-used 8 -pix_fmt yuv420p"},
        ClipCase{
            "Vp9AltRef", "libvpx-vp9", "a.webm",
            "-b:v 300k -g 20 -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 12 -pix_fmt yuv420p"},
        ClipCase{"Vp9OddMkv", "libvpx-vp9", "a.mkv",
                 "-b:v 400k -g 15 -deadline realtime -cpu-used 8 -pix_fmt yuv420p", 163, 97},
        ClipCase{"Vp8AltRef", "libvpx", "a.webm",
                 "-b:v 400k -g 20 -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 12"},
        ClipCase{"Av1", "libsvtav1", "a.mp4", "-preset 12 -g 15 -pix_fmt yuv420p", 160, 96, 40},
        ClipCase{"Av1Aom", "libaom-av1", "a.webm",
                 "-cpu-used 8 -usage realtime -b:v 300k -g 15 -pix_fmt yuv420p", 160, 96, 30},
        ClipCase{"Mpeg4Avi", "mpeg4", "a.avi", "-q:v 3 -g 12 -bf 2 -pix_fmt yuv420p"},
        ClipCase{"Mpeg4PackedAvi", "libxvid", "a.avi", "-q:v 3 -g 12 -bf 2 -pix_fmt yuv420p", 160, 96, 60, 2},
        ClipCase{"Mpeg4NoBAvi", "mpeg4", "a.avi", "-q:v 3 -g 12 -pix_fmt yuv420p"},
        ClipCase{"Mpeg4Mp4", "mpeg4", "a.mp4", "-q:v 3 -g 12 -bf 2 -pix_fmt yuv420p"},
        ClipCase{"Mpeg2Ts", "mpeg2video", "a.ts", "-q:v 3 -g 12 -bf 2 -pix_fmt yuv420p"},
        ClipCase{"Mpeg2Program", "mpeg2video", "a.mpg", "-q:v 3 -g 12 -bf 2 -pix_fmt yuv420p"},
        ClipCase{"MjpegAvi", "mjpeg", "a.avi", "-q:v 3 -pix_fmt yuvj420p"},
        ClipCase{"MjpegMovOdd", "mjpeg", "a.mov", "-q:v 3 -pix_fmt yuvj444p", 163, 97},
        ClipCase{"Prores", "prores_ks", "a.mov", "-profile:v 2", 160, 96, 30}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace rtrack
