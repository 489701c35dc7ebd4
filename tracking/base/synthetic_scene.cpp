#include "tracking/base/synthetic_scene.h"

#include <algorithm>
#include <cmath>

#include "tracking/base/error.h"
#include "tracking/base/synthetic_ball.h"
#include "tracking/base/synthetic_layers.h"

namespace rtrack {
namespace {

// Places below are in scene units: a 720th of the frame's height, the frame being 720 high and 1280 wide at
// 16:9.
constexpr double kUnitsHigh = 720;
constexpr double kCameraRange = 90;
constexpr double kTrunkX = 850;
constexpr double kTrunkWidth = 74;

double wave(double seconds, double period, double phase = 0) {
    return std::sin(2 * M_PI * seconds / period + phase);
}

Point camera(double seconds) {
    return {0.85 * kCameraRange * wave(seconds, 11.0) + 4 * wave(seconds, 1.7, 0.4),
            0.10 * kCameraRange * wave(seconds, 6.1, 1.0) + 1.5 * wave(seconds, 1.1)};
}

/// A bouncing ball's way, in the meadow's units; the camera is not yet taken off.
struct Bounce {
    double x;
    double ground;  ///< height of the ground under it, from the top
    double height;  ///< of its lowest point above the ground
    double radius;
    double squash;  ///< 0: round; 0.3: pressed to 70 % of its height
    double roll;
};

Bounce bounce(double seconds, double start_x, double reach, double period, double phase, double beat) {
    const double depth = 0.5 + 0.5 * wave(seconds, 8.3, phase);  // 0 far away, 1 near
    const double beats = seconds / beat + phase + 0.55;
    const double part = beats - std::floor(beats);
    const double top = 100 + 60 * depth + 25 * std::sin(2.4 * std::floor(beats));
    Bounce b{};
    b.radius = 40 + 26 * depth;
    b.ground = 560 + 95 * depth;
    b.height = top * 4 * part * (1 - part);
    b.squash =
        0.24 * std::exp(-std::pow(b.height / 22, 2)) - 0.08 * std::exp(-5 * part) * std::sin(26 * part);
    b.x = start_x + reach * wave(seconds, period, phase - 1.15);
    b.roll = b.x / (1.3 * b.radius) + 0.4 * wave(seconds, 3.1);
    return b;
}

/// The ball as the camera sees it. The ground point stays on the ground however the ball is pressed.
Ball ball_from(const Bounce& b, double seconds, const std::array<Colour, 3>& panels, double unit) {
    const Point eye = camera(seconds);
    Ball ball;
    ball.radius_x = b.radius * (1 + 0.55 * b.squash) * unit;
    ball.radius_y = b.radius * (1 - b.squash) * unit;
    ball.tilt = 0.22 * wave(seconds, 2.3) * std::max(0.0, 1 - 4 * std::fabs(b.squash));
    ball.center = {(b.x - eye.x) * unit, (b.ground - b.height - b.radius * (1 - b.squash) - eye.y) * unit};
    ball.roll = b.roll;
    ball.yaw = 0.9 * seconds + 0.5 * wave(seconds, 4.7);
    ball.pitch = 0.7 * wave(seconds, 5.9, 0.8);
    ball.panels = panels;
    return ball;
}

Bounce target_bounce(double seconds) {
    return bounce(seconds, 610, 400, 9.5, 0.0, 0.97);
}
Bounce distractor_bounce(double seconds) {
    return bounce(seconds, 660, 420, 7.1, 3.6, 0.83);
}

constexpr std::array<Colour, 3> kTargetPanels = {Colour{0.90F, 0.27F, 0.22F}, Colour{0.98F, 0.76F, 0.18F},
                                                 Colour{0.13F, 0.50F, 0.72F}};
constexpr std::array<Colour, 3> kDistractorPanels = {Colour{0.88F, 0.36F, 0.20F}, Colour{0.24F, 0.62F, 0.45F},
                                                     Colour{0.42F, 0.33F, 0.66F}};

void draw_ball_shadow(const Bounce& b, const Ball& ball, double unit, Image& frame) {
    const double lift = b.height / 200;
    const double ground_y = ball.center.y + (b.radius * (1 - b.squash) + b.height) * unit;
    const double radius_x = b.radius * (1.05 + 0.7 * lift) * unit;
    draw_shadow({ball.center.x - 0.4 * b.height * unit, ground_y}, radius_x, 0.24 * radius_x,
                0.55 / (1 + 2.2 * lift), frame);
}

/// How much of a pixel the trunk covers, the sheet's left border being at `left`.
float trunk_cover(const Layer& trunk, double left, int x, int y) {
    const int column = static_cast<int>(std::floor(x - left + 0.5));
    if (column < 0 || column >= trunk.width) return 0;
    return static_cast<float>(trunk.row(std::min(y, trunk.height - 1))[4 * column + 3]) / 255;
}

}  // namespace

struct SyntheticScene::Painting {
    double unit = 1;
    std::vector<Layer> background;
    Layer trunk;

