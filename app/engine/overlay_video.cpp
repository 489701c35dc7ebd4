#include "app/engine/overlay_video.h"

namespace rtrack {
namespace {

constexpr double kRateOfPictures = 25;

VideoWriterOptions writer_options(double frames_per_second) {
    VideoWriterOptions options;
    options.frames_per_second = frames_per_second > 0 ? frames_per_second : kRateOfPictures;
    return options;
}

}  // namespace

OverlayVideo::OverlayVideo(const std::filesystem::path& file, int width, int height, double frames_per_second)
    : writer_(file, width, height, writer_options(frames_per_second)), thread_([this] { write_all(); }) {}

OverlayVideo::~OverlayVideo() {
    items_.close();
    if (thread_.joinable()) thread_.join();
}

void OverlayVideo::add(ImagePtr image, Draw draw) {
    if (!items_.push({std::move(image), std::move(draw)})) finish();  // the writing thread has failed
}

void OverlayVideo::write_all() {
    try {
        while (const std::optional<Item> item = items_.pop()) {
            Image picture = *item->image;
            item->draw(picture);
            writer_.write(picture);
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
