#include "training/data/procedural.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rtrack {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

struct Rgb {
    float values[3];
};

Rgb random_rgb(Random& random) {
    Rgb color{};
    const bool gray = random.chance(0.25);
    const double level = random.uniform(15, 240);
    for (float& value : color.values) value = static_cast<float>(gray ? level : random.uniform(10, 245));
    return color;
}

Rgb mixed(const Rgb& a, const Rgb& b, float share) {
    Rgb result{};
    for (int c = 0; c < 3; ++c) result.values[c] = a.values[c] + (b.values[c] - a.values[c]) * share;
    return result;
}

/// Smooth values from a coarse random grid, one octave: cells x cells over the texture, repeated at its edge.
class ValueNoise {
public:
    ValueNoise(Random& random, int cells) : cells_(cells), grid_(static_cast<size_t>(cells) * cells) {
        for (float& value : grid_) value = static_cast<float>(random.uniform());
    }
    [[nodiscard]] float at(float u, float v) const {
        const float x = u * static_cast<float>(cells_), y = v * static_cast<float>(cells_);
        const int x0 = static_cast<int>(x), y0 = static_cast<int>(y);
        const float tx = x - static_cast<float>(x0), ty = y - static_cast<float>(y0);
        const float upper = value(x0, y0) + (value(x0 + 1, y0) - value(x0, y0)) * tx;
        const float lower = value(x0, y0 + 1) + (value(x0 + 1, y0 + 1) - value(x0, y0 + 1)) * tx;
        return upper + (lower - upper) * ty;
    }

private:
    [[nodiscard]] float value(int x, int y) const {
        return grid_[static_cast<size_t>(y % cells_) * cells_ + static_cast<size_t>(x % cells_)];
    }
    int cells_;
    std::vector<float> grid_;
};

enum class Pattern { Noise, Stripes, Checks, Spots, Gradient };

/// A pattern's value in [0, 1] at (u, v) in [0, 1).
struct PatternField {
    Pattern pattern;
    float frequency;
    float cosine;
    float sine;
    float sharpness;

    explicit PatternField(Random& random) {
        const double draw = random.uniform();
        pattern = draw < 0.45  ? Pattern::Noise
                  : draw < 0.6 ? Pattern::Stripes
                  : draw < 0.7 ? Pattern::Checks
                  : draw < 0.8 ? Pattern::Spots
                               : Pattern::Gradient;
        frequency = static_cast<float>(random.uniform(1.5, 9));
        const double angle = random.uniform(0, kTurn);
        cosine = static_cast<float>(std::cos(angle));
        sine = static_cast<float>(std::sin(angle));
        sharpness = static_cast<float>(random.uniform(1, 8));
    }

    [[nodiscard]] float at(float u, float v) const {
        const float a = u * cosine - v * sine, b = u * sine + v * cosine;
        const auto hard = [this](float wave) { return std::clamp(0.5F + wave * sharpness, 0.0F, 1.0F); };
        const float turn = static_cast<float>(kTurn) * frequency;
        switch (pattern) {
            case Pattern::Stripes:
                return hard(std::sin(turn * a));
            case Pattern::Checks:
                return hard(std::sin(turn * a) * std::sin(turn * b));
            case Pattern::Spots:
                return hard(std::cos(turn * a) * std::cos(turn * b) - 0.6F);
            case Pattern::Gradient:
                return std::clamp(0.5F + a, 0.0F, 1.0F);
            case Pattern::Noise:
                break;
        }
        return 0.5F;
    }
};

}  // namespace

PyramidPtr generated_texture(Random& random, int size) {
    const PatternField field(random);
    const ValueNoise coarse(random, static_cast<int>(random.integer(2, 6)));
    const ValueNoise fine(random, static_cast<int>(random.integer(8, 40)));
    const auto coarse_share = static_cast<float>(random.uniform(0.2, 1));
    const auto fine_share = static_cast<float>(random.uniform(0, 0.6));
    const Rgb first = random_rgb(random), second = random_rgb(random), third = random_rgb(random);
    Image image(size, size);
    for (int y = 0; y < size; ++y) {
        uint8_t* pixel = image.row(y);
        const float v = static_cast<float>(y) / static_cast<float>(size);
        for (int x = 0; x < size; ++x, pixel += 3) {
            const float u = static_cast<float>(x) / static_cast<float>(size);
            const float low = coarse.at(u, v), high = fine.at(u, v);
            const float share = field.pattern == Pattern::Noise ? low : field.at(u, v);
            const Rgb base = mixed(mixed(first, second, share), third, low * coarse_share * 0.5F);
            const float grain = (high - 0.5F) * fine_share * 160;
            for (int c = 0; c < 3; ++c) {
                pixel[c] = static_cast<uint8_t>(std::clamp(base.values[c] + grain, 0.0F, 255.0F));
            }
        }
    }
    return std::make_shared<const Pyramid>(image);
}

