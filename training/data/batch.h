#pragma once

#include <string>
#include <vector>

#include <ATen/ATen.h>

namespace rtrack {

/// A batch as the loader hands it over: 8-bit crops, so that little travels to the device; normalised there.
struct Batch {
    at::Tensor templates;              ///< [B, Ht, Ht, 3] uint8 RGB
    at::Tensor searches;               ///< [B, Hs, Hs, 3] uint8 RGB
    at::Tensor target_boxes;           ///< [B, 4] float x1 y1 x2 y2, search-crop pixels; all 0: not there
    at::Tensor target_sizes;           ///< [B, 2] float: share of the template crop's side
    std::vector<std::string> sources;  ///< one a sample, for people
};

}  // namespace rtrack
