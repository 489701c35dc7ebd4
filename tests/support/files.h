#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace rtrack {

/// Empty where there is no such file.
[[nodiscard]] inline std::string bytes_of(const std::filesystem::path& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
}

inline void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace rtrack
