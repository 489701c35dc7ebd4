#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace rtrack {

/// A stream of random numbers that depends on nothing but its seed: SplitMix64 (Steele et al. 2014) and our
/// own distributions, because those of the standard library differ between implementations.
class Random {
public:
    explicit Random(uint64_t seed) : state_(seed) {}
    /// The stream of one sample: unrelated streams for neighbouring numbers.
    static Random for_sample(uint64_t seed, int64_t epoch, int64_t index, int64_t attempt) {
        uint64_t state = mix(seed + kStep);
        for (const int64_t part : {epoch, index, attempt}) {
            state = mix(state + kStep + static_cast<uint64_t>(part));
        }
        return Random(state);
    }

    uint64_t next() { return mix(state_ += kStep); }
    /// In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// In [0, count). @param count > 0.
    int64_t below(int64_t count) {
        const auto value = static_cast<int64_t>(uniform() * static_cast<double>(count));
        return value < count ? value : count - 1;
    }
    /// In [low, high], both included.
    int64_t integer(int64_t low, int64_t high) { return low + below(high - low + 1); }
    /// Always takes one number from the stream, so that an option does not shift the rest of it.
    bool chance(double probability) { return uniform() < probability; }
    double normal() {
        const double radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }
    double normal(double spread) { return spread * normal(); }
    template <typename T>
    const T& pick(const std::vector<T>& items) {
        return items[static_cast<size_t>(below(static_cast<int64_t>(items.size())))];
    }

private:
    static constexpr uint64_t kStep = 0x9E3779B97F4A7C15ULL;
    static uint64_t mix(uint64_t z) {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    uint64_t state_;
};

}  // namespace rtrack
