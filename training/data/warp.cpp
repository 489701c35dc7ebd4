#include "training/data/warp.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "tracking/base/error.h"

namespace rtrack {

double Affine::scale() const {
    return std::sqrt(std::abs(xx * yy - xy * yx));
}

Affine Affine::inverse() const {
    const double determinant = xx * yy - xy * yx;
    if (determinant == 0 || !std::isfinite(determinant)) {
        throw Error(ErrorCode::Contract, "an affine map without an inverse cannot be turned around");
    }
    Affine result;
    result.xx = yy / determinant;
    result.xy = -xy / determinant;
    result.yx = -yx / determinant;
    result.yy = xx / determinant;
    result.x0 = -(result.xx * x0 + result.xy * y0);
    result.y0 = -(result.yx * x0 + result.yy * y0);
    return result;
}

Affine operator*(const Affine& outer, const Affine& inner) {
    const Point origin = outer({inner.x0, inner.y0});
    return {outer.xx * inner.xx + outer.xy * inner.yx, outer.xx * inner.xy + outer.xy * inner.yy, origin.x,
            outer.yx * inner.xx + outer.yy * inner.yx, outer.yx * inner.xy + outer.yy * inner.yy, origin.y};
}

Affine crop_from_picture(const ViewGeometry& view) {
    const double scale = view.size / view.side;
    const double wide = scale * std::exp(view.stretch) * (view.mirrored ? -1 : 1);
    const double high = scale * std::exp(-view.stretch);
    const double cosine = std::cos(view.rotation);
    const double sine = std::sin(view.rotation);
    Affine result{wide * cosine, -wide * sine, 0, high * sine, high * cosine, 0};
    const Point turned = result(view.center);
    result.x0 = view.size / 2.0 - turned.x;
    result.y0 = view.size / 2.0 - turned.y;
    return result;
}

Box box_of_turned_ellipse(const Affine& target_from_source, const Box& box) {
    const Point center = target_from_source(box.center());
    const double half_width =
        std::hypot(target_from_source.xx * box.width, target_from_source.xy * box.height) / 2;
    const double half_height =
        std::hypot(target_from_source.yx * box.width, target_from_source.yy * box.height) / 2;
    return box_from_cxcywh(center.x, center.y, 2 * half_width, 2 * half_height);
}

Box box_of_points(const Affine& target_from_source, const std::vector<std::vector<Point>>& outline) {
    constexpr double kFar = std::numeric_limits<double>::infinity();
    double left = kFar, top = kFar, right = -kFar, bottom = -kFar;
    for (const auto& polygon : outline) {
        for (const Point& point : polygon) {
            const Point p = target_from_source(point);
            left = std::min(left, p.x);
            right = std::max(right, p.x);
            top = std::min(top, p.y);
            bottom = std::max(bottom, p.y);
        }
    }
    if (!(left <= right)) throw Error(ErrorCode::Contract, "an outline without points has no box");
    return box_from_corners(left, top, right, bottom);
}

namespace {

constexpr size_t kReadAhead = 4;
constexpr int kSmallestSide = 48;

Pyramid::Level level_from_image(const Image& image, int factor) {
    Pyramid::Level level{image.width(), image.height(), factor, {}};
    level.pixels.resize(image.bytes() + kReadAhead);
    std::memcpy(level.pixels.data(), image.data(), image.bytes());
    return level;
}

/// Means of 2 x 2 pixels; an odd last row or column stands for itself, so that coordinates scale by
/// exactly 2.
Pyramid::Level half_of(const Pyramid::Level& source) {
    Pyramid::Level half{(source.width + 1) / 2, (source.height + 1) / 2, source.factor * 2, {}};
    half.pixels.resize(static_cast<size_t>(half.width) * half.height * 3 + kReadAhead);
    for (int y = 0; y < half.height; ++y) {
        const uint8_t* upper = source.pixels.data() + static_cast<size_t>(2 * y) * source.width * 3;
        const uint8_t* lower =
            2 * y + 1 < source.height ? upper + static_cast<size_t>(source.width) * 3 : upper;
        uint8_t* out = half.pixels.data() + static_cast<size_t>(y) * half.width * 3;
        const int whole = source.width / 2;
        for (int x = 0; x < whole; ++x) {
            for (int c = 0; c < 3; ++c) {
                const int sum =
                    upper[6 * x + c] + upper[6 * x + 3 + c] + lower[6 * x + c] + lower[6 * x + 3 + c];
                out[3 * x + c] = static_cast<uint8_t>((sum + 2) / 4);
            }
        }
        for (int c = 0; whole < half.width && c < 3; ++c) {
            out[3 * whole + c] = static_cast<uint8_t>((upper[6 * whole + c] + lower[6 * whole + c] + 1) / 2);
        }
    }
    return half;
}

Color mean_of(const Pyramid::Level& level) {
    const size_t count = static_cast<size_t>(level.width) * level.height;
    std::array<uint64_t, 3> sums{};
    for (size_t i = 0; i < count; ++i) {
        for (size_t c = 0; c < 3; ++c) sums[c] += level.pixels[3 * i + c];
    }
    Color mean{};
    for (size_t c = 0; c < 3; ++c) mean[c] = static_cast<uint8_t>((sums[c] + count / 2) / count);
    return mean;
}

}  // namespace

Pyramid::Pyramid(const Image& image, int denominator, int full_width, int full_height)
    : width_(full_width), height_(full_height) {
    if (image.empty()) throw Error(ErrorCode::Contract, "a picture without pixels has no pyramid");
    levels_.push_back(level_from_image(image, denominator));
    while (std::min(levels_.back().width, levels_.back().height) >= 2 * kSmallestSide) {
        levels_.push_back(half_of(levels_.back()));
    }
    mean_ = mean_of(levels_.back());
}

size_t Pyramid::bytes() const {
    size_t sum = sizeof(*this);
    for (const Level& level : levels_) sum += level.pixels.size();
    return sum;
}

namespace {

/// A level may be shrunk by up to 2^(1 - 0.35) = 1.57 before the next one is taken: sharp and nearly without
/// aliasing.
int halvings_for(double scale) {
    return std::max(0, static_cast<int>(std::floor(std::log2(1 / std::max(scale, 1e-6)) + 0.35)));
}

}  // namespace

int decode_denominator(double scale) {
    return 1 << std::min(3, halvings_for(scale));
}

const Pyramid::Level& Pyramid::level_for(double scale) const {
    const int wanted = 1 << std::min(20, halvings_for(scale));
    size_t best = 0;
    while (best + 1 < levels_.size() && levels_[best + 1].factor <= wanted) ++best;
    return levels_[best];
}

PixelRect pixels_of(const Box& box, int width, int height) {
    const auto within = [](double value, int limit) {
        return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(limit)));
    };
    return {within(std::floor(box.x), width), within(std::floor(box.y), height),
            within(std::ceil(box.right()), width), within(std::ceil(box.bottom()), height)};
}

