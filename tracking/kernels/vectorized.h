#pragma once

#include <cstdint>

/// Stands before a function whose loops gain from a wide vector unit: it is compiled for AVX2 beside what
/// every x86-64 has, and the program takes the one that fits when it starts. Neither fuses multiplications
/// with additions nor reorders sums, so that both give the same values. Compile such a file with -O3: -O2
/// vectorises little.
///
/// Not under a sanitizer, which is not ready yet when the choice is made.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define RTRACK_VECTORIZED __attribute__((target_clones("avx2", "default")))
#else
#define RTRACK_VECTORIZED
#endif

namespace rtrack {

/// target[i] += weight * values[i]. Of each file its own: what the program chooses between is not shared.
template <typename Real, typename Value>
RTRACK_VECTORIZED static void add_weighted(Real weight, const Value* values, int64_t count,
                                           Real* __restrict target) {
    for (int64_t i = 0; i < count; ++i) target[i] += weight * static_cast<Real>(values[i]);
}

}  // namespace rtrack
