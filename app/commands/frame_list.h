#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rtrack {

/// Frame indices from "5,17,100-120", ascending, each once.
/// @throws Error(Argument) naming the part that is no index or range, or lies outside [0, frame_count).
[[nodiscard]] std::vector<int64_t> frames_from_list(const std::string& list, int64_t frame_count);

}  // namespace rtrack
