#include "tracking/sequences/region_text.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tracking/base/annotation_text.h"

namespace rtrack {
namespace {

/// The got10k toolkit's box of a four-cornered region: centre of the corners, shape of the upright hull, area
/// of the region, and one pixel more a side.
Box box_from_corners_of_equal_area(const std::vector<double>& corners) {
    const auto [left, right] = std::minmax({corners[0], corners[2], corners[4], corners[6]});
    const auto [top, bottom] = std::minmax({corners[1], corners[3], corners[5], corners[7]});
    const double center_x = (corners[0] + corners[2] + corners[4] + corners[6]) / 4;
    const double center_y = (corners[1] + corners[3] + corners[5] + corners[7]) / 4;
    const double region_area = std::hypot(corners[0] - corners[2], corners[1] - corners[3]) *
                               std::hypot(corners[2] - corners[4], corners[3] - corners[5]);
    const double hull_area = (right - left) * (bottom - top);
    const double scale = hull_area > 0 ? std::sqrt(region_area / hull_area) : 0.0;
    return box_from_cxcywh(center_x, center_y, scale * (right - left) + 1, scale * (bottom - top) + 1);
}

Box hull_of_corners(const std::vector<double>& corners) {
    double left = corners[0], right = corners[0], top = corners[1], bottom = corners[1];
    for (size_t i = 0; i < corners.size(); i += 2) {
        if (std::isnan(corners[i]) || std::isnan(corners[i + 1])) return nan_box();
        left = std::min(left, corners[i]);
        right = std::max(right, corners[i]);
        top = std::min(top, corners[i + 1]);
        bottom = std::max(bottom, corners[i + 1]);
    }
    return {left, top, right - left, bottom - top};
}

/// Tight box of a run-length mask in a window: runs of 0 and 1 in turn, row by row. NaN box for an empty
/// mask. nullopt if the numbers are no mask.
std::optional<Box> box_from_mask(const std::vector<double>& numbers) {
    constexpr double kLargestSide = 1 << 20;
    if (numbers.size() < 4 || !(numbers[2] >= 0 && numbers[2] <= kLargestSide) ||
        !(numbers[3] >= 0 && numbers[3] <= kLargestSide)) {
        return std::nullopt;
    }
    const auto width = static_cast<int64_t>(numbers[2]);
    const int64_t pixels = width * static_cast<int64_t>(numbers[3]);
    int64_t left = width;
    int64_t right = -1;
    int64_t top = -1;
    int64_t bottom = -1;
    int64_t position = 0;
    for (size_t i = 4; i < numbers.size(); ++i) {
        if (!(numbers[i] >= 0) || numbers[i] > static_cast<double>(pixels - position)) return std::nullopt;
        const auto run = static_cast<int64_t>(numbers[i]);
        const bool is_object = i % 2 == 1;
        if (is_object && run > 0) {
            const int64_t first_row = position / width;
            const int64_t last_row = (position + run - 1) / width;
            const bool spans_rows = last_row > first_row;
            left = std::min(left, spans_rows ? 0 : position % width);
            right = std::max(right, spans_rows ? width - 1 : (position + run - 1) % width);
            if (top < 0) top = first_row;
            bottom = last_row;
        }
        position += run;
    }
    if (right < 0) return nan_box();
    return Box{numbers[0] + static_cast<double>(left), numbers[1] + static_cast<double>(top),
               static_cast<double>(right - left + 1), static_cast<double>(bottom - top + 1)};
}

}  // namespace

std::optional<Box> parse_region(const std::string& text) {
    const std::string line = trimmed(text);
    const bool is_mask = line.starts_with('m');
    const auto numbers = parse_numbers(is_mask ? line.substr(1) : line);
    if (!numbers) return std::nullopt;
    if (is_mask) return box_from_mask(*numbers);
    if (numbers->size() == 8) return box_from_corners_of_equal_area(*numbers);
    if (numbers->size() == 4) return Box{(*numbers)[0], (*numbers)[1], (*numbers)[2], (*numbers)[3]};
    constexpr size_t kTriangle = 6;
    if (numbers->size() >= kTriangle && numbers->size() % 2 == 0) return hull_of_corners(*numbers);
    if (numbers->size() == 1) return nan_box();  // a special code: not annotated
    return std::nullopt;
}

}  // namespace rtrack
