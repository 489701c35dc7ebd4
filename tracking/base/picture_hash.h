#pragma once

#include <string>

#include "tracking/base/image.h"

namespace rtrack {

/// SHA-256 of the pixels, row by row, without padding: names a decoded picture (`Video::frame_hashes`).
[[nodiscard]] std::string picture_hash(const Image& image);

}  // namespace rtrack
