#pragma once

#include <nlohmann/json.hpp>

namespace rtrack {

/// A project file with 10 thousand, 100 thousand and 1 million boxes (100 a frame): milliseconds to open it,
/// to read one frame's boxes and 200 frames of a track, to make, save and undo one edit; against writing the
/// whole file, which is what one edit costs where a project is saved as a whole.
[[nodiscard]] nlohmann::json bench_project();

}  // namespace rtrack
