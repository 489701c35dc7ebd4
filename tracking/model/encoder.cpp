#include "tracking/model/encoder.h"

#include <cmath>

#include "tracking/base/error.h"
#include "tracking/model/encoder_pass.h"

namespace rtrack {

namespace {

/// Sines and cosines of two-dimensional positions, [1, cells^2, width]; a quarter of the width each for sin
/// x, cos x, sin y, cos y. The start of the learned embeddings.
at::Tensor sine_positions(int cells, int width) {
    const at::Tensor places = at::arange(cells, at::kFloat);
    const at::Tensor frequency = at::pow(100.0, -at::arange(width / 4, at::kFloat) / (width / 4));
    const auto waves = [&](const at::Tensor& place) {
        const at::Tensor angle = place.reshape({-1, 1}) * frequency;
        return at::cat({angle.sin(), angle.cos()}, 1);
    };
    const at::Tensor x = places.repeat({cells});
    const at::Tensor y = places.repeat_interleave(cells);
    return at::cat({waves(x), waves(y)}, 1).unsqueeze(0);
}

constexpr double kPositionScale = 0.2;

}  // namespace

EncoderBlock::EncoderBlock(const ModelOptions& options, at::Generator& generator)
    : norm1(options.embed_dim),
      qkv(options.embed_dim, 3 * options.embed_dim, options.equal_query_key ? 0.04 : 0.02, generator),
      projection(options.embed_dim, options.embed_dim, 0.02, generator),
      norm2(options.embed_dim),
      expand(options.embed_dim, options.mlp_ratio * options.embed_dim, 0.02, generator),
      contract(options.mlp_ratio * options.embed_dim, options.embed_dim, 0.02, generator),
      heads(options.heads) {
    const int64_t width = options.embed_dim;
    if (options.equal_query_key) qkv.weight.narrow(0, width, width).copy_(qkv.weight.narrow(0, 0, width));
}

at::Tensor EncoderBlock::attend(const at::Tensor& tokens, at::Tensor& query, at::Tensor& key) const {
    const int64_t batch = tokens.size(0);
    const int64_t length = tokens.size(1);
    const int64_t width = tokens.size(2);
    const at::Tensor parts =
        qkv(norm1(tokens)).view({batch, length, 3, heads, width / heads}).permute({2, 0, 3, 1, 4});
    query = parts[0];
    key = parts[1];
    const at::Tensor mixed = attention(query, key, parts[2]);
    return tokens + projection(mixed.transpose(1, 2).reshape({batch, length, width}));
}

at::Tensor EncoderBlock::feed_forward(const at::Tensor& tokens) const {
    return tokens + contract(at::gelu(expand(norm2(tokens))));
}

void EncoderBlock::visit(const TensorVisitor& visitor, const std::string& name) {
    norm1.visit(visitor, name + ".norm1");
    qkv.visit(visitor, name + ".attn.qkv");
    projection.visit(visitor, name + ".attn.proj");
    norm2.visit(visitor, name + ".norm2");
    expand.visit(visitor, name + ".mlp.fc1");
    contract.visit(visitor, name + ".mlp.fc2");
}

Encoder::Encoder(const ModelOptions& options, at::Generator& generator)
    : options(options), norm(options.embed_dim) {
    const int width = options.embed_dim;
    if (options.stem == "patch") {
        const double std = std::sqrt(1.0 / (3 * options.patch() * options.patch()));
        patch_embed = Conv(3, width, options.patch(), options.patch(), true, std, generator);
    } else {
        const auto& c = options.stem_channels;
        stem.emplace_back(3, c[0], 3, 2, true, true, generator);
        stem.emplace_back(c[0], c[1], 3, 2, true, true, generator);
        stem.emplace_back(c[1], c[2], 3, 2, true, true, generator);
        stem.emplace_back(c[2], c[2], 3, 1, true, true, generator);
        stem.emplace_back(c[2], c[2], 3, 1, true, false, generator);
        stem.back().weight.fill_(0.3);  // the residual branch starts small
        stem.emplace_back(c[2], width, 3, 2, true, true, generator);
        stem_projection = Conv(width, width, 1, 1, true, std::sqrt(1.0 / width), generator);
    }
    position_z = sine_positions(options.template_cells(), width) * kPositionScale;
    position_x = sine_positions(options.search_cells(), width) * kPositionScale;
    // A constant apart tells search tokens from template tokens.
    position_x += at::normal(0.0, 0.1, {1, 1, width}, generator);
    if (options.target_embedding) target_embedding = at::normal(0.0, 0.2, {2, width}, generator);
    if (options.template_similarity) {
        const int64_t template_tokens =
            static_cast<int64_t>(options.template_cells()) * options.template_cells();
        similarity_projection =
            Linear(template_tokens, width, std::sqrt(1.0 / (3.0 * template_tokens)), generator);
    }
    for (int i = 0; i < options.depth; ++i) blocks.emplace_back(options, generator);
}

at::Tensor Encoder::patches(const at::Tensor& crops, bool training) const {
    at::Tensor map = crops.contiguous(at::MemoryFormat::ChannelsLast);
    if (options.stem == "patch") {
        map = patch_embed(map);
    } else {
        for (int i = 0; i < 3; ++i) map = stem[i](map, training);
        map = at::relu(map + stem[4](stem[3](map, training), training));
        map = stem_projection(stem[5](map, training));
    }
    return map.flatten(2).transpose(1, 2);
}

at::Tensor target_coverage(const at::Tensor& target_sizes, int cells) {
    const at::Tensor edges = at::arange(cells + 1, target_sizes.options()) / cells;
    const auto covered = [&](const at::Tensor& size) {  // [B] -> [B, cells], along one axis
        const at::Tensor low = (0.5 - size / 2).unsqueeze(1);
        const at::Tensor high = (0.5 + size / 2).unsqueeze(1);
        const at::Tensor from = at::maximum(low, edges.narrow(0, 0, cells));
        const at::Tensor to = at::minimum(high, edges.narrow(0, 1, cells));
        return (to - from).clamp_min(0) * cells;
    };
    return (covered(target_sizes.select(1, 1)).unsqueeze(2) * covered(target_sizes.select(1, 0)).unsqueeze(1))
        .flatten(1);
}

TemplateFeatures Encoder::encode_template(const at::Tensor& crops, const at::Tensor& target_sizes,
                                          bool training) const {
    const at::Tensor features = patches(crops, training);
    TemplateFeatures result;
    result.tokens = features + position_z;
    if (options.target_embedding) {
        if (!target_sizes.defined()) {
            throw Error(ErrorCode::Contract,
                        "this model embeds the target's size: target_sizes [B, 2] is needed");
        }
        result.tokens =
            with_target_embedding(result.tokens, target_sizes, target_embedding, options.template_cells());
    }
    result.tokens =
        result.tokens.to(position_z.scalar_type());  // the weights' type, also where the share is float
    if (options.template_similarity) result.similarity = unit_vectors(features);
    return result;
}

at::Tensor Encoder::encode_search(const TemplateFeatures& features, const at::Tensor& crops, bool sparse,
                                  bool training) const {
    const at::Tensor search = patches(crops, training);
    at::Tensor tokens = search + position_x;
    if (options.template_similarity) {
        const at::Tensor cosines = scaled_cosines(search, features.similarity);
        tokens = tokens + similarity_projection(cosines.to(position_x.scalar_type()));
    }
    const KeptTokens kept =
        through_blocks(blocks, features.tokens, tokens.to(features.tokens.scalar_type()), options, sparse);
    return recover(norm(kept.tokens), kept.positions, options.bins());
}

void Encoder::visit(const TensorVisitor& visitor) {
    if (options.stem == "patch") {
        patch_embed.visit(visitor, "encoder.patch_embed.proj");
    } else {
        for (size_t i = 0; i < stem.size(); ++i) stem[i].visit(visitor, "encoder.stem." + std::to_string(i));
        stem_projection.visit(visitor, "encoder.stem.proj");
    }
    visitor("encoder.pos_embed_z", position_z, TensorRole::Parameter);
    visitor("encoder.pos_embed_x", position_x, TensorRole::Parameter);
    if (options.target_embedding) visitor("encoder.target_embed", target_embedding, TensorRole::Parameter);
    if (options.template_similarity) similarity_projection.visit(visitor, "encoder.similarity");
    for (size_t i = 0; i < blocks.size(); ++i)
        blocks[i].visit(visitor, "encoder.blocks." + std::to_string(i));
    norm.visit(visitor, "encoder.norm");
}

}  // namespace rtrack
