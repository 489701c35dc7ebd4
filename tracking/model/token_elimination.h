#pragma once

#include <ATen/ATen.h>

namespace rtrack {

/// Which search tokens are still there, and where they belong.
struct KeptTokens {
    at::Tensor tokens;  ///< [B, Nz + n', D]: template tokens, then the kept search tokens in score order
    /// [B, n'] int64: each kept token's place among all bins; undefined while all are there.
    at::Tensor positions;
};

/// How much the template's centre token attends to each search token, in one block (REFERENCE 2.1,
/// 'CTR_POINT').
///
/// Only one row of the attention matrix is needed, so this costs 1/N of it and works beside fused attention.
///
/// @param query, key  [B, heads, Nz + n, d]
/// @return            [B, n]: softmax over all keys, mean over heads
[[nodiscard]] at::Tensor center_attention(const at::Tensor& query, const at::Tensor& key, int template_cells);

/// Keeps the ceil(keep_ratio n) search tokens with the highest scores (section 3.1.1, as OSTrack).
///
/// @param kept    what is there now
/// @param scores  [B, n]
[[nodiscard]] KeptTokens eliminate(const KeptTokens& kept, const at::Tensor& scores, int template_tokens,
                                   double keep_ratio);

/// Puts search tokens back in their places, zeros where they were dropped.
///
/// @param search_tokens  [B, n', D]
/// @return               [B, bins, D]
[[nodiscard]] at::Tensor recover(const at::Tensor& search_tokens, const at::Tensor& positions, int64_t bins);

}  // namespace rtrack
