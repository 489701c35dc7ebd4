#include "app/engine/overlay_drawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

namespace rtrack {
namespace {

using Rgb = std::array<uint8_t, 3>;

// Told apart by people who see few colours, on light and dark pictures alike.
constexpr Rgb kBox = {0, 190, 255};
constexpr Rgb kInitBox = {255, 255, 255};
constexpr Rgb kPoint = {255, 170, 0};
constexpr Rgb kShade = {20, 20, 26};

/// Columns from the left, lowest bit on top.
const std::map<char, std::array<uint8_t, 5>>& font() {
    static const std::map<char, std::array<uint8_t, 5>> glyphs = {
        {'0', {0x3E, 0x51, 0x49, 0x45, 0x3E}}, {'1', {0x00, 0x42, 0x7F, 0x40, 0x00}},
        {'2', {0x72, 0x49, 0x49, 0x49, 0x46}}, {'3', {0x21, 0x41, 0x49, 0x4D, 0x33}},
        {'4', {0x18, 0x14, 0x12, 0x7F, 0x10}}, {'5', {0x27, 0x45, 0x45, 0x45, 0x39}},
        {'6', {0x3C, 0x4A, 0x49, 0x49, 0x31}}, {'7', {0x41, 0x21, 0x11, 0x09, 0x07}},
        {'8', {0x36, 0x49, 0x49, 0x49, 0x36}}, {'9', {0x46, 0x49, 0x49, 0x29, 0x1E}},
        {'A', {0x7C, 0x12, 0x11, 0x12, 0x7C}}, {'B', {0x7F, 0x49, 0x49, 0x49, 0x36}},
        {'C', {0x3E, 0x41, 0x41, 0x41, 0x22}}, {'D', {0x7F, 0x41, 0x41, 0x41, 0x3E}},
        {'E', {0x7F, 0x49, 0x49, 0x49, 0x41}}, {'F', {0x7F, 0x09, 0x09, 0x09, 0x01}},
        {'G', {0x3E, 0x41, 0x41, 0x51, 0x73}}, {'H', {0x7F, 0x08, 0x08, 0x08, 0x7F}},
        {'I', {0x00, 0x41, 0x7F, 0x41, 0x00}}, {'J', {0x20, 0x40, 0x41, 0x3F, 0x01}},
        {'K', {0x7F, 0x08, 0x14, 0x22, 0x41}}, {'L', {0x7F, 0x40, 0x40, 0x40, 0x40}},
        {'M', {0x7F, 0x02, 0x1C, 0x02, 0x7F}}, {'N', {0x7F, 0x04, 0x08, 0x10, 0x7F}},
        {'O', {0x3E, 0x41, 0x41, 0x41, 0x3E}}, {'P', {0x7F, 0x09, 0x09, 0x09, 0x06}},
        {'Q', {0x3E, 0x41, 0x51, 0x21, 0x5E}}, {'R', {0x7F, 0x09, 0x19, 0x29, 0x46}},
        {'S', {0x26, 0x49, 0x49, 0x49, 0x32}}, {'T', {0x03, 0x01, 0x7F, 0x01, 0x03}},
        {'U', {0x3F, 0x40, 0x40, 0x40, 0x3F}}, {'V', {0x1F, 0x20, 0x40, 0x20, 0x1F}},
        {'W', {0x3F, 0x40, 0x38, 0x40, 0x3F}}, {'X', {0x63, 0x14, 0x08, 0x14, 0x63}},
        {'Y', {0x03, 0x04, 0x78, 0x04, 0x03}}, {'Z', {0x61, 0x59, 0x49, 0x4D, 0x43}},
        {'.', {0x00, 0x60, 0x60, 0x00, 0x00}}, {':', {0x00, 0x36, 0x36, 0x00, 0x00}},
        {'-', {0x08, 0x08, 0x08, 0x08, 0x08}}, {'/', {0x20, 0x10, 0x08, 0x04, 0x02}},
        {'%', {0x23, 0x13, 0x08, 0x64, 0x62}},
    };
    return glyphs;
}

void fill(Image& picture, int left, int top, int width, int height, const Rgb& colour) {
    const int x1 = std::clamp(left, 0, picture.width());
    const int x2 = std::clamp(left + width, 0, picture.width());
    for (int y = std::clamp(top, 0, picture.height()); y < std::clamp(top + height, 0, picture.height());
         ++y) {
        uint8_t* pixel = picture.row(y) + static_cast<ptrdiff_t>(x1) * Image::kChannels;
        for (int x = x1; x < x2; ++x, pixel += Image::kChannels)
            std::copy(colour.begin(), colour.end(), pixel);
    }
}

int whole(double value) {
    return static_cast<int>(std::lround(std::clamp(value, -1e6, 1e6)));
}

/// The outline's middle lies on the box. `dash` 0: a full line.
void outline(Image& picture, const Box& box, int thickness, int dash, const Rgb& colour) {
    const int x1 = whole(box.x) - thickness / 2;
    const int y1 = whole(box.y) - thickness / 2;
    const int x2 = whole(box.right()) - thickness / 2;
    const int y2 = whole(box.bottom()) - thickness / 2;
    const int piece = dash > 0 ? dash : std::max(1, std::max(x2 - x1, y2 - y1) + thickness);
    const int period = dash > 0 ? 2 * dash : piece;
    for (int x = x1; x < x2 + thickness; x += period) {
        const int length = std::min(piece, x2 + thickness - x);
        fill(picture, x, y1, length, thickness, colour);
        fill(picture, x, y2, length, thickness, colour);
    }
    for (int y = y1; y < y2 + thickness; y += period) {
        const int length = std::min(piece, y2 + thickness - y);
        fill(picture, x1, y, thickness, length, colour);
        fill(picture, x2, y, thickness, length, colour);
    }
}

void disc(Image& picture, const Point& center, int radius, const Rgb& colour) {
    const int cx = whole(center.x);
    const int cy = whole(center.y);
    for (int dy = -radius; dy <= radius; ++dy) {
        const int half = static_cast<int>(std::sqrt(radius * radius - dy * dy));
        fill(picture, cx - half, cy + dy, 2 * half + 1, 1, colour);
    }
}

}  // namespace

void draw_text(Image& picture, const std::string& text, int left, int top, int dot) {
    for (const char letter : text) {
        const auto glyph = font().find(letter);
        for (int column = 0; glyph != font().end() && column < 5; ++column) {
            for (int row = 0; row < 7; ++row) {
                if ((glyph->second[static_cast<size_t>(column)] >> row & 1) == 0) continue;
                fill(picture, left + column * dot, top + row * dot, dot, dot, {255, 255, 255});
            }
        }
        left += 6 * dot;
    }
}

void draw_result(Image& picture, int64_t frame_index, const TrackResult& result) {
    const int line = std::max(1, picture.height() / 300);
    outline(picture, result.box, 3 * line, 0, kShade);
    if (!(result.init_box == result.box)) outline(picture, result.init_box, line, 4 * line, kInitBox);
    outline(picture, result.box, 2 * line, 0, kBox);
    for (const Point& point : result.points) {
        disc(picture, point, 2 * line, kShade);
        disc(picture, point, 2 * line - 1, kPoint);
    }
    char text[64];
    std::snprintf(text, sizeof text, "%lld  %.2f", static_cast<long long>(frame_index), result.score);
    const int dot = std::max(1, picture.height() / 360);
    const int width = static_cast<int>(std::string(text).size()) * 6 * dot + 3 * dot;
    const int height = 11 * dot;
    const int left = std::clamp(whole(result.box.x), 0, std::max(0, picture.width() - width));
    const int above = whole(result.box.y) - height - 2 * line;
    const int top =
        above >= 0 ? above : std::min(whole(result.box.bottom()) + 2 * line, picture.height() - height);
    fill(picture, left, top, width, height, kShade);
    draw_text(picture, text, left + 2 * dot, top + 2 * dot, dot);
}

}  // namespace rtrack
