#include "tracking/base/synthetic_layers.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "tracking/base/procedural_noise.h"

namespace rtrack {
namespace {

struct Paint {
    Colour colour;
    float cover = 1;
};

/// Fills a layer from a function of the place in scene units (720ths of the frame's height).
Layer painted(int width, int height, double unit, double parallax,
              const std::function<Paint(float, float)>& paint) {
    Layer layer;
    layer.width = width;
    layer.height = height;
    layer.parallax = parallax;
    layer.painted_from = height;
    layer.rgba.resize(static_cast<size_t>(width) * height * 4);
    uint8_t* out = layer.rgba.data();
    for (int y = 0; y < height; ++y) {
        bool opaque = true;
        bool empty = true;
        for (int x = 0; x < width; ++x, out += 4) {
            const Paint p = paint(static_cast<float>((x + 0.5) / unit), static_cast<float>((y + 0.5) / unit));
            out[0] = static_cast<uint8_t>(std::clamp(p.colour.red, 0.0F, 1.0F) * 255 + 0.5F);
            out[1] = static_cast<uint8_t>(std::clamp(p.colour.green, 0.0F, 1.0F) * 255 + 0.5F);
            out[2] = static_cast<uint8_t>(std::clamp(p.colour.blue, 0.0F, 1.0F) * 255 + 0.5F);
            out[3] = static_cast<uint8_t>(std::clamp(p.cover, 0.0F, 1.0F) * 255 + 0.5F);
            opaque = opaque && out[3] == 255;
            empty = empty && out[3] == 0;
        }
        if (!opaque) layer.opaque_from = y + 1;
        if (!empty) layer.painted_from = std::min(layer.painted_from, y);
    }
    return layer;
}

constexpr Colour kZenith{0.30F, 0.53F, 0.80F};
constexpr Colour kHorizon{0.98F, 0.83F, 0.68F};
constexpr Colour kSun{1.0F, 0.93F, 0.78F};
constexpr Colour kHaze{0.72F, 0.76F, 0.84F};

Paint sky(const ProceduralNoise& noise, float x, float y) {
    const float height = smooth_step(0, 430, y);
    Colour colour = mix(kZenith, kHorizon, height);
    const float dx = x - 980;
    const float dy = y - 300;
    colour = mix(colour, kSun, 0.85F * std::exp(-(dx * dx + dy * dy) / 42000.0F));
    const float density = noise.fractal(x / 260, y / 90, 5);
    const float cloud = smooth_step(0.50F, 0.72F, density) * (1 - 0.5F * height);
    const float lit = noise.fractal(x / 260 + 0.06F, y / 90 - 0.08F, 5);
    const Colour shade = mix(Colour{0.80F, 0.82F, 0.90F}, Colour{1, 0.97F, 0.93F},
                             std::clamp(0.6F + 4 * (density - lit), 0.0F, 1.0F));
    return {mix(colour, shade, 0.85F * cloud), 1};
}

/// Height of a ridge line at x, in scene units from the top.
float ridge(const ProceduralNoise& noise, float x, float base, float rise, float width) {
    return base - rise * (noise.fractal(x / width, 3.5F, 5) - 0.35F);
}

Paint mountains(const ProceduralNoise& noise, float x, float y) {
    const float top = ridge(noise, x, 400, 260, 330);
    const float cover = std::clamp(y - top + 0.5F, 0.0F, 1.0F);
    if (cover <= 0) return {kHaze, 0};
    const float slope = ridge(noise, x + 6, 400, 260, 330) - top;
    const float rock = noise.fractal(x / 46 + y / 60, y / 30 - x / 90, 4);
    Colour colour = mix(Colour{0.36F, 0.42F, 0.58F}, Colour{0.60F, 0.58F, 0.66F},
                        std::clamp(0.45F + 0.06F * slope + 1.3F * (rock - 0.45F), 0.0F, 1.0F));
    const float snow =
        smooth_step(34, 8, y - top) * smooth_step(335, 300, top) * smooth_step(0.3F, 0.55F, rock);
    colour = mix(colour, Colour{0.95F, 0.95F, 0.98F}, snow);
    return {mix(colour, kHaze, smooth_step(240, 470, y) * 0.75F), cover};
}

Paint hills(const ProceduralNoise& noise, float x, float y) {
    const float crowns =
        13 * noise.fractal(x / 13, 8.1F, 3) * smooth_step(0.40F, 0.55F, noise.smooth(x / 120, 1.7F));
    const float top = ridge(noise, x, 445, 120, 420) - crowns;
    const float cover = std::clamp(y - top + 0.5F, 0.0F, 1.0F);
    if (cover <= 0) return {kHaze, 0};
    const float leaves = noise.fractal(x / 9, y / 7, 3);
    const float groves = smooth_step(0.42F, 0.56F, noise.fractal(x / 70, y / 26, 4));
    const Colour grass = mix(Colour{0.42F, 0.56F, 0.33F}, Colour{0.55F, 0.64F, 0.36F}, leaves);
    const Colour trees = mix(Colour{0.16F, 0.32F, 0.24F}, Colour{0.30F, 0.46F, 0.28F}, leaves);
    const Colour colour = mix(grass, trees, groves);
    return {mix(colour, kHaze, 0.38F * smooth_step(520, 380, y)), cover};
}

Colour flower(const ProceduralNoise& noise, const Colour& ground, float x, float y, float depth) {
    const float cell = 10 + 26 * depth;  // nearer flowers are larger and farther apart
    const float row = std::floor(y / cell);
    const float column = std::floor(x / cell);
    const int ix = static_cast<int>(column);
    const int iy = static_cast<int>(row);
    if (noise.at(ix, iy) < 0.80F) return ground;
    const float fx = x - (column + 0.3F + 0.4F * noise.at(ix + 911, iy)) * cell;
    const float fy = (y - (row + 0.3F + 0.4F * noise.at(ix, iy + 577)) * cell) * 1.3F;
    const float radius = cell * (0.07F + 0.06F * noise.at(ix + 77, iy + 31));
    const float pick = noise.at(ix - 401, iy + 19);
    const Colour petal = pick < 0.45F   ? Colour{0.98F, 0.96F, 0.92F}
                         : pick < 0.75F ? Colour{0.98F, 0.83F, 0.30F}
                                        : Colour{0.86F, 0.44F, 0.58F};
    return mix(ground, petal, 0.9F * std::clamp(radius - std::sqrt(fx * fx + fy * fy) + 0.5F, 0.0F, 1.0F));
}

Paint meadow(const ProceduralNoise& noise, float x, float y) {
    const float top = 470 + 10 * (noise.fractal(x / 300, 0.3F, 3) - 0.45F);
    const float cover = std::clamp(y - top + 0.5F, 0.0F, 1.0F);
    if (cover <= 0) return {Colour{0.4F, 0.6F, 0.3F}, 0};
    const float depth = std::clamp((y - top) / 250, 0.0F, 1.0F);  // 0 far, 1 at the lower border
    const float patches = noise.fractal(x / 190, y / 40, 4);
    const float far_blades = noise.fractal(x / 3, y / 3, 2);
    const float near_blades = noise.fractal(x / 4.5F + 0.05F * y, y / 13, 3);
    const float blades = far_blades + depth * (near_blades - far_blades);
    Colour colour = mix(Colour{0.30F, 0.47F, 0.20F}, Colour{0.63F, 0.70F, 0.32F},
                        std::clamp(0.5F + 1.5F * (patches - 0.47F) + 0.9F * (blades - 0.44F), 0.0F, 1.0F));
    colour = mix(colour, Colour{0.80F, 0.78F, 0.50F}, 0.5F * smooth_step(40, 0, y - top));
    return {flower(noise, colour, x, y, depth), cover};
}

Paint trunk(const ProceduralNoise& noise, float x, float y, float sheet, float trunk_width) {
    const float lean = 5 * std::sin(y / 170) + 4 * (noise.smooth(2.2F, y / 90) - 0.5F);
    const float flare = 0.22F * smooth_step(560, 720, y) + 0.05F * (noise.fractal(1.5F, y / 30, 3) - 0.45F);
    const float half = trunk_width / 2 * (0.94F + flare);
    const float across = (x - sheet / 2 - lean) / half;  // -1 .. 1
    const float cover = std::clamp((1 - std::fabs(across)) * half / 1.6F + 0.5F, 0.0F, 1.0F);
    if (cover <= 0) return {Colour{}, 0};
    const float around = std::asin(std::clamp(across, -1.0F, 1.0F)) * half;
    const float bark = noise.fractal(around / 7, y / 46, 4);
    const float cracks = smooth_step(0.40F, 0.30F, noise.fractal(around / 5 + 40, y / 70, 3));
    const float light = 0.35F + 0.65F * std::clamp(0.55F + 0.55F * across, 0.0F, 1.0F);
    Colour colour = mix(Colour{0.30F, 0.22F, 0.17F}, Colour{0.62F, 0.50F, 0.40F},
                        std::clamp(1.5F * bark - 0.2F, 0.0F, 1.0F));
    colour = mix(colour, Colour{0.14F, 0.10F, 0.09F}, 0.7F * cracks);
    const float moss =
        smooth_step(0.50F, 0.62F, noise.fractal(around / 26, y / 40, 3)) * smooth_step(0.3F, -0.6F, across);
    return {light * mix(colour, Colour{0.42F, 0.50F, 0.24F}, 0.7F * moss), cover};
}

}  // namespace

float smooth_step(float from, float to, float value) {
    const float t = std::clamp((value - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

void blend(uint8_t* pixel, const Colour& colour, float cover) {
    const float values[3] = {colour.red, colour.green, colour.blue};
    for (int c = 0; c < 3; ++c) {
        const float mixed =
            static_cast<float>(pixel[c]) * (1 - cover) + std::clamp(values[c], 0.0F, 1.0F) * 255 * cover;
        pixel[c] = static_cast<uint8_t>(mixed + 0.5F);
    }
}

void draw_layer(const Layer& layer, double left, double top, int end_row, Image& frame) {
    const int left_whole = static_cast<int>(std::floor(left));
    const int top_whole = static_cast<int>(std::floor(top));
    const auto right_share =
        static_cast<int>(std::lround((left - left_whole) * 64));  // weights add up to 2^12
    const auto lower_share = static_cast<int>(std::lround((top - top_whole) * 64));
    const int weights[4] = {(64 - right_share) * (64 - lower_share), right_share * (64 - lower_share),
                            (64 - right_share) * lower_share, right_share * lower_share};
    const int first_x = std::max(0, -left_whole);
    const int end_x = std::min(frame.width(), layer.width - 1 - left_whole);
    for (int y = std::max(0, layer.painted_from - top_whole - 1); y < std::min(end_row, frame.height());
         ++y) {
        const int upper = std::clamp(top_whole + y, 0, layer.height - 1);
        const int lower = std::clamp(top_whole + y + 1, 0, layer.height - 1);
        const bool opaque = upper >= layer.opaque_from;
        const uint8_t* a = layer.row(upper) + 4 * static_cast<ptrdiff_t>(left_whole + first_x);
        const uint8_t* b = layer.row(lower) + 4 * static_cast<ptrdiff_t>(left_whole + first_x);
        uint8_t* out = frame.row(y) + 3 * static_cast<ptrdiff_t>(first_x);
        for (int x = first_x; x < end_x; ++x, a += 4, b += 4, out += 3) {
            const auto value = [&](int c) {
                return (weights[0] * a[c] + weights[1] * a[c + 4] + weights[2] * b[c] +
                        weights[3] * b[c + 4] + 2048) >>
                       12;
            };
            if (opaque) {
                for (int c = 0; c < 3; ++c) out[c] = static_cast<uint8_t>(value(c));
            } else if (const int cover = value(3); cover > 0) {
                for (int c = 0; c < 3; ++c) {
                    out[c] = static_cast<uint8_t>((value(c) * cover + out[c] * (255 - cover) + 127) / 255);
                }
            }
        }
    }
}

void draw_background(const std::vector<Layer>& layers, const Point& camera, double unit, Image& frame) {
    int end_row = 0;
    std::vector<int> end_rows;  // of the layers from the front to the back
    for (size_t i = layers.size(); i-- > 0;) {
        end_rows.push_back(i + 1 == layers.size() ? frame.height() : end_row);
        const double top = (layers[i].height - frame.height()) / 2.0 + layers[i].parallax * camera.y * unit;
        end_row = std::min(end_rows.back(), layers[i].opaque_from - static_cast<int>(std::floor(top)) + 1);
    }
    for (size_t i = 0; i < layers.size(); ++i) {
        const Layer& layer = layers[i];
        const double left = (layer.width - frame.width()) / 2.0 + layer.parallax * camera.x * unit;
        const double top = (layer.height - frame.height()) / 2.0 + layer.parallax * camera.y * unit;
        draw_layer(layer, left, top, end_rows[layers.size() - 1 - i], frame);
    }
}

std::vector<Layer> paint_background(int width, int height, double unit, double camera_range, uint64_t seed) {
    using PaintAt = Paint (*)(const ProceduralNoise&, float, float);
    struct Sheet {
        double parallax;
        PaintAt paint;
    };
    std::vector<Layer> layers;
    for (const Sheet& sheet :
         {Sheet{0.12, sky}, Sheet{0.25, mountains}, Sheet{0.55, hills}, Sheet{1.0, meadow}}) {
        const ProceduralNoise noise(seed * 31 + layers.size());
        const int border = static_cast<int>(std::ceil(camera_range * unit * sheet.parallax)) + 2;
        layers.push_back(
            painted(width + 2 * border, height + 2 * border, unit, sheet.parallax, [&](float x, float y) {
                const auto offset = static_cast<float>(border / unit);
                return sheet.paint(noise, x - offset, y - offset);
            }));
    }
    return layers;
}

Layer paint_trunk(int trunk_width, int height, uint64_t seed) {
    const ProceduralNoise noise(seed);
    const double unit = height / 720.0;
    const int sheet_width = trunk_width * 2;
    return painted(sheet_width, height, unit, 1.3, [&](float x, float y) {
        return trunk(noise, x, y, static_cast<float>(sheet_width / unit),
                     static_cast<float>(trunk_width / unit));
    });
}

}  // namespace rtrack
