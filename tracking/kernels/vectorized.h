#pragma once

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
