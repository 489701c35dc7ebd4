#include "app/commands/bench_media.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "app/commands/bench_folder.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"
#include "tracking/media/frame_cache.h"
#include "tracking/media/video_reader.h"
#include "tracking/media/video_writer.h"

namespace rtrack {
namespace {

constexpr int kWidth = 1920;
constexpr int kHeight = 1080;
constexpr int kFrames = 250;
constexpr int kKeyInterval = 50;
constexpr int kRounds = 3;  // the best counts: other work on the machine only ever slows down

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A clip in a folder of its own.
class BenchClip {
public:
    BenchClip() {
        log_info("bench: writing a clip of " + std::to_string(kFrames) + " frames, 1920 x 1080, H.264");
        VideoWriterOptions options;
        options.key_interval = kKeyInterval;
        VideoWriter writer(file(), kWidth, kHeight, options);
        Image image(kWidth, kHeight);
        for (int frame = 0; frame < kFrames; ++frame) {
            throw_if_stop_signal_came();
            draw(image, frame);
            writer.write(image);
        }
        writer.finish();
    }

    [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "clip.mp4"; }

private:
    // A moving texture with some grain: about 5 Mbit/s, as from a camera at rest.
    void draw(Image& image, int frame) {
        for (int y = 0; y < kHeight; ++y) {
            uint8_t* pixel = image.row(y);
            for (int x = 0; x < kWidth; ++x, pixel += 3) {
                const int grain = static_cast<int>(random_() & 7);
                const int moved = x + 2 * frame;
                pixel[0] = static_cast<uint8_t>(((moved >> 3) ^ (y >> 3)) % 200 + grain);
                pixel[1] = static_cast<uint8_t>((moved * y >> 11) % 200 + grain);
                pixel[2] = static_cast<uint8_t>(y / 8 + grain);
            }
        }
    }

    BenchFolder folder_;
    std::minstd_rand random_;
};

template <typename Action>
double best_seconds(Action action) {
    double best = 1e9;
    for (int round = 0; round < kRounds; ++round) {
        const Clock::time_point start = Clock::now();
        action();
        best = std::min(best, seconds_since(start));
    }
    return best;
}

/// Milliseconds: middle and 95th percentile.
nlohmann::json times_row(const std::string& what, std::vector<double> seconds) {
    std::sort(seconds.begin(), seconds.end());
    const auto at = [&](double part) {
        return 1000 * seconds[static_cast<size_t>(part * static_cast<double>(seconds.size() - 1))];
    };
    return {{"what", what}, {"median_ms", at(0.5)}, {"p95_ms", at(0.95)}};
}

double ffmpeg_seconds(const std::filesystem::path& file, int threads) {
    const std::string command = "ffmpeg -v error -nostdin -threads " + std::to_string(threads) + " -i '" +
                                file.string() + "' -pix_fmt rgb24 -f rawvideo -y /dev/null 2>/dev/null";
    if (std::system("ffmpeg -version >/dev/null 2>&1") != 0) return 0;
    return best_seconds([&] {
        throw_if_stop_signal_came();
        const int status = std::system(command.c_str());
        // While it runs, Ctrl+C reaches that program alone, which ends in order then.
        constexpr int kInterrupted = 255;
        if (WIFEXITED(status) && WEXITSTATUS(status) == kInterrupted)
            throw Error(ErrorCode::Stopped, "stopped on request");
        if (status != 0) throw Error(ErrorCode::Internal, "the ffmpeg program failed on the clip");
    });
}

OpenOptions with_threads(int threads) {
    OpenOptions options;
    options.threads = threads;
    return options;
}

// Decoding every frame from the key frame to the wanted one and converting that one, by a reader that stands
// right before them. It has already decoded a few frames ahead, which makes this baseline a little too fast.
double seconds_from_key(VideoReader& reader, int64_t frame) {
    (void)reader.read(reader.group_of(frame).first - 1);
    const Clock::time_point start = Clock::now();
    reader.check(reader.group_of(frame).first, frame);
    (void)reader.read(frame);
    return seconds_since(start);
}

}  // namespace

nlohmann::json bench_decode(int threads) {
    const BenchClip clip;
    VideoReader reader(clip.file(), with_threads(threads));
    const double ours = best_seconds([&] {
        for (int64_t frame = 0; frame < reader.frame_count(); ++frame) {
            throw_if_stop_signal_came();
            (void)reader.read(frame);
        }
    });
    const double program = ffmpeg_seconds(clip.file(), threads);
    nlohmann::json rows = nlohmann::json::array();
    rows.push_back({{"what", "VideoReader"}, {"frames_per_second", kFrames / ours}});
    if (program > 0) {
        rows.back()["against_ffmpeg"] = program / ours;
        rows.push_back(
            {{"what", "ffmpeg program"}, {"frames_per_second", kFrames / program}, {"against_ffmpeg", 1.0}});
    } else {
        log_warning("bench: the ffmpeg program is not installed; decoding has no baseline");
    }
    return {{"decode", rows}};
}

nlohmann::json bench_seek(int threads) {
    constexpr int kSeeks = 60;
    const BenchClip clip;
    auto reader = std::make_unique<VideoReader>(clip.file(), with_threads(threads));
    VideoReader walker(clip.file(), reader->index(), with_threads(threads));
    std::mt19937 random(1);
    std::uniform_int_distribution<int64_t> any(kKeyInterval, kFrames - 1);
    std::vector<double> seek;
    std::vector<double> least;
    std::vector<int64_t> frames;
    while (frames.size() < kSeeks) {
        throw_if_stop_signal_came();
        const int64_t frame = any(random);
        const int64_t key = reader->group_of(frame).first;
        if (frame == key || (!frames.empty() && frames.back() / kKeyInterval == frame / kKeyInterval))
            continue;
        frames.push_back(frame);
        least.push_back(seconds_from_key(walker, frame));
        const Clock::time_point start = Clock::now();
        (void)reader->read(frame);
        seek.push_back(seconds_since(start));
    }
    FrameCache cache(std::move(reader), size_t{kSeeks} * kWidth * kHeight * 3);
    for (int64_t frame : frames) {
        throw_if_stop_signal_came();
        (void)cache.get(frame);
    }
    std::vector<double> cached;
    for (int64_t frame : frames) {
        const Clock::time_point start = Clock::now();
        (void)cache.get(frame);
        cached.push_back(seconds_since(start));
    }
    nlohmann::json rows = {times_row("random exact seek", seek),
                           times_row("decoding from the key frame", least),
                           times_row("frame in the cache", cached)};
    const double least_median = rows[1]["median_ms"];
    for (nlohmann::json& row : rows) row["against_key_frame"] = row["median_ms"].get<double>() / least_median;
    return {{"seek", rows}};
}

}  // namespace rtrack
