#pragma once

#include <array>
#include <cstdint>

#include "tracking/base/image.h"

namespace rtrack {

/// Notices that a picture shows another scene than the one before it: nearly every part has another
/// brightness, and the brightnesses are others too, which is not so when things or the camera move.
class SceneCutWatch {
public:
    /// The next picture, in the order of the run. @return whether a cut lies between it and the last one.
    [[nodiscard]] bool look(const Image& image);

    static constexpr double kCutDifference = 32;  ///< mean difference of the parts, of 255
    static constexpr double kCutHistogram = 0.4;  ///< share of the parts that changed their brightness class

private:
    static constexpr int kColumns = 32, kRows = 18, kBins = 16;
    std::array<uint8_t, size_t{kColumns} * kRows> parts_{};
    std::array<int, kBins> histogram_{};
    bool has_last_ = false;
};

}  // namespace rtrack
