#pragma once

#include <optional>
#include <string>

#include "tracking/base/frame_source.h"

namespace rtrack {

/// A source of 25 frames a second whose pictures the test makes: it defines `read`.
class FakeSource : public FrameSource {
public:
    FakeSource(int64_t frames, int width, int height) : frames_(frames), width_(width), height_(height) {}
    [[nodiscard]] std::string name() const override { return "fake"; }
    [[nodiscard]] int64_t frame_count() const override { return frames_; }
    [[nodiscard]] int width() const override { return width_; }
    [[nodiscard]] int height() const override { return height_; }
    [[nodiscard]] double frames_per_second() const override { return 25; }
    [[nodiscard]] std::optional<double> seconds_at(int64_t) const override { return std::nullopt; }

private:
    int64_t frames_;
    int width_;
    int height_;
};

}  // namespace rtrack
