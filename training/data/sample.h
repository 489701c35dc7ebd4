#pragma once

#include <cstdint>
#include <string>

#include "tracking/base/geometry.h"
#include "tracking/base/image.h"

namespace rtrack {

/// One training pair, cropped and augmented, before it is made into tensors.
struct Sample {
    Image template_crop;      ///< template_size x template_size
    Image search_crop;        ///< search_size x search_size
    Box target_in_search;     ///< truth in search-crop pixels, clipped to the crop; empty: it is not there
    double target_width = 0;  ///< of the target in the template crop, as a share of the crop's side
    double target_height = 0;
    std::string source;  ///< which data set, sequence and frames, or which generator: for people
};

}  // namespace rtrack
