#include "tracking/base/synthetic_ball.h"

#include <algorithm>
#include <cmath>

#include "tracking/base/procedural_noise.h"

namespace rtrack {
namespace {

struct Vector {
    float x, y, z;
};

/// The ellipse turned and scaled to the unit circle.
struct ToUnitCircle {
    explicit ToUnitCircle(const Ball& ball)
        : cosine(std::cos(ball.tilt)), sine(std::sin(ball.tilt)), ball(ball) {}

    [[nodiscard]] Point operator()(double x, double y) const {
        const double dx = x - ball.center.x;
        const double dy = y - ball.center.y;
        return {(cosine * dx + sine * dy) / ball.radius_x, (cosine * dy - sine * dx) / ball.radius_y};
    }

    double cosine, sine;
    const Ball& ball;
};

/// Pixels of `frame` that the box touches.
struct PixelRange {
    PixelRange(const Box& box, const Image& frame)
        : x1(std::clamp(static_cast<int>(std::floor(box.x)) - 1, 0, frame.width())),
          y1(std::clamp(static_cast<int>(std::floor(box.y)) - 1, 0, frame.height())),
          x2(std::clamp(static_cast<int>(std::ceil(box.right())) + 1, 0, frame.width())),
          y2(std::clamp(static_cast<int>(std::ceil(box.bottom())) + 1, 0, frame.height())) {}
    int x1, y1, x2, y2;
};

float cover_from_unit(const Point& unit, double smaller_radius) {
    const double distance = (1 - std::hypot(unit.x, unit.y)) * smaller_radius;
    return static_cast<float>(std::clamp(distance + 0.5, 0.0, 1.0));
}

/// Pattern of the ball at a place of its surface: six panels between two caps, seams, a print on every second
/// panel.
Colour pattern(const Ball& ball, const ProceduralNoise& noise, const Vector& n, float pixels_per_radian) {
    const float longitude = std::atan2(n.z, n.x) + static_cast<float>(M_PI);
    const float sectors = longitude / static_cast<float>(2 * M_PI) * 6;
    const int panel = std::min(5, static_cast<int>(sectors));
    const float within = sectors - static_cast<float>(panel);
    const float ring = std::max(0.05F, std::sqrt(n.x * n.x + n.z * n.z));
    const auto colour_of = [&](int index) {
        return index % 2 == 1 ? Colour{0.97F, 0.96F, 0.93F} : ball.panels[(index / 2) % 3];
    };
    const float panel_pixels = static_cast<float>(M_PI / 3) * ring * pixels_per_radian;
    const float to_edge = std::min(within, 1 - within) * panel_pixels;
    const int neighbour = (within < 0.5F ? panel + 5 : panel + 1) % 6;
    Colour colour = mix(colour_of(neighbour), colour_of(panel), std::clamp(0.5F + to_edge, 0.0F, 1.0F));
    const float dot_x = (within - 0.5F) * static_cast<float>(M_PI / 3) * ring;
    const float dot_y = n.y - (panel % 4 < 2 ? 0.18F : -0.22F);
    const float dot = 0.16F - std::sqrt(dot_x * dot_x + dot_y * dot_y);
    colour = mix(colour, colour_of(panel + 3), std::clamp(dot * pixels_per_radian + 0.5F, 0.0F, 1.0F));
    const float cap = (std::fabs(n.y) - 0.90F) * pixels_per_radian * 2;
    colour = mix(colour, Colour{0.20F, 0.22F, 0.30F}, std::clamp(cap + 0.5F, 0.0F, 1.0F));
    const float weave = noise.smooth(20 * n.x + 50, 20 * n.y + 13 * n.z) - 0.5F;
    return (1 + 0.10F * weave) * colour;
}

Colour lit(const Colour& colour, const Vector& n) {
    constexpr Vector kLight{0.52F, -0.62F, 0.588F};  // from the upper right, towards us
    const float diffuse = std::max(0.0F, n.x * kLight.x + n.y * kLight.y + n.z * kLight.z);
    const float reflected = 2 * diffuse * n.z - kLight.z;
    const float shine = std::pow(std::max(0.0F, reflected), 24.0F);
    const Colour ambient = mix(Colour{0.34F, 0.38F, 0.46F}, Colour{0.26F, 0.30F, 0.20F}, 0.5F + 0.5F * n.y);
    const Colour light = ambient + (0.78F * diffuse) * Colour{1.0F, 0.95F, 0.86F};
    return Colour{colour.red * light.red, colour.green * light.green, colour.blue * light.blue} +
           (0.35F * shine) * Colour{1, 0.97F, 0.9F};
}

/// Rows of the rotation from the view to the ball: roll in the picture, then yaw, then pitch, undone.
struct Turn {
    explicit Turn(const Ball& ball)
        : cr(std::cos(ball.roll)),
          sr(std::sin(ball.roll)),
          cy(std::cos(ball.yaw)),
          sy(std::sin(ball.yaw)),
          cp(std::cos(ball.pitch)),
          sp(std::sin(ball.pitch)) {}

