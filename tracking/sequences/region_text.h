#pragma once

#include <optional>
#include <string>

#include "tracking/base/geometry.h"

namespace rtrack {

/// A region as VOT writes it: a box (4 numbers), a polygon of four corners (8; the got10k toolkit's box of
/// equal area) or of another number (6 or more numbers; its upright hull), or a mask "mX,Y,W,H,run,run,..."
/// (its tight box). NaN where it says that there is none (NaN, a special code, an empty mask); nullopt if the
/// text is none of these.
[[nodiscard]] std::optional<Box> parse_region(const std::string& text);

}  // namespace rtrack
