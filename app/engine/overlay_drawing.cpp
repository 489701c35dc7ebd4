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
        {'%', {0x23, 0x13, 0x08, 0x64, 0x62}}, {'#', {0x14, 0x7F, 0x14, 0x7F, 0x14}},
        {'(', {0x00, 0x1C, 0x22, 0x41, 0x00}}, {')', {0x00, 0x41, 0x22, 0x1C, 0x00}},
        {'+', {0x08, 0x08, 0x3E, 0x08, 0x08}}, {'_', {0x40, 0x40, 0x40, 0x40, 0x40}},
        {',', {0x00, 0x50, 0x30, 0x00, 0x00}}, {';', {0x00, 0x56, 0x36, 0x00, 0x00}},
        {'?', {0x02, 0x01, 0x51, 0x09, 0x06}}, {' ', {0x00, 0x00, 0x00, 0x00, 0x00}},
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

/// Of a thin line and of the font's dots, in pixels.
int line_width(const Image& picture) {
    return std::max(1, static_cast<int>(std::lround(picture.height() / 300.0)));
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

/// A capital of the font for each letter; one question mark for what the font lacks.
std::string in_font(const std::string& text) {
    std::string drawn;
    for (const char letter : text) {
        if ((letter & 0xC0) == 0x80) continue;  // the rest of a UTF-8 character
        const char capital = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        drawn += font().contains(capital) ? capital : '?';
    }
    return drawn;
}

void draw_text(Image& picture, const std::string& text, int left, int top, int dot, const Rgb& colour) {
    for (const char letter : in_font(text)) {
        const std::array<uint8_t, 5>& glyph = font().at(letter);
        for (int column = 0; column < 5; ++column) {
            for (int row = 0; row < 7; ++row) {
                if ((glyph[static_cast<size_t>(column)] >> row & 1) == 0) continue;
                fill(picture, left + column * dot, top + row * dot, dot, dot, colour);
            }
        }
        left += 6 * dot;
    }
}

/// Above the box, or below it where there is no room.
void draw_label(Image& picture, const std::string& text, const Box& box, const Rgb& ground,
                const Rgb& letters) {
    const int line = line_width(picture);
    const int dot = line;
    const int width = static_cast<int>(in_font(text).size()) * 6 * dot + 3 * dot;
    const int height = 11 * dot;
    const int left = std::clamp(whole(box.x), 0, std::max(0, picture.width() - width));
    const int above = whole(box.y) - height - 2 * line;
    const int top = above >= 0 ? above : std::min(whole(box.bottom()) + 2 * line, picture.height() - height);
    fill(picture, left, top, width, height, ground);
    draw_text(picture, text, left + 2 * dot, top + 2 * dot, dot, letters);
}

}  // namespace

void draw_result(Image& picture, int64_t frame_index, const TrackResult& result) {
    const int line = line_width(picture);
    outline(picture, result.box, 3 * line, 0, kShade);
    if (!(result.init_box == result.box)) outline(picture, result.init_box, line, 4 * line, kInitBox);
    outline(picture, result.box, 2 * line, 0, kBox);
    for (const Point& point : result.points) {
        disc(picture, point, 2 * line, kShade);
        disc(picture, point, 2 * line - 1, kPoint);
    }
    char text[64];
    std::snprintf(text, sizeof text, "%lld  %.2f", static_cast<long long>(frame_index), result.score);
    draw_label(picture, text, result.box, kShade, {255, 255, 255});
}

void draw_box(Image& picture, const BoxRecord& record, uint32_t color, const std::string& label) {
    if (record.absent) return;
    const Rgb rgb = {static_cast<uint8_t>(color >> 16), static_cast<uint8_t>(color >> 8),
                     static_cast<uint8_t>(color)};
    const int line = line_width(picture);
    const int width = record.source == BoxSource::Human ? 3 * line : 2 * line;
    const int dash = record.source == BoxSource::Interpolated ? 4 * line : 0;
    outline(picture, record.box, width + 2 * line, dash, kShade);
    outline(picture, record.box, width, dash, rgb);
    const bool is_light = 299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] > 128'000;  // luma of ITU-R BT.601
    draw_label(picture, label, record.box, rgb, is_light ? kShade : Rgb{255, 255, 255});
}

void draw_frame_number(Image& picture, int64_t frame_index, const std::string& word) {
    const auto bottom = static_cast<double>(picture.height());
    const std::string label = std::to_string(frame_index) + (word.empty() ? "" : ": " + word);
    draw_label(picture, label, {0, bottom, 1, 1}, kShade, {255, 255, 255});
}

}  // namespace rtrack
