#include "training/data/preview.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "training/data/warp.h"

namespace rtrack {

namespace {

void copy(const Image& source, int left, int top, Image& sheet) {
    for (int y = 0; y < source.height(); ++y) {
        std::memcpy(sheet.row(top + y) + 3 * static_cast<size_t>(left), source.row(y), source.stride());
    }
}

/// A line of one pixel just around the pixels of the box.
void draw_box(const Box& box, const Color& color, Image& image) {
    const auto left = static_cast<int>(std::lround(box.x)) - 1,
               top = static_cast<int>(std::lround(box.y)) - 1;
    const auto right = static_cast<int>(std::lround(box.right())),
               bottom = static_cast<int>(std::lround(box.bottom()));
    const auto dot = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= image.width() || y >= image.height()) return;
        std::copy(color.begin(), color.end(), image.row(y) + 3 * static_cast<size_t>(x));
    };
    for (int x = left; x <= right; ++x) {
        dot(x, top);
        dot(x, bottom);
    }
    for (int y = top; y <= bottom; ++y) {
        dot(left, y);
        dot(right, y);
    }
}

}  // namespace

Image preview_sheet(const std::vector<Sample>& samples, int columns) {
    if (samples.empty()) return {};
    constexpr int kGap = 4;
    const int template_size = samples[0].template_crop.width(), search_size = samples[0].search_crop.width();
    const int cell_width = std::max(template_size, search_size) + kGap;
    const int cell_height = template_size + search_size + 2 * kGap;
    const int count = static_cast<int>(samples.size());
    const int across = std::clamp(columns, 1, count), down = (count + across - 1) / across;
    Image sheet(across * cell_width, down * cell_height);
    for (int i = 0; i < count; ++i) {
        const Sample& sample = samples[static_cast<size_t>(i)];
        Image template_crop = sample.template_crop, search_crop = sample.search_crop;
        draw_box(box_from_cxcywh(template_size / 2.0, template_size / 2.0,
                                 sample.target_width * template_size, sample.target_height * template_size),
                 {0, 255, 0}, template_crop);
        if (sample.target_in_search.area() > 0) {
            draw_box(sample.target_in_search, {255, 40, 40}, search_crop);
        }
        const int left = i % across * cell_width, top = i / across * cell_height;
        copy(template_crop, left, top, sheet);
        copy(search_crop, left, top + template_size + kGap, sheet);
    }
    return sheet;
}

}  // namespace rtrack
