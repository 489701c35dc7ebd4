#include "training/data/photometry.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "training/data/warp.h"

namespace rtrack {

namespace {

uint8_t to_byte(double value) {
    return static_cast<uint8_t>(std::clamp(value, 0.0, 255.0) + 0.5);
}

}  // namespace

ColorTable random_color_table(Random& random, double strength) {
    const double gain = std::exp(random.normal(0.15 * strength));
    const double gamma = std::exp(random.normal(0.15 * strength));
    const double contrast = std::exp(random.normal(0.12 * strength));
    const double offset = random.normal(0.04 * strength);
    ColorTable table;
    for (auto& channel : table) {
        const double balance = std::exp(random.normal(0.05 * strength));
        for (size_t i = 0; i < channel.size(); ++i) {
            const double level = (std::pow(static_cast<double>(i) / 255, gamma) - 0.5) * contrast + 0.5;
            channel[i] = to_byte((level * gain + offset) * balance * 255);
        }
    }
    return table;
}

ColorTable random_exposure_table(Random& random) {
    const double gain = std::exp(random.uniform(std::log(1.0 / 9), std::log(2.5)));
    const double gamma = std::exp(random.normal(0.35));
    std::array<uint8_t, 256> levels;
    for (size_t i = 0; i < levels.size(); ++i) {
        levels[i] = to_byte(std::pow(static_cast<double>(i) / 255, gamma) * gain * 255);
    }
    return {levels, levels, levels};
}

void recolor(const ColorTable& table, Image& image) {
    uint8_t* pixel = image.data();
    for (uint8_t* end = pixel + image.bytes(); pixel != end; pixel += 3) {
        for (size_t c = 0; c < 3; ++c) pixel[c] = table[c][pixel[c]];
    }
}

std::array<uint8_t, 3> recolor(const ColorTable& table, const std::array<uint8_t, 3>& color) {
    return {table[0][color[0]], table[1][color[1]], table[2][color[2]]};
}

void change_brightness(Image& image, double factor) {
    std::array<uint8_t, 256> table;
    for (size_t i = 0; i < table.size(); ++i) table[i] = to_byte(static_cast<double>(i) * factor);
    recolor(ColorTable{table, table, table}, image);
}

namespace {

int luma(const uint8_t* pixel) {
    return (4899 * pixel[0] + 9617 * pixel[1] + 1868 * pixel[2] + 8192) >> 14;
}

}  // namespace

void make_gray(Image& image) {
    uint8_t* pixel = image.data();
    for (uint8_t* end = pixel + image.bytes(); pixel != end; pixel += 3) {
        pixel[0] = pixel[1] = pixel[2] = static_cast<uint8_t>(luma(pixel));
    }
}

void change_saturation(Image& image, double factor) {
    const int share = static_cast<int>(std::lround(factor * 256));
    uint8_t* pixel = image.data();
    for (uint8_t* end = pixel + image.bytes(); pixel != end; pixel += 3) {
        const int gray = luma(pixel);
        for (int c = 0; c < 3; ++c) {
            pixel[c] = static_cast<uint8_t>(std::clamp(gray + (((pixel[c] - gray) * share) >> 8), 0, 255));
        }
    }
}

double luma_spread(const Image& image, const Box& box) {
    const PixelRect rect = pixels_of(box, image.width(), image.height());
    if (rect.empty()) return 0;
    double sum = 0, squares = 0;
    for (int y = rect.top; y < rect.bottom; ++y) {
        for (int x = rect.left; x < rect.right; ++x) {
            const double value = luma(image.row(y) + 3 * static_cast<size_t>(x));
            sum += value;
            squares += value * value;
        }
    }
    const double count = static_cast<double>(rect.width()) * rect.height();
    return std::sqrt(std::max(0.0, squares / count - (sum / count) * (sum / count)));
}

namespace {

struct Tap {
    int dx = 0;
    int dy = 0;
    int weight = 0;  ///< of 256
};

/// Sum of shifted pictures; the edge is repeated. The weights add up to 256.
Image filtered(const Image& image, const std::vector<Tap>& taps) {
    Image result(image.width(), image.height());
    const int width = image.width();
    std::vector<uint16_t> sums(image.stride());
    for (int y = 0; y < image.height(); ++y) {
        std::fill(sums.begin(), sums.end(), uint16_t{128});
        for (const Tap& tap : taps) {
            const uint8_t* row = image.row(std::clamp(y + tap.dy, 0, image.height() - 1));
            const int first = std::clamp(-tap.dx, 0, width);
            const int last = std::clamp(width - tap.dx, first, width);
            const auto weight = static_cast<uint16_t>(tap.weight);
            for (int x = 0; x < first; ++x) {
                for (int c = 0; c < 3; ++c) sums[3 * x + c] += weight * row[c];
            }
            const uint8_t* shifted = row + 3 * static_cast<ptrdiff_t>(tap.dx);
            for (int i = 3 * first; i < 3 * last; ++i) sums[i] += weight * shifted[i];
            for (int x = last; x < width; ++x) {
                for (int c = 0; c < 3; ++c) sums[3 * x + c] += weight * row[3 * (width - 1) + c];
            }
        }
        uint8_t* out = result.row(y);
        for (size_t i = 0; i < sums.size(); ++i) out[i] = static_cast<uint8_t>(sums[i] >> 8);
    }
    return result;
}

/// Rounds weights to 256ths so that they still add up to 256; the first tap takes the rest.
std::vector<Tap> normalised(std::vector<Tap> taps, const std::vector<double>& weights) {
    double total = 0;
    for (const double weight : weights) total += weight;
    int given = 0;
    for (size_t i = 0; i < taps.size(); ++i) {
        taps[i].weight = static_cast<int>(weights[i] / total * 256);
        given += taps[i].weight;
    }
    taps[0].weight += 256 - given;
    return taps;
}

}  // namespace

void gaussian_blur(Image& image, double sigma) {
    const int radius = std::max(1, static_cast<int>(std::ceil(2.5 * sigma)));
    std::vector<Tap> row_taps{{0, 0, 0}}, column_taps{{0, 0, 0}};
    std::vector<double> weights{1};
    for (int i = 1; i <= radius; ++i) {
        for (const int offset : {-i, i}) {
            row_taps.push_back({offset, 0, 0});
            column_taps.push_back({0, offset, 0});
            weights.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
        }
    }
    image = filtered(filtered(image, normalised(row_taps, weights)), normalised(column_taps, weights));
}

void motion_blur(Image& image, double length, double radians) {
    // The path in steps of half a pixel, each step shared bilinearly by the pixels around it: symmetric by
    // making every point together with its opposite, so that nothing moves.
    const int steps = std::max(1, static_cast<int>(std::lround(length)));
    std::vector<Tap> taps{{0, 0, 0}};
    std::vector<double> weights{1};
    for (int i = 1; i <= steps; ++i) {
        const double along = length / 2 * i / steps;
        const int dx = static_cast<int>(std::lround(along * std::cos(radians)));
        const int dy = static_cast<int>(std::lround(along * std::sin(radians)));
        for (const int sign : {-1, 1}) {
            taps.push_back({sign * dx, sign * dy, 0});
            weights.push_back(1);
        }
    }
    image = filtered(image, normalised(taps, weights));
}

void lower_resolution(Image& image, double share) {
    const int width = std::max(2, static_cast<int>(std::lround(image.width() * share)));
    const int height = std::max(2, static_cast<int>(std::lround(image.height() * share)));
    const Affine small_from_large{static_cast<double>(width) / image.width(),   0, 0, 0,
                                  static_cast<double>(height) / image.height(), 0};
    Image small(width, height);
    warp(Pyramid(image), small_from_large, {0, 0, width, height}, std::nullopt, small);
    warp(Pyramid(small), small_from_large.inverse(), {0, 0, image.width(), image.height()}, std::nullopt,
         image);
}

void add_noise(Image& image, int amplitude, Random& random) {
    const int range = 2 * amplitude + 1;
    uint8_t* value = image.data();
    uint8_t* end = value + image.bytes();
    while (value != end) {
        uint64_t bits = random.next();
        for (int i = 0; i < 4 && value != end; ++i, ++value, bits >>= 16) {
            const int delta =
                static_cast<int>(((bits & 0xFFFF) * static_cast<uint64_t>(range)) >> 16) - amplitude;
            *value = static_cast<uint8_t>(std::clamp(*value + delta, 0, 255));
        }
    }
}

void add_light_gradient(Image& image, double amount, double radians) {
    const double across = std::cos(radians) * 2 / image.width();
    const double down = std::sin(radians) * 2 / image.height();
    for (int y = 0; y < image.height(); ++y) {
        uint8_t* pixel = image.row(y);
        for (int x = 0; x < image.width(); ++x, pixel += 3) {
            const double at = (x - image.width() / 2.0) * across + (y - image.height() / 2.0) * down;
            const int share = static_cast<int>(256 * (1 + amount * at));
            for (int c = 0; c < 3; ++c)
                pixel[c] = static_cast<uint8_t>(std::clamp((pixel[c] * share) >> 8, 0, 255));
        }
    }
}

void fill_box(Image& image, const Box& box, const std::array<uint8_t, 3>& color) {
    const PixelRect rect = pixels_of(box, image.width(), image.height());
    for (int y = rect.top; y < rect.bottom; ++y) {
        for (int x = rect.left; x < rect.right; ++x) {
            for (size_t c = 0; c < 3; ++c) image.row(y)[3 * static_cast<size_t>(x) + c] = color[c];
        }
    }
}

void degrade(const Degradation& degradation, Image& image, Random& random) {
    if (degradation.blur_sigma > 0) gaussian_blur(image, degradation.blur_sigma);
    if (degradation.motion_length > 0)
        motion_blur(image, degradation.motion_length, degradation.motion_radians);
    if (degradation.resolution < 1) lower_resolution(image, degradation.resolution);
    if (degradation.noise > 0) add_noise(image, degradation.noise, random);
}

}  // namespace rtrack
