#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace rtrack {

/// SHA-256 (FIPS 180-4), fed in pieces. Names model files and frames; no secret depends on it.
class Sha256 {
public:
    void update(const void* data, size_t size);
    /// 64 lower-case hexadecimal digits of everything fed so far. The object is spent afterwards.
    [[nodiscard]] std::string finish_hex();

private:
    std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<uint8_t, 64> block_ = {};
    size_t block_size_ = 0;
    uint64_t total_size_ = 0;
};

[[nodiscard]] std::string sha256_hex(const void* data, size_t size);

}  // namespace rtrack