    [[nodiscard]] double trunk_left(double seconds) const {
        return (kTrunkX - trunk.parallax * camera(seconds).x) * unit - trunk.width / 2.0;
    }
};

SyntheticScene::SyntheticScene(const SceneOptions& options) : options_(options) {
    if (options.width < 64 || options.height < 64 || options.frame_count <= 0 ||
        !(options.frames_per_second > 0)) {
        throw Error(ErrorCode::Contract,
                    "a synthetic scene needs at least 64 x 64 pixels, one frame and a rate");
    }
    auto painting = std::make_unique<Painting>();
    painting->unit = options.height / kUnitsHigh;
    painting->background =
        paint_background(options.width, options.height, painting->unit, kCameraRange, options.seed);
    painting->trunk =
        paint_trunk(static_cast<int>(kTrunkWidth * painting->unit), options.height, options.seed + 7);
    painting_ = std::move(painting);
}

SyntheticScene::~SyntheticScene() = default;

std::optional<double> SyntheticScene::seconds_at(int64_t frame_index) const {
    return static_cast<double>(frame_index) / options_.frames_per_second;
}

ImagePtr SyntheticScene::read(int64_t frame_index) {
    check_frame_index(*this, frame_index);
    const double seconds = *seconds_at(frame_index);
    const double unit = painting_->unit;
    auto frame = std::make_shared<Image>(options_.width, options_.height);
    draw_background(painting_->background, camera(seconds), unit, *frame);

    const Bounce target = target_bounce(seconds);
    const Ball target_ball = ball_from(target, seconds, kTargetPanels, unit);
    if (options_.distractor) {
        const Bounce other = distractor_bounce(seconds);
        const Ball other_ball = ball_from(other, seconds + 1.7, kDistractorPanels, unit);
        draw_ball_shadow(other, other_ball, unit, *frame);
        draw_ball_shadow(target, target_ball, unit, *frame);
        draw_ball(other_ball, *frame);
    } else {
        draw_ball_shadow(target, target_ball, unit, *frame);
    }
    draw_ball(target_ball, *frame);
    if (options_.occluder)
        draw_layer(painting_->trunk, -painting_->trunk_left(seconds), 0, options_.height, *frame);
    return frame;
}

SceneTruth SyntheticScene::truth(int64_t frame_index) const {
    check_frame_index(*this, frame_index);
    const double seconds = *seconds_at(frame_index);
    const Ball ball = ball_from(target_bounce(seconds), seconds, kTargetPanels, painting_->unit);
    const Box box = clipped(ball.box(), options_.width, options_.height);
    const double trunk_left = painting_->trunk_left(seconds);
    double whole = 0;
    double seen = 0;
    for (int y = static_cast<int>(box.y); y < static_cast<int>(std::ceil(box.bottom())); ++y) {
        for (int x = static_cast<int>(box.x); x < static_cast<int>(std::ceil(box.right())); ++x) {
            const float cover = ball.cover(x + 0.5, y + 0.5);
            whole += cover;
            seen += options_.occluder ? cover * (1 - trunk_cover(painting_->trunk, trunk_left, x, y)) : cover;
        }
    }
    return {box, whole > 0 ? seen / whole : 0};
}

}  // namespace rtrack
