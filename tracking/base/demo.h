#pragma once

#include <string_view>

namespace rtrack {

/// Stands where a video is named by its path, for the clip that the project draws itself (SyntheticScene).
inline constexpr char kDemoPath[] = "demo:";

[[nodiscard]] constexpr bool is_demo(std::string_view path) {
    return path == kDemoPath;
}

}  // namespace rtrack
