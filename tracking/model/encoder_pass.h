#pragma once

#include <algorithm>
#include <vector>

#include <ATen/ATen.h>

#include "tracking/model/encoder.h"
#include "tracking/model/token_elimination.h"

namespace rtrack {

// The steps of the encoder that are the same for layers that learn (Encoder) and for packed ones
// (InferenceNet).

/// @param features  [B, N, D] of any floating type
/// @return          [B, N, D] float, each vector of length 1
[[nodiscard]] inline at::Tensor unit_vectors(const at::Tensor& features) {
    const at::Tensor wide = features.to(at::kFloat);
    return wide / wide.norm(2, -1, true).clamp_min(1e-6);
}

/// The cosine of every search token with every template token, on the scale of the other embeddings.
/// @param search               [B, Nx, D] patches
/// @param template_similarity  [B or 1, Nz, D] unit vectors
/// @return                     [B, Nx, Nz] float
[[nodiscard]] inline at::Tensor scaled_cosines(const at::Tensor& search,
                                               const at::Tensor& template_similarity) {
    return at::matmul(unit_vectors(search), template_similarity.transpose(1, 2)) * kSimilarityScale;
}

/// Template tokens that know which of them show the target: each cell's mixture of two embeddings.
/// @param tokens        [B, Nz, D]
/// @param target_sizes  [B, 2], as Encoder::encode_template
/// @param embedding     [2, D]: target, background
[[nodiscard]] inline at::Tensor with_target_embedding(const at::Tensor& tokens,
                                                      const at::Tensor& target_sizes,
                                                      const at::Tensor& embedding, int cells) {
    const at::Tensor share = target_coverage(target_sizes, cells).unsqueeze(2);
    return tokens + share * embedding[0] + (1 - share) * embedding[1];
}

/// Template and search tokens through all blocks together (section 3.1.1), with token elimination if
/// `sparse`.
/// @tparam Block            EncoderBlock or one that looks like it
/// @param template_tokens   [B or 1, Nz, D]
/// @param search_tokens     [B, Nx, D], of the same type
/// @return the search tokens that are left, [B, n', D], before the last norm, and their positions
template <typename Block>
[[nodiscard]] KeptTokens through_blocks(const std::vector<Block>& blocks, const at::Tensor& template_tokens,
                                        const at::Tensor& search_tokens, const ModelOptions& options,
                                        bool sparse) {
    const int64_t template_count = template_tokens.size(1);
    const auto& layers = options.elimination_layers;
    KeptTokens kept{at::cat({template_tokens.expand({search_tokens.size(0), -1, -1}), search_tokens}, 1), {}};
    for (int i = 0; i < options.depth; ++i) {
        at::Tensor query;
        at::Tensor key;
        kept.tokens = blocks[i].attend(kept.tokens, query, key);
        if (sparse && std::find(layers.begin(), layers.end(), i) != layers.end()) {
            const at::Tensor scores =
                center_attention(query.detach(), key.detach(), options.template_cells());
            kept = eliminate(kept, scores, static_cast<int>(template_count), options.keep_ratio);
        }
        kept.tokens = blocks[i].feed_forward(kept.tokens);
    }
    kept.tokens = kept.tokens.narrow(1, template_count, kept.tokens.size(1) - template_count);
    return kept;
}

}  // namespace rtrack
