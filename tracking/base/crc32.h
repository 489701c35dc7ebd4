#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rtrack {

/// The checksum of zip archives and PNG pictures.
[[nodiscard]] uint32_t crc32(const void* data, size_t size);
[[nodiscard]] inline uint32_t crc32(std::string_view bytes) {
    return crc32(bytes.data(), bytes.size());
}

}  // namespace rtrack
