#include "app/engine/overlay_video.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rtrack {
namespace {

constexpr double kRateOfPictures = 25;

VideoWriterOptions writer_options(double frames_per_second, bool variable_rate) {
    VideoWriterOptions options;
    options.frames_per_second = frames_per_second > 0 ? frames_per_second : kRateOfPictures;
    options.variable_rate = variable_rate;
    return options;
}

/// When each frame is shown; empty where they come at a constant rate, or without time.
std::vector<double> varying_seconds(const FrameSource& source) {
    constexpr double kRounding = 0.0025;  // Matroska counts milliseconds
    std::vector<double> seconds;
    double least = std::numeric_limits<double>::max();
    double most = 0;
    for (int64_t frame = 0; frame < source.frame_count(); ++frame) {
        const std::optional<double> shown = source.seconds_at(frame);
        if (!shown) return {};
        if (frame > 0) {
            least = std::min(least, *shown - seconds.back());
            most = std::max(most, *shown - seconds.back());
        }
        seconds.push_back(*shown);
    }
    return most - least > kRounding ? seconds : std::vector<double>();
}

}  // namespace

OverlayVideo::OverlayVideo(const std::filesystem::path& file, int width, int height, double frames_per_second)
    : OverlayVideo(file, width, height, frames_per_second, {}) {}

OverlayVideo::OverlayVideo(const std::filesystem::path& file, const FrameSource& source)
    : OverlayVideo(file, source.width(), source.height(), source.frames_per_second(),
                   varying_seconds(source)) {}

OverlayVideo::OverlayVideo(const std::filesystem::path& file, int width, int height, double frames_per_second,
                           std::vector<double> seconds)
    : seconds_(std::move(seconds)),
      writer_(file, width, height, writer_options(frames_per_second, !seconds_.empty())),
      thread_([this] { write_all(); }) {}

OverlayVideo::~OverlayVideo() {
    items_.close();
    if (thread_.joinable()) thread_.join();
}

void OverlayVideo::add(int64_t frame_index, ImagePtr image, Draw draw) {
    if (!first_frame_) first_frame_ = frame_index;
    double seconds = 0;
    if (!seconds_.empty()) {
        seconds = std::abs(seconds_.at(static_cast<size_t>(frame_index)) -
                           seconds_.at(static_cast<size_t>(*first_frame_)));
    }
    const bool written = items_.push({std::move(image), std::move(draw), seconds});
    if (!written) finish();  // the writing thread has failed
}

void OverlayVideo::write_all() {
    try {
        while (const std::optional<Item> item = items_.pop()) {
            Image picture = *item->image;
            item->draw(picture);
            writer_.write(picture, item->seconds);
        }
    } catch (...) {  // the edge of this thread: handed to finish()
        failure_ = std::current_exception();
        items_.close();
    }
}

void OverlayVideo::finish() {
    items_.close();
    thread_.join();
    if (failure_) std::rethrow_exception(failure_);
    writer_.finish();
}

}  // namespace rtrack
