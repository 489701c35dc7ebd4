// Files whose decoder header changes midway, as joining two recordings without coding them anew makes them:
// MP4 and FLV keep it outside the pictures, and hand a new one over once.
#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include <gtest/gtest.h>

#include "tests/media/clip_maker.h"
#include "tests/media/media_matchers.h"
#include "tracking/media/video_reader.h"

namespace rtrack {
namespace {

using test::have_encoder;
using test::make_clip;

constexpr int kFrames = 40;  // of each part

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string big_endian(const std::vector<uint32_t>& numbers) {
    std::string bytes;
    for (const uint32_t number : numbers) {
        for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xff);
    }
    return bytes;
}

std::string box(const std::string& type, const std::string& content) {
    return big_endian({static_cast<uint32_t>(8 + content.size())}) + type + content;
}

/// An MP4 file's description of its H.264 pictures: size, "avc1", and so on.
std::string sample_entry_of(const std::string& mp4) {
    const size_t at = mp4.find("avc1", mp4.find("stsd")) - 4;
    return mp4.substr(at,
                      static_cast<unsigned char>(mp4[at + 2]) << 8 | static_cast<unsigned char>(mp4[at + 3]));
}

/// The pictures of both files, each with its own description. Both were made without B-frames.
void join_mp4(const std::array<std::filesystem::path, 2>& parts, const std::filesystem::path& joined) {
    std::string pictures;
    std::string entries;
    std::vector<uint32_t> sizes;
    std::vector<uint32_t> keys;
    std::vector<uint32_t> places;  // of the parts
    const std::string head = box("ftyp", "isom" + big_endian({0}) + "isom");
    for (const auto& part : parts) {
        const std::string mp4 = bytes_of(part);
        const auto index = VideoReader(part).index();
        entries += sample_entry_of(mp4);
        places.push_back(static_cast<uint32_t>(head.size() + 8 + pictures.size()));
        for (const PacketEntry& packet : index->packets()) {
            pictures += mp4.substr(static_cast<size_t>(packet.pos), static_cast<size_t>(packet.size));
            sizes.push_back(static_cast<uint32_t>(packet.size));
            if (packet.key) keys.push_back(static_cast<uint32_t>(sizes.size()));
        }
    }
    const auto count = static_cast<uint32_t>(sizes.size());
    const std::string tables =
        box("stsd", big_endian({0, 2}) + entries) + box("stts", big_endian({0, 1, count, 1})) +
        box("stss", big_endian({0, static_cast<uint32_t>(keys.size())}) + big_endian(keys)) +
        box("stsc", big_endian({0, 2, 1, kFrames, 1, 2, count - kFrames, 2})) +
        box("stsz", big_endian({0, 0, count}) + big_endian(sizes)) +
        box("stco", big_endian({0, 2}) + big_endian(places));
    const std::string media = box("mdhd", big_endian({0, 0, 0, 25, count, 0})) +
                              box("hdlr", big_endian({0, 0}) + "vide" + big_endian({0, 0, 0, 0})) +
                              box("minf", box("vmhd", big_endian({1, 0, 0})) + box("stbl", tables));
    const std::string track = box("tkhd", big_endian({3, 0, 0, 1, 0, count}) + std::string(60, '\0'));
    const std::string movie = box("mvhd", big_endian({0, 0, 0, 25, count}) + std::string(80, '\0'));
    std::ofstream(joined, std::ios::binary)
        << head << box("mdat", pictures) << box("moov", movie + box("trak", track + box("mdia", media)));
}

std::vector<ImagePtr> read_in_order(VideoReader& reader) {
    std::vector<ImagePtr> images;
    for (int64_t frame = 0; frame < reader.frame_count(); ++frame) images.push_back(reader.read(frame));
    return images;
}

// In order as the ffmpeg program does; backward, forward from a frame of its own, and at once the same.
void expect_one_picture_a_frame(const std::filesystem::path& file) {
    VideoReader reader(file);
    ASSERT_EQ(reader.frame_count(), 2 * kFrames) << file;
    const std::vector<ImagePtr> images = read_in_order(reader);
    const std::vector<Image> truth = test::decoded_by_ffmpeg(file, 160, 96);
    ASSERT_EQ(truth.size(), images.size());
    for (int64_t frame = 2 * kFrames - 1; frame >= 0; --frame) {
        EXPECT_EQ(test::number_in(*images[frame]), frame % kFrames) << file << ", frame " << frame;
        // Two ways of turning YUV into RGB.
        EXPECT_LT(test::mean_difference(*images[frame], truth[frame]), 3) << file << ", frame " << frame;
        EXPECT_TRUE(*reader.read(frame) == *images[frame]) << file << ", backward, frame " << frame;
        VideoReader fresh(file, reader.index(), {});
        EXPECT_TRUE(*fresh.read(frame) == *images[frame]) << file << ", at once, frame " << frame;
    }
    // Short leaps, 36 to 55 among them, read on to the next key packet instead of looking for it in the file.
    OpenOptions one_thread;
    one_thread.threads = 1;
    VideoReader leaping(file, reader.index(), one_thread);
    for (const int64_t frame : {70, 3, 36, 55, 39, 79, 0, 41, 37, 61, 20, 44, 40})
        EXPECT_TRUE(*leaping.read(frame) == *images[frame]) << file << ", to and fro, frame " << frame;
    const FrameIndex kept = FrameIndex::from_bytes(reader.index()->to_bytes());
    EXPECT_EQ(kept, *reader.index());
    VideoReader of_kept(file, std::make_shared<const FrameIndex>(kept), {});
    EXPECT_TRUE(*of_kept.read(75) == *images[75]) << file;
}

class HeaderChange : public testing::Test {
protected:
    void SetUp() override {
        if (!have_encoder("libx264")) GTEST_SKIP() << "the ffmpeg program with libx264 is not installed";
    }

    /// Two takes of one size and other quantisers, which stand in the header.
    void make_takes(const std::string& ending, const std::string& more) {
        make_clip(folder_ / ("a" + ending), 160, 96, kFrames, kX264 + "-crf 12 " + more);
        make_clip(folder_ / ("b" + ending), 160, 96, kFrames, kX264 + "-crf 36 " + more);
    }

    const std::string kX264 = "-c:v libx264 -pix_fmt yuv420p -bf 0 ";
    const TemporaryFolder folder_;
};

TEST_F(HeaderChange, EveryFrameOfAJoinedFlvIsOnePicture) {
    for (const std::string& distance : {std::string("10"), std::string("25")}) {
        make_takes(".flv", "-g " + distance);
        constexpr size_t kFileHeader = 13;
        std::ofstream(folder_ / "joined.flv", std::ios::binary)
            << bytes_of(folder_ / "a.flv") << bytes_of(folder_ / "b.flv").substr(kFileHeader);
        expect_one_picture_a_frame(folder_ / "joined.flv");
    }
}

TEST_F(HeaderChange, EveryFrameOfAnMp4WithTwoDescriptionsIsOnePicture) {
    for (const std::string& distance : {std::string("10"), std::string("25")}) {
        make_takes(".mp4", "-g " + distance);
        join_mp4({folder_ / "a.mp4", folder_ / "b.mp4"}, folder_ / "joined.mp4");
        expect_one_picture_a_frame(folder_ / "joined.mp4");
    }
}

}  // namespace
}  // namespace rtrack
