#pragma once

#include "tests/support/fake_source.h"
#include "tracking/base/geometry.h"
#include "tracking/base/procedural_noise.h"

namespace rtrack {

/// A textured square that moves by whole pixels over a textured ground: the truth is exact, and a tracker
/// that lags or leads by one frame is off by the whole step.
class MovingPatch : public FakeSource {
public:
    MovingPatch(int64_t frames, int step_x, int step_y, int side = 48)
        : FakeSource(frames, 320, 240), x_(step_x), y_(step_y), side_(side) {}

    [[nodiscard]] Box truth(int64_t frame_index) const {
        const double x = 160 - side_ / 2 + x_ * (frame_index - frame_count() / 2);
        const double y = 120 - side_ / 2 + y_ * (frame_index - frame_count() / 2);
        return {x, y, static_cast<double>(side_), static_cast<double>(side_)};
    }

    [[nodiscard]] ImagePtr read(int64_t frame_index) override {
        check_frame_index(*this, frame_index);
        auto image = std::make_shared<Image>(width(), height());
        const ProceduralNoise ground(3);
        const ProceduralNoise patch(5);
        const Box box = truth(frame_index);
        const int left = static_cast<int>(box.x);
        const int top = static_cast<int>(box.y);
        for (int y = 0; y < height(); ++y) {
            for (int x = 0; x < width(); ++x) {
                uint8_t* pixel = image->row(y) + 3 * x;
                const bool inside = x >= left && x < left + side_ && y >= top && y < top + side_;
                const float value = inside ? patch.fractal((x - left) / 9.0F, (y - top) / 9.0F, 3)
                                           : 0.4F * ground.fractal(x / 25.0F, y / 25.0F, 3);
                pixel[0] = static_cast<uint8_t>(255 * value);
                pixel[1] = static_cast<uint8_t>(inside ? 90 : 120 * value);
                pixel[2] = static_cast<uint8_t>(inside ? 255 * (1 - value) : 90 * value);
            }
        }
        return image;
    }

private:
    int x_;
    int y_;
    int side_;
};

}  // namespace rtrack
