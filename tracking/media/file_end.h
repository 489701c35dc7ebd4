#pragma once

#include <filesystem>
#include <string>

namespace rtrack {

/// Whether a file ends before the end that its container states: AVI and Matroska by the size in their
/// header, transport streams by a last packet that is not whole, fragmented MP4 by a last box that is not.
/// False where the container does not tell.
/// @param format  FFmpeg's name of the container.
[[nodiscard]] bool ends_early(const std::filesystem::path& file, const std::string& format);

}  // namespace rtrack
