#include "widgets/annotate/scene_cut.h"

#include <cstdlib>
#include <utility>

namespace rtrack {

bool SceneCutWatch::look(const Image& image) {
    const auto last_parts = std::exchange(parts_, {});
    const auto last_histogram = std::exchange(histogram_, {});
    int64_t difference = 0;
    for (int row = 0; row < kRows; ++row) {
        const uint8_t* line = image.row((2 * row + 1) * image.height() / (2 * kRows));
        for (int column = 0; column < kColumns; ++column) {
            const uint8_t* pixel = line + 3 * ((2 * column + 1) * image.width() / (2 * kColumns));
            const int brightness = (pixel[0] + 2 * pixel[1] + pixel[2]) / 4;
            const auto part = static_cast<size_t>(row * kColumns + column);
            parts_[part] = static_cast<uint8_t>(brightness);
            ++histogram_[static_cast<size_t>(brightness * kBins / 256)];
            difference += std::abs(brightness - last_parts[part]);
        }
    }
    int moved = 0;
    for (size_t bin = 0; bin < kBins; ++bin) moved += std::abs(histogram_[bin] - last_histogram[bin]);
    constexpr double parts = kColumns * kRows;
    const bool cut = static_cast<double>(difference) > kCutDifference * parts &&
                     static_cast<double>(moved) > 2 * kCutHistogram * parts;
    return std::exchange(has_last_, true) && cut;
}

}  // namespace rtrack
