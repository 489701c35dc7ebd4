#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "tracking/annotation/project.h"

namespace rtrack {

/// Colours for objects and classes, 0xRRGGBB, in turn: told apart with any colour vision, on light and dark
/// pictures (Okabe and Ito 2008, and two of Tol's "bright").
[[nodiscard]] constexpr uint32_t palette_color(size_t number) {
    constexpr std::array<uint32_t, 8> kColors = {0xE69F00, 0x56B4E9, 0x2FBF8F, 0xF0E442,
                                                 0xCC79A7, 0xEE6677, 0x8C9EFF, 0xBBBBBB};
    return kColors[number % kColors.size()];
}

/// The colours of a project's classes, by name.
[[nodiscard]] std::map<std::string, uint32_t> class_colors(const Project& project);

}  // namespace rtrack