    [[nodiscard]] Vector operator()(const Vector& v) const {
        const Vector a{static_cast<float>(cr * v.x + sr * v.y), static_cast<float>(cr * v.y - sr * v.x), v.z};
        const Vector b{static_cast<float>(cy * a.x - sy * a.z), a.y, static_cast<float>(sy * a.x + cy * a.z)};
        return {b.x, static_cast<float>(cp * b.y + sp * b.z), static_cast<float>(cp * b.z - sp * b.y)};
    }

    double cr, sr, cy, sy, cp, sp;
};

}  // namespace

Box Ball::box() const {
    const double half_width = std::hypot(radius_x * std::cos(tilt), radius_y * std::sin(tilt));
    const double half_height = std::hypot(radius_x * std::sin(tilt), radius_y * std::cos(tilt));
    return box_from_cxcywh(center.x, center.y, 2 * half_width, 2 * half_height);
}

float Ball::cover(double x, double y) const {
    return cover_from_unit(ToUnitCircle(*this)(x, y), std::min(radius_x, radius_y));
}

void draw_ball(const Ball& ball, Image& frame) {
    const ProceduralNoise noise(99);
    const ToUnitCircle to_unit(ball);
    const Turn turn(ball);
    const double smaller_radius = std::min(ball.radius_x, ball.radius_y);
    const PixelRange range(ball.box(), frame);
    for (int y = range.y1; y < range.y2; ++y) {
        for (int x = range.x1; x < range.x2; ++x) {
            const Point unit = to_unit(x + 0.5, y + 0.5);
            const float cover = cover_from_unit(unit, smaller_radius);
            if (cover <= 0) continue;
            const double squared = std::min(1.0, unit.x * unit.x + unit.y * unit.y);
            const Vector surface{static_cast<float>(unit.x), static_cast<float>(unit.y),
                                 static_cast<float>(std::sqrt(1 - squared))};
            // Towards the rim a pixel spans more of the surface: wider antialiasing there.
            const float pixels_per_radian = static_cast<float>(smaller_radius) * std::max(0.25F, surface.z);
            blend(frame.row(y) + 3 * x, lit(pattern(ball, noise, turn(surface), pixels_per_radian), surface),
                  cover);
        }
    }
}

void draw_shadow(const Point& center, double radius_x, double radius_y, double strength, Image& frame) {
    const PixelRange range(box_from_cxcywh(center.x, center.y, 2 * radius_x, 2 * radius_y), frame);
    for (int y = range.y1; y < range.y2; ++y) {
        for (int x = range.x1; x < range.x2; ++x) {
            const double dx = (x + 0.5 - center.x) / radius_x;
            const double dy = (y + 0.5 - center.y) / radius_y;
            const double inside = 1 - dx * dx - dy * dy;
            if (inside <= 0) continue;
            blend(frame.row(y) + 3 * x, Colour{0.08F, 0.12F, 0.08F},
                  static_cast<float>(strength * std::min(1.0, inside * 1.4)));
        }
    }
}

}  // namespace rtrack
