#pragma once

#include <filesystem>

namespace rtrack {

/// Whether the beginning of a file that cannot be decoded says that it is encrypted: MP4 by its sample entry,
/// transport streams by the scrambling bits of their packets.
[[nodiscard]] bool looks_encrypted(const std::filesystem::path& file);

/// @throws Error(Data) naming the file and what to do, if it looks encrypted.
void refuse_if_encrypted(const std::filesystem::path& file);

}  // namespace rtrack
