// Damage to the structure of a file, where demuxers pass over packets without a word.
#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "tests/media/clip_maker.h"
#include "tests/support/files.h"
#include "tracking/base/error.h"
#include "tracking/media/video_reader.h"

namespace rtrack {
namespace {

using test::have_encoder;
using test::make_clip;
using test::number_in;

const std::string kX264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 12 -bf 2 ";
constexpr int kFrames = 60;

struct Reading {
    std::vector<int> shown;  // the numbers in the pictures
    int64_t frames = 0;
    std::string damage;
};

// The number in the picture is its identity; equal to the whole file's picture of that number it must be too.
Reading read_against(const std::filesystem::path& whole, const std::filesystem::path& damaged) {
    std::map<int, ImagePtr> good;
    VideoReader intact(whole);
    for (int64_t frame = 0; frame < intact.frame_count(); ++frame) {
        const ImagePtr image = intact.read(frame);
        good[number_in(*image).value_or(-1)] = image;
    }
    Reading reading;
    VideoReader reader(damaged);
    reading.frames = reader.frame_count();
    for (int64_t frame = 0; frame < reader.frame_count(); ++frame) {
        try {
            const ImagePtr image = reader.read(frame);
            const int number = number_in(*image).value_or(-1);
            EXPECT_TRUE(good.count(number) > 0 && *good[number] == *image)
                << damaged << ": frame " << frame << " is a wrong picture";
            reading.shown.push_back(number);
        } catch (const Error& failure) {
            EXPECT_EQ(failure.code(), ErrorCode::Data) << failure.what();
        }
    }
    for (const std::string& sentence : reader.info().damage) reading.damage += sentence + "\n";
    return reading;
}

class FileGap : public testing::Test {
protected:
    void SetUp() override {
        if (!have_encoder("libx264")) GTEST_SKIP() << "the ffmpeg program with libx264 is not installed";
    }

    std::filesystem::path with_zeros(const std::filesystem::path& whole, int64_t begin, int64_t bytes) {
        std::string content = bytes_of(whole);
        const int64_t end = std::min(begin + bytes, static_cast<int64_t>(content.size()));
        std::fill(content.begin() + begin, content.begin() + end, '\0');
        const auto damaged = folder_ / ("damaged_" + whole.filename().string());
        std::ofstream(damaged, std::ios::binary) << content;
        return damaged;
    }
    /// Zeroes from a little before the header of `packet` on.
    std::filesystem::path without_header(const std::filesystem::path& whole, int64_t packet) {
        return with_zeros(whole, VideoReader(whole).index()->packets()[packet].pos - 100, 300);
    }

