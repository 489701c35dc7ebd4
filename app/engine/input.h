#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tracking/base/frame_source.h"
#include "tracking/base/geometry.h"

namespace rtrack {

/// What a person may name as INPUT: a video file, a picture, a folder, a glob, a benchmark sequence folder,
/// or "demo:", the clip that the project draws itself.
/// @throws Error(Data) naming the input and what is wrong with it.
[[nodiscard]] std::unique_ptr<FrameSource> open_input(const std::string& input);

/// The object's box where the input itself knows it: the demo clip does.
[[nodiscard]] std::optional<Box> known_box(const FrameSource& source, int64_t frame_index);

}  // namespace rtrack
