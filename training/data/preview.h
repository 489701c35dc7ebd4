#pragma once

#include <vector>

#include "tracking/base/image.h"
#include "training/data/sample.h"

namespace rtrack {

/// A sheet for looking at training pairs: each template above its search crop, the truth drawn.
/// @param columns  pairs side by side. @return an empty picture for no samples.
[[nodiscard]] Image preview_sheet(const std::vector<Sample>& samples, int columns = 8);

}  // namespace rtrack
