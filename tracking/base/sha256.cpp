#include "tracking/base/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace rtrack {
namespace {

constexpr std::array<uint32_t, 64> kRoundConstants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::array<uint32_t, 64> message_schedule(const uint8_t* block) {
    std::array<uint32_t, 64> words = {};
    for (size_t i = 0; i < 16; ++i) {
        words[i] = uint32_t{block[4 * i]} << 24 | uint32_t{block[4 * i + 1]} << 16 |
                   uint32_t{block[4 * i + 2]} << 8 | uint32_t{block[4 * i + 3]};
    }
    for (size_t i = 16; i < 64; ++i) {
        const uint32_t a = words[i - 15];
        const uint32_t b = words[i - 2];
        words[i] = words[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + words[i - 7] +
                   (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
    }
    return words;
}

void compress(std::array<uint32_t, 8>& state, const uint8_t* block) {
    const std::array<uint32_t, 64> words = message_schedule(block);
    auto [a, b, c, d, e, f, g, h] = state;
    for (size_t i = 0; i < 64; ++i) {
        const uint32_t big_sigma_1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const uint32_t t1 = h + big_sigma_1 + ((e & f) ^ (~e & g)) + kRoundConstants[i] + words[i];
        const uint32_t big_sigma_0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        const uint32_t t2 = big_sigma_0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    const std::array<uint32_t, 8> added = {a, b, c, d, e, f, g, h};
    for (size_t i = 0; i < 8; ++i) {
        state[i] += added[i];
    }
}

}  // namespace

void Sha256::update(const void* data, size_t size) {
    const auto* bytes = static_cast<const uint8_t*>(data);
    total_size_ += size;
    while (size > 0) {
        if (block_size_ == 0 && size >= block_.size()) {
            compress(state_, bytes);
            bytes += block_.size();
            size -= block_.size();
            continue;
        }
        const size_t taken = std::min(size, block_.size() - block_size_);
        std::memcpy(block_.data() + block_size_, bytes, taken);
        block_size_ += taken;
        bytes += taken;
        size -= taken;
        if (block_size_ == block_.size()) {
            compress(state_, block_.data());
            block_size_ = 0;
        }
    }
}

std::string Sha256::finish_hex() {
    const uint64_t bit_count = total_size_ * 8;
    const std::array<uint8_t, 64> padding = {0x80};
    const size_t padding_size = (block_size_ < 56 ? 56 : 120) - block_size_;
    update(padding.data(), padding_size);
    std::array<uint8_t, 8> length = {};
    for (size_t i = 0; i < 8; ++i) {
        length[i] = static_cast<uint8_t>(bit_count >> (56 - 8 * i));
    }
    update(length.data(), length.size());

    static constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    for (const uint32_t word : state_) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            hex += kDigits[word >> shift & 15];
        }
    }
    return hex;
}

std::string sha256_hex(const void* data, size_t size) {
    Sha256 hash;
    hash.update(data, size);
    return hash.finish_hex();
}

}  // namespace rtrack
