#pragma once

#include <vector>

#include <ATen/ATen.h>

#include "tracking/model/layers.h"
#include "tracking/model/model_options.h"

namespace rtrack {

/// Factor on the cosines of ModelOptions::template_similarity: brings them to the size of the other
/// embeddings.
inline constexpr double kSimilarityScale = 4.0;

/// What the encoder makes of a template, reused for every search crop of the same target.
struct TemplateFeatures {
    at::Tensor tokens;      ///< [B, Nz, D] before the first block, positions and target embedding added
    at::Tensor similarity;  ///< [B, Nz, D] unit vectors; undefined unless ModelOptions::template_similarity
};

/// One pre-norm transformer block (Dosovitskiy et al. 2021).
struct EncoderBlock {
    LayerNorm norm1;
    Linear qkv;  ///< rows: queries, keys, values; heads contiguous in each
    Linear projection;
    LayerNorm norm2;
    Linear expand;
    Linear contract;
    int heads = 1;

    EncoderBlock(const ModelOptions& options, at::Generator& generator);
    /// @param tokens       [B, L, D]
    /// @param query, key   out: [B, heads, L, d], for token elimination
    at::Tensor attend(const at::Tensor& tokens, at::Tensor& query, at::Tensor& key) const;
    [[nodiscard]] at::Tensor feed_forward(const at::Tensor& tokens) const;
    void visit(const TensorVisitor& visitor, const std::string& name);
};

/// Vision transformer over template and search tokens in one sequence (section 3.1.1).
struct Encoder {
    ModelOptions options;
    Conv patch_embed;            ///< stem "patch"
    std::vector<ConvNorm> stem;  ///< stem "convolution": three strided, two of a residual pair, one strided
    Conv stem_projection;
    at::Tensor position_z;         ///< [1, Nz, D]
    at::Tensor position_x;         ///< [1, Nx, D]
    at::Tensor target_embedding;   ///< [2, D]: target, background; undefined without the option
    Linear similarity_projection;  ///< Nz -> D; undefined without the option
    std::vector<EncoderBlock> blocks;
    LayerNorm norm;

    Encoder(const ModelOptions& options, at::Generator& generator);

    /// @param crops  [B, 3, H, H] normalised RGB
    /// @return       [B, (H / 16)^2, D], row-major
    [[nodiscard]] at::Tensor patches(const at::Tensor& crops, bool training) const;

    /// @param target_sizes  [B, 2]: the target's (width, height) as a share of the template crop's side
    [[nodiscard]] TemplateFeatures encode_template(const at::Tensor& crops, const at::Tensor& target_sizes,
                                                   bool training) const;

    /// @return [B, Nx, D]: search features after the last norm; zeros where tokens were dropped
    [[nodiscard]] at::Tensor encode_search(const TemplateFeatures& features, const at::Tensor& crops,
                                           bool sparse, bool training) const;

    void visit(const TensorVisitor& visitor);
};

/// How much of each template cell the target's box, centred in the crop, covers.
///
/// @param target_sizes  [B, 2]: (width, height) as a share of the crop's side
/// @return              [B, cells^2] in [0, 1], row-major
[[nodiscard]] at::Tensor target_coverage(const at::Tensor& target_sizes, int cells);

}  // namespace rtrack