namespace {

constexpr uint64_t kLaneMask = 0x000000FF00FF00FFULL;
constexpr uint64_t kHalf = 0x0000008000800080ULL;

/// The three bytes at `pixel` in three 16-bit lanes (a fourth byte is read and dropped).
inline uint64_t lanes_of(const uint8_t* pixel) {
    uint32_t bytes;
    std::memcpy(&bytes, pixel, sizeof bytes);
    const uint64_t wide = bytes;
    return (wide & 0xFF) | (wide & 0xFF00) << 8 | (wide & 0xFF0000) << 16;
}

/// Weights of 8 bits: a * (256 - t) + b * t stays below 2^16 in every lane.
inline uint64_t mixed(uint64_t a, uint64_t b, uint64_t t) {
    return ((a * (256 - t) + b * t + kHalf) >> 8) & kLaneMask;
}

inline void store(uint64_t lanes, uint8_t* out) {
    out[0] = static_cast<uint8_t>(lanes);
    out[1] = static_cast<uint8_t>(lanes >> 16);
    out[2] = static_cast<uint8_t>(lanes >> 32);
}

/// Reads a level at positions in 1/256 pixel; (0, 0) is the centre of the first pixel.
struct Reader {
    const Pyramid::Level& level;
    std::optional<uint64_t> border;

