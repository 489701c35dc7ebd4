#pragma once

#include <filesystem>
#include <string>

namespace rtrack {

/// SHA-256 of a file of any size, 64 hexadecimal digits. @throws Error(Data) naming the file if it cannot be
/// read.
[[nodiscard]] std::string file_hash(const std::filesystem::path& file);

}  // namespace rtrack
