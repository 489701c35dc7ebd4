// VOT: list.txt, <seq>/{color/00000001.jpg... or 00000001.jpg..., groundtruth.txt, *.tag or *.label}.
// A truth line is a box (4 numbers), a polygon (8), or a mask "mX,Y,W,H,run,run,..." (2020 and later).

#include <algorithm>
#include <cmath>
#include <limits>

#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace fs = std::filesystem;

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

std::optional<Box> parse_region(std::string line) {
    line = trimmed(line);
    const bool is_mask = line.starts_with('m');
    const auto numbers = parse_numbers(is_mask ? line.substr(1) : line);
    if (!numbers) return std::nullopt;
    if (is_mask) return box_from_mask(*numbers);
    if (numbers->size() == 8) return box_from_corners_of_equal_area(*numbers);
    if (numbers->size() == 4) return Box{(*numbers)[0], (*numbers)[1], (*numbers)[2], (*numbers)[3]};
    if (numbers->size() == 1) return nan_box();  // a special code: not annotated
    return std::nullopt;
}

std::vector<Box> read_regions(const fs::path& file, Faults& faults) {
    const auto lines = read_lines(file, faults);
    if (!lines) return {};
    std::vector<Box> boxes;
    for (size_t i = 0; i < lines->size(); ++i) {
        const auto box = parse_region((*lines)[i]);
        if (!box) {
            faults.push_back(
                {file, static_cast<int64_t>(i) + 1, "is neither a box, a polygon of 4 corners nor a mask"});
        }
        boxes.push_back(box.value_or(nan_box()));
    }
    return boxes;
}

/// Names of the per-frame tags that are set on any frame.
std::vector<std::string> read_tags(const fs::path& folder, Faults& faults) {
    std::vector<std::string> tags;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".tag" && extension != ".label") continue;
        const std::vector<bool> flags = read_flags(entry.path(), faults);
        if (std::find(flags.begin(), flags.end(), true) != flags.end())
            tags.push_back(entry.path().stem().string());
    }
    std::sort(tags.begin(), tags.end());
    return tags;
}

}  // namespace

void read_vot(const fs::path& path, Dataset& dataset) {
    const SequenceNames found = find_sequence_names(path, "groundtruth.txt", dataset.faults);
    for (const std::string& name : found.names) {
        const fs::path folder = found.root / name;
        Sequence sequence;
        sequence.name = name;
        sequence.frames = list_pictures(fs::is_directory(folder / "color") ? folder / "color" : folder);
        sequence.boxes = read_regions(folder / "groundtruth.txt", dataset.faults);
        for (const Box& box : sequence.boxes) sequence.absent.push_back(std::isnan(box.x));
        sequence.attributes = read_tags(folder, dataset.faults);
        if (align(sequence, {folder / "groundtruth.txt", 1}, dataset.faults)) {
            dataset.sequences.push_back(std::move(sequence));
        }
    }
}

}  // namespace rtrack
