#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace rtrack {

/// How a camera held the picture: 1 (upright) to 8, EXIF tag 0x0112 of a JPEG, PNG, WebP or TIFF file.
/// @param jpeg  the file's bytes
/// @return 1 also where there is no such tag, or nothing that can be read
[[nodiscard]] int exif_orientation(std::span<const uint8_t> jpeg);

/// The same of a PNG, WebP or TIFF file; reads little of it. 1 for other files.
[[nodiscard]] int exif_orientation(const std::filesystem::path& file);

}  // namespace rtrack