    const TemporaryFolder folder_;
};

// The number that stands ahead of these words; 0 if they are not there.
int64_t number_before(const std::string& text, const std::string& words) {
    const size_t end = text.find(words);
    if (end == std::string::npos) return 0;
    size_t begin = end;
    while (begin > 0 && std::isdigit(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
    return std::stoll(text.substr(begin, end - begin));
}

void expect_named(const Reading& reading, const std::string& name) {
    const int64_t gone = kFrames - reading.frames;
    EXPECT_GT(gone, 0) << name;
    EXPECT_NE(reading.damage.find("damaged at byte"), std::string::npos) << name << ": " << reading.damage;
    const int64_t named = number_before(reading.damage, " frames are gone") +
                          number_before(reading.damage, " frame is gone") +
                          number_before(reading.damage, " compressed pictures cannot be decoded");
    EXPECT_EQ(named, gone) << name << ": " << reading.damage;
    EXPECT_GT(reading.shown.size(), 10U) << name;
}

TEST_F(FileGap, LostPacketsAreCountedAndNoWrongPictureIsShown) {
    struct Case {
        std::string file;
        std::string encoder;
        std::string arguments;
    };
    const std::string vp9 = "-c:v libvpx-vp9 -b:v 300k -g 12 -pix_fmt yuv420p";
    const std::string av1 = "-c:v libaom-av1 -cpu-used 8 -b:v 300k -g 12 -pix_fmt yuv420p";
    for (const Case& one : {Case{"a.mkv", "libx264", kX264}, Case{"b.webm", "libvpx-vp9", vp9},
                            Case{"c.mkv", "libaom-av1", av1}, Case{"d.flv", "libx264", kX264},
                            Case{"e.avi", "libx264", kX264}}) {
        if (!have_encoder(one.encoder)) continue;
        const std::string clusters =
            one.file.find(".mkv") != std::string::npos || one.file.find(".webm") != std::string::npos
                ? " -cluster_time_limit 500"
                : "";
        make_clip(folder_ / one.file, 160, 96, kFrames, one.arguments + clusters);
        for (const int64_t packet : {29, 36}) {
            const auto damaged = without_header(folder_ / one.file, packet);
            expect_named(read_against(folder_ / one.file, damaged), one.file);
        }
    }
}

// The demuxer finds no further cluster: the rest of the video is gone.
TEST_F(FileGap, RestOfTheVideoThatIsGoneIsCounted) {
    make_clip(folder_ / "a.mkv", 160, 96, kFrames, kX264 + "-cluster_time_limit 100000");
    expect_named(read_against(folder_ / "a.mkv", without_header(folder_ / "a.mkv", 30)), "a.mkv");
}

TEST_F(FileGap, CutOffFragmentedMp4IsSaidToBeCutOff) {
    make_clip(folder_ / "a.mp4", 160, 96, kFrames,
              kX264 + "-movflags frag_keyframe+empty_moov+default_base_moof");
    std::filesystem::resize_file(folder_ / "a.mp4", std::filesystem::file_size(folder_ / "a.mp4") * 6 / 10);
    const VideoReader reader(folder_ / "a.mp4");
    ASSERT_FALSE(reader.info().damage.empty());
    EXPECT_NE(reader.info().damage.front().find("cut off"), std::string::npos)
        << reader.info().damage.front();
}

// The table of a fragment (moof) says where its pictures lie: bytes of it are zeroed here and there.
TEST_F(FileGap, BrokenFragmentsOfMp4AreNamedAndNoWrongPictureIsShown) {
    for (const std::string fragments : {"frag_keyframe", "frag_every_frame"}) {
        const auto whole = folder_ / (fragments + ".mp4");
        make_clip(whole, 160, 96, kFrames, kX264 + "-movflags empty_moov+default_base_moof+" + fragments);
        const std::string content = bytes_of(whole);
        std::vector<int64_t> tables;  // where the boxes named moof begin
        for (size_t at = content.find("moof"); at != std::string::npos; at = content.find("moof", at + 1))
            tables.push_back(static_cast<int64_t>(at) - 4);
        ASSERT_GT(tables.size(), 3U);
        const int64_t middle = tables[tables.size() / 2];
        struct Damage {
            int64_t begin;
            int64_t bytes;
        };
        // The table's header; its first boxes; its name; from the pictures ahead on; several fragments.
        for (const auto& [begin, bytes] :
             {Damage{0, 8}, Damage{8, 40}, Damage{4, 4}, Damage{-100, 150}, Damage{-200, 1500}}) {
            const auto damaged = with_zeros(whole, middle + begin, bytes);
            const std::string name = damaged.string() + " from " + std::to_string(begin);
            const Reading reading = read_against(whole, damaged);
            EXPECT_NE(reading.damage.find("damaged at byte"), std::string::npos)
                << name << ": " << reading.damage;
            EXPECT_GT(reading.shown.size(), 10U) << name;
        }
    }
}

// Boxes within boxes to a depth that no honest file has, in place of the index at the end (mfra): like that
// one they end with their length, so that the demuxer believes in the index at the start (sidx).
TEST_F(FileGap, FragmentOfBoxesWithinBoxesIsNamedAndCostsNothingElse) {
    const auto file = folder_ / "a.mp4";
    make_clip(file, 160, 96, kFrames,
              kX264 + "-movflags frag_keyframe+empty_moov+default_base_moof+global_sidx");
    constexpr uint32_t kBoxes = 200'000;
    const auto number = [](uint32_t value) {
        std::string bytes;
        for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
        return bytes;
    };
    std::string nested;
    for (uint32_t inner = kBoxes; inner > 0; --inner)
        nested += number(8 * inner + 12) + (inner == kBoxes ? "moof" : "traf");
    nested += number(12) + "free" + number(8 * kBoxes + 12);
    const std::string whole = bytes_of(file);
    std::ofstream(file, std::ios::binary) << whole.substr(0, whole.rfind("mfra") - 4) << nested;
    const VideoReader reader(file);
    EXPECT_EQ(reader.frame_count(), kFrames);
    EXPECT_FALSE(reader.info().damage.empty());
}

// Time stamps with holes are no damage.
TEST_F(FileGap, IntactVideosAreNotCalledDamaged) {
    for (const std::string name : {"a.mkv", "b.webm", "c.flv", "d.avi", "e.mp4"}) {
        const bool webm = name.find(".webm") != std::string::npos;
        if (webm && !have_encoder("libvpx-vp9")) continue;
        const std::string codec = webm ? "-c:v libvpx-vp9 -b:v 300k -g 12 -pix_fmt yuv420p " : kX264;
        const std::string flags = name == "e.mp4" ? "-movflags frag_keyframe+empty_moov " : "";
        make_clip(
            folder_ / name, 160, 96, kFrames,
            codec + flags + "-vf \"setpts='PTS+if(gte(N,20),2/TB,0)+if(gte(N,40),5/TB,0)'\" -vsync vfr");
        const VideoReader reader(folder_ / name);
        EXPECT_TRUE(reader.info().damage.empty()) << name << ": " << reader.info().damage.front();
    }
}

}  // namespace
}  // namespace rtrack
