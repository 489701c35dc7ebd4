// One picture a frame, also around damage: what is refused in order is refused after a seek, and nothing
// else.
#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/media/clip_maker.h"
#include "tracking/base/error.h"
#include "tracking/media/video_reader.h"

namespace rtrack {
namespace {

using test::have_encoder;
using test::make_clip;

const std::string kX264 = "-c:v libx264 -pix_fmt yuv420p ";

ImagePtr read_or_null(VideoReader& reader, int64_t frame) {
    try {
        return reader.read(frame);
    } catch (const Error& failure) {
        EXPECT_EQ(failure.code(), ErrorCode::Data) << failure.what();
        return nullptr;
    }
}

std::vector<ImagePtr> read_in_order(const std::filesystem::path& file, const OpenOptions& options = {}) {
    VideoReader reader(file, options);
    std::vector<ImagePtr> images;
    for (int64_t frame = 0; frame < reader.frame_count(); ++frame)
        images.push_back(read_or_null(reader, frame));
    return images;
}

bool same(const ImagePtr& a, const ImagePtr& b) {
    return (a == nullptr) == (b == nullptr) && (a == nullptr || *a == *b);
}

// Every frame by a reader of its own, and by one that goes backward.
void expect_same_after_seeks(const std::filesystem::path& file, const std::vector<ImagePtr>& in_order,
                             const OpenOptions& options) {
    VideoReader backward(file, options);
    for (int64_t frame = backward.frame_count() - 1; frame >= 0; --frame) {
        EXPECT_TRUE(same(read_or_null(backward, frame), in_order[frame])) << "backward, frame " << frame;
        VideoReader fresh(file, backward.index(), options);
        EXPECT_TRUE(same(read_or_null(fresh, frame), in_order[frame])) << "at once, frame " << frame;
    }
}

std::vector<int64_t> refused(const std::vector<ImagePtr>& images) {
    std::vector<int64_t> frames;
    for (int64_t frame = 0; frame < static_cast<int64_t>(images.size()); ++frame) {
        if (!images[frame]) frames.push_back(frame);
    }
    return frames;
}

/// Zeroes a packet from its byte `from` on. @return the frame that it gives in the whole file.
int64_t zero_packet(const std::filesystem::path& whole, const std::filesystem::path& damaged, int64_t packet,
                    int64_t from) {
    std::ifstream stream(whole, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const auto index = VideoReader(whole).index();
    const PacketEntry entry = index->packets()[packet];
    std::fill(bytes.begin() + entry.pos + from, bytes.begin() + entry.pos + entry.size, '\0');
    std::ofstream(damaged, std::ios::binary) << bytes;
    return index->frame_of_packet(packet);
}

class DamageAfterSeek : public testing::Test {
protected:
    void SetUp() override {
        if (!have_encoder("libx264")) GTEST_SKIP() << "the ffmpeg program with libx264 is not installed";
    }

    /// Zeroes the packet; then each frame is the whole file's or refused, the same one however one gets to
    /// it.
    /// @return the refused frames.
    std::vector<int64_t> refused_with_zeroed(const std::string& name, int64_t packet, int64_t from) {
        const auto damaged = folder_ / ("damaged_" + name);
        zero_packet(folder_ / name, damaged, packet, from);
        const std::vector<ImagePtr> whole = read_in_order(folder_ / name);
        std::vector<int64_t> frames;
        for (int threads : {1, 2, 5}) {
            OpenOptions options;
            options.threads = threads;
            const std::vector<ImagePtr> images = read_in_order(damaged, options);
            EXPECT_EQ(images.size(), whole.size());
            if (images.size() != whole.size()) return {};
            for (size_t frame = 0; frame < images.size(); ++frame) {
                EXPECT_TRUE(!images[frame] || *images[frame] == *whole[frame])
                    << name << ", " << threads << " threads, frame " << frame << " is another picture";
            }
            expect_same_after_seeks(damaged, images, options);
            if (threads > 1) {
                EXPECT_EQ(refused(images), frames) << name << ", " << threads << " threads";
            }
            frames = refused(images);
        }
        return frames;
    }
    const TemporaryFolder folder_;
};

TEST_F(DamageAfterSeek, IntactOpenGroupsOfPicturesAreReadWhole) {
    struct Case {
        std::string file;
        int frames;
        std::string parameters;
    };
    // 75 frames: the last group is so short that its pictures stay in a decoder that starts at its key
    // packet.
    for (const Case& one :
         {Case{"a.mp4", 72, "keyint=12:bframes=3"}, Case{"b.mp4", 75, "keyint=12:bframes=3"},
          Case{"c.ts", 75, "keyint=12:bframes=3:b-pyramid=strict"},
          Case{"d.mkv", 70, "keyint=10:bframes=3:b-pyramid=normal:ref=4"}}) {
        make_clip(folder_ / one.file, 160, 96, one.frames,
                  kX264 + "-x264-params open-gop=1:scenecut=0:" + one.parameters);
        for (int threads : {1, 2, 5}) {
            OpenOptions options;
            options.threads = threads;
            const std::vector<ImagePtr> images = read_in_order(folder_ / one.file, options);
            ASSERT_EQ(static_cast<int>(images.size()), one.frames);
            EXPECT_TRUE(refused(images).empty()) << one.file;
            expect_same_after_seeks(folder_ / one.file, images, options);
        }
    }
}

TEST_F(DamageAfterSeek, LostKeyFrameOfVp9IsNotPaintedOver) {
    if (!have_encoder("libvpx-vp9")) GTEST_SKIP() << "this ffmpeg has no encoder libvpx-vp9";
    make_clip(folder_ / "a.mp4", 160, 96, 60, "-c:v libvpx-vp9 -b:v 300k -g 12 -pix_fmt yuv420p");
    const auto index = VideoReader(folder_ / "a.mp4").index();
    const int64_t key = index->key_after(index->key_after(16));
    const std::vector<int64_t> frames = refused_with_zeroed("a.mp4", key, 0);
    ASSERT_EQ(frames.size(), 12U);
    EXPECT_EQ(frames.front(), index->frame_of_packet(key));
}

TEST_F(DamageAfterSeek, LostReferenceOfH264SpoilsWhatNeedsIt) {
    make_clip(folder_ / "a.mp4", 160, 96, 60, kX264 + "-g 12 -bf 2");
    const auto index = VideoReader(folder_ / "a.mp4").index();
    int64_t packet = 27;
    while (!index->packets()[packet].referenced || index->packets()[packet].key) ++packet;
    EXPECT_GT(refused_with_zeroed("a.mp4", packet, 4).size(), 1U);
}

// A decoder that starts in the middle of such a stream gives nothing for a while; what is lost then counts.
TEST_F(DamageAfterSeek, NoWrongPictureWhereKeyFramesAreRefreshedLittleByLittle) {
    make_clip(folder_ / "a.mp4", 160, 96, 60, kX264 + "-g 15 -x264-params intra-refresh=1");
    const std::vector<ImagePtr> whole = read_in_order(folder_ / "a.mp4");
    EXPECT_TRUE(refused(whole).empty());
    for (int64_t packet : {24, 28, 29, 31, 33}) {
        zero_packet(folder_ / "a.mp4", folder_ / "damaged.mp4", packet, 0);
        const VideoReader indexed(folder_ / "damaged.mp4");
        ASSERT_EQ(indexed.frame_count(), 60);
        for (int64_t frame = 0; frame < 60; ++frame) {
            VideoReader fresh(folder_ / "damaged.mp4", indexed.index());
            const ImagePtr image = read_or_null(fresh, frame);
            EXPECT_TRUE(!image || *image == *whole[frame]) << "packet " << packet << ", frame " << frame;
        }
    }
}

TEST_F(DamageAfterSeek, PictureThatNothingRefersToSpoilsItselfAlone) {
    make_clip(folder_ / "a.mp4", 160, 96, 60, kX264 + "-g 12 -bf 2");
    make_clip(folder_ / "b.mp4", 160, 96, 60, "-c:v mpeg4 -q:v 3 -g 12 -bf 2 -pix_fmt yuv420p");
    make_clip(folder_ / "c.ts", 160, 96, 60, kX264 + "-g 12 -bf 2");
    std::vector<std::string> names = {"a.mp4", "b.mp4"};
    if (have_encoder("libx265")) {
        make_clip(folder_ / "d.mp4", 160, 96, 60,
                  "-c:v libx265 -pix_fmt yuv420p -bf 2 -x265-params keyint=12:log-level=none");
        names.emplace_back("d.mp4");
    }
    for (const std::string& name : names) {
        const auto index = VideoReader(folder_ / name).index();
        int64_t packet = 27;
        while (packet < index->packet_count() && index->packets()[packet].referenced) ++packet;
        ASSERT_LT(packet, index->packet_count()) << name;
        constexpr int64_t kBehindTheHeader = 6;
        EXPECT_EQ(refused_with_zeroed(name, packet, kBehindTheHeader),
                  (std::vector<int64_t>{index->frame_of_packet(packet)}))
            << name;
    }
    const auto program = VideoReader(folder_ / "c.ts").index();
    EXPECT_TRUE(std::any_of(program->packets().begin(), program->packets().end(),
                            [](const PacketEntry& packet) { return !packet.referenced; }));
}

// The first packets are what the order of the frames is checked with.
TEST_F(DamageAfterSeek, DamageInTheFirstPacketsKeepsTheNumbersOfTheFrames) {
    make_clip(folder_ / "a.mp4", 160, 96, 60, kX264 + "-g 12 -bf 2");
    EXPECT_FALSE(refused_with_zeroed("a.mp4", 12, 0).empty());
    make_clip(folder_ / "b.avi", 160, 96, 30, "-c:v mjpeg -pix_fmt yuvj420p");
    EXPECT_EQ(refused_with_zeroed("b.avi", 3, 0), (std::vector<int64_t>{3}));
    if (!have_encoder("libvpx-vp9")) return;
    make_clip(folder_ / "c.mp4", 160, 96, 60, "-c:v libvpx-vp9 -b:v 300k -g 12 -pix_fmt yuv420p");
    EXPECT_FALSE(refused_with_zeroed("c.mp4", 12, 0).empty());
}

TEST_F(DamageAfterSeek, LeadingPictureOfAnOpenGroupSpoilsNothingBehindItsKeyFrame) {
    make_clip(folder_ / "a.mp4", 160, 96, 60,
              kX264 + "-x264-params open-gop=1:scenecut=0:keyint=12:bframes=3:b-pyramid=normal");
    const auto index = VideoReader(folder_ / "a.mp4").index();
    int64_t key = index->key_after(16);
    while (index->frame_of_packet(key + 1) > index->frame_of_packet(key)) key = index->key_after(key);
    const int64_t leading = key + 1;
    ASSERT_LT(index->frame_of_packet(leading), index->frame_of_packet(key));
    const std::vector<int64_t> frames = refused_with_zeroed("a.mp4", leading, 0);
    EXPECT_FALSE(frames.empty());
    for (int64_t frame : frames) EXPECT_LT(frame, index->frame_of_packet(key));
}

}  // namespace
}  // namespace rtrack
