#pragma once

#include <cmath>
#include <cstdint>

namespace rtrack {

/// Random numbers and smooth noise that follow from a seed and a place alone: nothing is stored, any place
/// can be asked in any order, and every machine gives the same.
class ProceduralNoise {
public:
    explicit ProceduralNoise(uint64_t seed) : seed_(static_cast<uint32_t>(seed ^ (seed >> 32))) {}

    /// Uniform in [0, 1) for a lattice place.
    [[nodiscard]] float at(int x, int y) const {
        uint32_t h = seed_ * 0x9E3779B1U + static_cast<uint32_t>(x) * 0x85EBCA77U +
                     static_cast<uint32_t>(y) * 0xC2B2AE3DU;
        h = (h ^ (h >> 15)) * 0x2C1B3C6DU;
        h = (h ^ (h >> 12)) * 0x297A2D39U;
        h ^= h >> 15;
        return static_cast<float>(h >> 8) * (1.0F / 16777216.0F);
    }

    /// Value noise, in [0, 1), with features of about one unit.
    [[nodiscard]] float smooth(float x, float y) const {
        const float floor_x = std::floor(x);
        const float floor_y = std::floor(y);
        const int ix = static_cast<int>(floor_x);
        const int iy = static_cast<int>(floor_y);
        const float u = ease(x - floor_x);
        const float v = ease(y - floor_y);
        const float top = at(ix, iy) + u * (at(ix + 1, iy) - at(ix, iy));
        const float bottom = at(ix, iy + 1) + u * (at(ix + 1, iy + 1) - at(ix, iy + 1));
        return top + v * (bottom - top);
    }

    /// Sum of `octaves` of noise, each half as large and twice as strong in detail; in [0, 1).
    [[nodiscard]] float fractal(float x, float y, int octaves) const {
        float sum = 0;
        float amplitude = 0.5F;
        for (int octave = 0; octave < octaves; ++octave) {
            sum += amplitude * smooth(x, y);
            x = 2.03F * x + 17.3F;
            y = 2.03F * y - 9.7F;
            amplitude *= 0.5F;
        }
        return sum;
    }

private:
    static float ease(float t) { return t * t * (3 - 2 * t); }

    uint32_t seed_;
};

}  // namespace rtrack
