#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tracking/base/frame_source.h"
#include "tracking/base/geometry.h"

namespace rtrack {

/// What a person may name as INPUT: a video file, a picture, a folder, a glob, a benchmark sequence folder,
/// or kDemoPath, the clip that the project draws itself.
/// @param cancelled  asked now and then; true stops the opening
/// @throws Error(Data) naming the input and what is wrong with it; Error(Stopped) if cancelled.
[[nodiscard]] std::unique_ptr<FrameSource> open_input(const std::string& input,
                                                      std::function<bool()> cancelled = {});

/// Before a command writes: that no output would replace a picture that the source is made of.
/// @throws Error(Argument) naming the output.
void check_spares_pictures(const FrameSource& source, const std::vector<std::string>& outputs);

/// The object's box where the input itself knows it: the demo clip does.
[[nodiscard]] std::optional<Box> known_box(const FrameSource& source, int64_t frame_index);

}  // namespace rtrack