    [[nodiscard]] uint64_t tap(int64_t x, int64_t y) const {
        const bool inside = x >= 0 && y >= 0 && x < level.width && y < level.height;
        if (!inside && border) return *border;
        const int64_t column = std::clamp<int64_t>(x, 0, level.width - 1);
        const int64_t row = std::clamp<int64_t>(y, 0, level.height - 1);
        return lanes_of(level.pixels.data() + (row * level.width + column) * 3);
    }

    [[nodiscard]] uint64_t at(int64_t x256, int64_t y256) const {
        const int64_t x = x256 >> 8;
        const int64_t y = y256 >> 8;
        const uint64_t tx = static_cast<uint64_t>(x256 & 255);
        const uint64_t ty = static_cast<uint64_t>(y256 & 255);
        if (static_cast<uint64_t>(x) < static_cast<uint64_t>(level.width - 1) &&
            static_cast<uint64_t>(y) < static_cast<uint64_t>(level.height - 1)) {
            const uint8_t* upper = level.pixels.data() + (y * level.width + x) * 3;
            const uint8_t* lower = upper + static_cast<size_t>(level.width) * 3;
            return mixed(mixed(lanes_of(upper), lanes_of(upper + 3), tx),
                         mixed(lanes_of(lower), lanes_of(lower + 3), tx), ty);
        }
        if (border && (x < -1 || y < -1 || x >= level.width || y >= level.height)) return *border;
        return mixed(mixed(tap(x, y), tap(x + 1, y), tx), mixed(tap(x, y + 1), tap(x + 1, y + 1), tx), ty);
    }
};

}  // namespace

void warp(const Pyramid& picture, const Affine& crop_from_picture, const PixelRect& rect,
          const std::optional<Color>& border, Image& crop) {
    if (rect.empty()) return;
    const Pyramid::Level& level = picture.level_for(crop_from_picture.scale());
    const Affine picture_from_crop = crop_from_picture.inverse();
    Reader reader{level, std::nullopt};
    if (border) reader.border = (*border)[0] | uint64_t{(*border)[1]} << 16 | uint64_t{(*border)[2]} << 32;

    constexpr double kUnit = 1 << 24;  // positions run in 1/2^24 pixel along a row
    const auto step_x = static_cast<int64_t>(std::llround(picture_from_crop.xx / level.factor * kUnit));
    const auto step_y = static_cast<int64_t>(std::llround(picture_from_crop.yx / level.factor * kUnit));
    constexpr int kDrop = 16;
    constexpr int64_t kRound = int64_t{1} << (kDrop - 1);
    for (int y = rect.top; y < rect.bottom; ++y) {
        const Point first = picture_from_crop({rect.left + 0.5, y + 0.5});
        int64_t at_x = std::llround((first.x / level.factor - 0.5) * kUnit) + kRound;
        int64_t at_y = std::llround((first.y / level.factor - 0.5) * kUnit) + kRound;
        uint8_t* out = crop.row(y) + static_cast<size_t>(rect.left) * 3;
        for (int x = rect.left; x < rect.right; ++x, out += 3, at_x += step_x, at_y += step_y) {
            store(reader.at(at_x >> kDrop, at_y >> kDrop), out);
        }
    }
}

Image warp(const Pyramid& picture, const Affine& crop_from_picture, int size,
           const std::optional<Color>& border) {
    Image crop(size, size);
    warp(picture, crop_from_picture, {0, 0, size, size}, border, crop);
    return crop;
}

}  // namespace rtrack
