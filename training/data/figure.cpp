#include "training/data/figure.h"

#include <algorithm>
#include <cmath>

namespace rtrack {

namespace {

constexpr int kRowsPerPixel = 4;
constexpr float kFull = 255.0F / kRowsPerPixel;

/// Where the polygon crosses the horizontal line y, from left to right.
void crossings(const std::vector<Point>& polygon, double y, std::vector<double>& xs) {
    xs.clear();
    for (size_t i = 0; i < polygon.size(); ++i) {
        const Point& a = polygon[i];
        const Point& b = polygon[(i + 1) % polygon.size()];
        if ((a.y <= y) == (b.y <= y)) continue;
        xs.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
    std::sort(xs.begin(), xs.end());
}

/// Adds the exact share of each pixel that [left, right) covers.
void add_span(double left, double right, int width, float* sums) {
    left = std::clamp(left, 0.0, static_cast<double>(width));
    right = std::clamp(right, 0.0, static_cast<double>(width));
    if (right <= left) return;
    const int first = static_cast<int>(left);
    const int last = std::min(static_cast<int>(right), width - 1);
    if (first == last) {
        sums[first] += kFull * static_cast<float>(right - left);
        return;
    }
    sums[first] += kFull * static_cast<float>(first + 1 - left);
    for (int x = first + 1; x < last; ++x) sums[x] += kFull;
    sums[last] += kFull * static_cast<float>(right - last);
}

/// Means of 3 x 3; outside of the rectangle is taken as not covered.
std::vector<uint8_t> softened(const std::vector<uint8_t>& mask, int width, int height) {
    std::vector<uint8_t> result(mask.size());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            int sum = 0;
            for (int v = std::max(0, y - 1); v <= std::min(height - 1, y + 1); ++v) {
                for (int u = std::max(0, x - 1); u <= std::min(width - 1, x + 1); ++u) {
                    sum += mask[static_cast<size_t>(v) * width + u];
                }
            }
            result[static_cast<size_t>(y) * width + x] = static_cast<uint8_t>(sum / 9);
        }
    }
    return result;
}

}  // namespace

std::vector<uint8_t> coverage(const std::vector<std::vector<Point>>& polygons, const PixelRect& rect) {
    const int width = rect.width();
    std::vector<float> sums(static_cast<size_t>(width) * rect.height(), 0.0F);
    std::vector<double> xs;
    for (const auto& polygon : polygons) {
        for (int row = 0; row < rect.height() * kRowsPerPixel; ++row) {
            crossings(polygon, rect.top + (row + 0.5) / kRowsPerPixel, xs);
            float* line = sums.data() + static_cast<size_t>(row / kRowsPerPixel) * width;
            for (size_t i = 0; i + 1 < xs.size(); i += 2)
                add_span(xs[i] - rect.left, xs[i + 1] - rect.left, width, line);
        }
    }
    std::vector<uint8_t> mask(sums.size());
    for (size_t i = 0; i < sums.size(); ++i) mask[i] = static_cast<uint8_t>(std::min(sums[i], 255.0F) + 0.5F);
    return mask;
}

Box paste(const Figure& figure, const Affine& crop_from_picture, bool soft, Image& crop) {
    std::vector<std::vector<Point>> in_crop = figure.outline;
    for (auto& polygon : in_crop) {
        for (Point& point : polygon) point = crop_from_picture(point);
    }
    const Box box = box_of_points(Affine{}, in_crop);
    const PixelRect rect = pixels_of(box, crop.width(), crop.height());
    if (rect.empty()) return box;
    std::vector<uint8_t> mask = coverage(in_crop, rect);
    if (soft) mask = softened(mask, rect.width(), rect.height());

    // The warp needs a picture to write to; only the rectangle is warped and mixed.
    Image surface(rect.width(), rect.height());
    Affine surface_from_picture = crop_from_picture;
    surface_from_picture.x0 -= rect.left;
    surface_from_picture.y0 -= rect.top;
    warp(*figure.picture, surface_from_picture, {0, 0, rect.width(), rect.height()}, std::nullopt, surface);
    if (figure.colors) recolor(*figure.colors, surface);
    for (int y = 0; y < rect.height(); ++y) {
        uint8_t* out = crop.row(y + rect.top) + 3 * static_cast<size_t>(rect.left);
        const uint8_t* in = surface.row(y);
        for (int x = 0; x < rect.width(); ++x, out += 3, in += 3) {
            const int share = mask[static_cast<size_t>(y) * rect.width() + x];
            for (int c = 0; c < 3; ++c)
                out[c] = static_cast<uint8_t>((in[c] * share + out[c] * (255 - share) + 127) / 255);
        }
    }
    return box;
}

Affine crop_from_picture(const Figure& figure, const Placement& placement) {
    // A view of side 1 whose one pixel spans the figure's size, moved to where it belongs.
    ViewGeometry view;
    view.center = figure.box.center();
    view.side = std::sqrt(figure.box.area()) / placement.size;
    view.size = 1;
    view.rotation = placement.rotation;
    view.stretch = placement.stretch;
    view.mirrored = placement.mirrored;
    Affine result = crop_from_picture(view);
    result.x0 += placement.center.x - 0.5;
    result.y0 += placement.center.y - 0.5;
    return result;
}

}  // namespace rtrack
