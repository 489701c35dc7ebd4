#pragma once

#include <cstdint>
#include <filesystem>

namespace rtrack {

/// How many pictures a picture file holds: an animated PNG or the pages of a TIFF, small previews not
/// counted. 1 for other files, and for what cannot be read.
[[nodiscard]] int64_t pictures_in_file(const std::filesystem::path& file);

}  // namespace rtrack