namespace {

std::vector<Point> blob(Random& random) {
    constexpr int kPoints = 40;
    double amplitudes[4], phases[4];
    for (int k = 0; k < 4; ++k) {
        amplitudes[k] = random.normal(0.35 / (k + 2));
        phases[k] = random.uniform(0, kTurn);
    }
    std::vector<Point> points;
    for (int i = 0; i < kPoints; ++i) {
        const double angle = kTurn * i / kPoints;
        double radius = 1;
        for (int k = 0; k < 4; ++k) radius += amplitudes[k] * std::cos((k + 2) * angle + phases[k]);
        radius = std::max(radius, 0.35);
        points.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    return points;
}

std::vector<Point> polygon(Random& random) {
    const auto corners = static_cast<int>(random.integer(3, 8));
    const bool star = random.chance(0.3);
    const double inner = random.uniform(0.4, 0.8), start = random.uniform(0, kTurn);
    std::vector<Point> points;
    for (int i = 0; i < (star ? 2 : 1) * corners; ++i) {
        const double angle =
            start + kTurn * i / ((star ? 2 : 1) * corners) + (star ? 0 : random.normal(0.15));
        const double radius = star && i % 2 == 1 ? inner : star ? 1 : random.uniform(0.7, 1.1);
        points.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    return points;
}

std::vector<Point> ellipse() {
    std::vector<Point> points;
    for (int i = 0; i < 32; ++i) points.push_back({std::cos(kTurn * i / 32), std::sin(kTurn * i / 32)});
    return points;
}

}  // namespace

std::vector<Point> generated_outline(Random& random, Point center, double size) {
    const double draw = random.uniform();
    double aspect = std::exp(random.normal(0.3));
    std::vector<Point> points;
    if (draw < 0.5) {
        points = blob(random);
    } else if (draw < 0.7) {
        points = polygon(random);
    } else if (draw < 0.9) {
        points = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
        if (random.chance(0.3)) aspect *= 1.6;
    } else {
        points = ellipse();
    }
    const double turn = random.chance(0.5) ? random.uniform(0, kTurn) : 0;
    double reach = 0;
    for (Point& p : points) {
        const double x = p.x * aspect, y = p.y / aspect;
        p = {x * std::cos(turn) - y * std::sin(turn), x * std::sin(turn) + y * std::cos(turn)};
        reach = std::max({reach, std::abs(p.x), std::abs(p.y)});
    }
    for (Point& p : points) p = {center.x + p.x / reach * size / 2, center.y + p.y / reach * size / 2};
    return points;
}

std::vector<Point> bent_outline(Random& random, const std::vector<Point>& outline, double amount) {
    const Box box = box_of_points(Affine{}, {outline});
    const Point center = box.center();
    const double phase_a = random.uniform(0, kTurn), phase_b = random.uniform(0, kTurn);
    const double a = random.normal(amount), b = random.normal(amount);
    std::vector<Point> bent = outline;
    for (Point& p : bent) {
        const double dx = p.x - center.x, dy = p.y - center.y;
        const double angle = std::atan2(dy, dx);
        const double factor = 1 + a * std::cos(2 * angle + phase_a) + b * std::cos(3 * angle + phase_b);
        p = {center.x + dx * factor, center.y + dy * factor};
    }
    return bent;
}

Figure generated_figure(Random& random, const PyramidPtr& surface) {
    Figure figure;
    figure.name = "generated";
    figure.picture = surface ? surface : generated_texture(random, 96);
    const double shorter = std::min(figure.picture->width(), figure.picture->height());
    const double size = shorter * (surface ? random.uniform(0.15, 0.7) : random.uniform(0.5, 1));
    const Point center{random.uniform(size / 2, figure.picture->width() - size / 2),
                       random.uniform(size / 2, figure.picture->height() - size / 2)};
    figure.outline = {generated_outline(random, center, size)};
    figure.box = box_of_points(Affine{}, figure.outline);
    if (random.chance(0.5)) figure.colors = random_color_table(random, 3);
    return figure;
}

}  // namespace rtrack
