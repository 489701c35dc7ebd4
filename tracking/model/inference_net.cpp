#include "tracking/model/inference_net.h"

#include <vector>

#include "tracking/kernels/deform_conv.h"
#include "tracking/model/encoder_pass.h"
#include "tracking/model/packed_layers.h"

namespace rtrack {

namespace {

struct PackedBlock {
    at::Tensor norm1_weight, norm1_bias, norm2_weight, norm2_bias;
    PackedLinear qkv, projection, expand, contract;
    int heads = 1;

    PackedBlock(const EncoderBlock& block, at::ScalarType precision)
        : norm1_weight(block.norm1.weight.detach().to(precision)),
          norm1_bias(block.norm1.bias.detach().to(precision)),
          norm2_weight(block.norm2.weight.detach().to(precision)),
          norm2_bias(block.norm2.bias.detach().to(precision)),
          qkv(block.qkv.weight, block.qkv.bias, precision),
          projection(block.projection.weight, block.projection.bias, precision),
          expand(block.expand.weight, block.expand.bias, precision),
          contract(block.contract.weight, block.contract.bias, precision),
          heads(block.heads) {}

    at::Tensor attend(const at::Tensor& tokens, at::Tensor& query, at::Tensor& key) const {
        const int64_t batch = tokens.size(0);
        const int64_t length = tokens.size(1);
        const int64_t width = tokens.size(2);
        const at::Tensor normed = at::layer_norm(tokens, {width}, norm1_weight, norm1_bias, 1e-6);
        const at::Tensor parts =
            qkv(normed).view({batch, length, 3, heads, width / heads}).permute({2, 0, 3, 1, 4});
        query = parts[0];
        key = parts[1];
        const at::Tensor mixed = attention(query, key, parts[2]);
        return projection.plus(mixed.transpose(1, 2).reshape({batch, length, width}), tokens);
    }

    at::Tensor feed_forward(const at::Tensor& tokens) const {
        const at::Tensor normed = at::layer_norm(tokens, {tokens.size(2)}, norm2_weight, norm2_bias, 1e-6);
        return contract.plus(expand(normed, Fused::Gelu), tokens);
    }
};

struct PackedHead {
    std::vector<PackedConv> score_tower, points_tower;
    PackedConv init_hidden, init_points;
    PackedLinear score_taps, points_taps, score, refine_points;
    at::Tensor start;  ///< [N, n, 2] in cells

    PackedHead(const PointsHead& head, at::ScalarType precision)
        : init_hidden(head.init_hidden, true, head.options.search_cells(), precision),
          init_points(head.init_points, false, head.options.search_cells(), precision),
          score_taps(head.refine_score_taps.weight, head.refine_score_taps.bias, precision),
          points_taps(head.refine_points_taps.weight, head.refine_points_taps.bias, precision),
          score(head.score.weight, head.score.bias, precision),
          refine_points(head.refine_points.weight, head.refine_points.bias, precision),
          start(head.start) {
        const int side = head.options.search_cells();
        for (const ConvNorm& layer : head.score_tower) score_tower.emplace_back(layer, side, precision);
        for (const ConvNorm& layer : head.points_tower) points_tower.emplace_back(layer, side, precision);
    }
};

}  // namespace

struct InferenceNet::Parts {
    ModelOptions options;
    at::ScalarType precision;
    std::vector<PackedConv> stem;  ///< as Encoder: one patch embedding, or six layers and a projection
    at::Tensor position_z, position_x, target_embedding;
    PackedLinear similarity;
    std::vector<PackedBlock> blocks;
    at::Tensor norm_weight, norm_bias;
    PackedHead packed_head;
    PointsHead head;  ///< for T(S) and its options

    Parts(const Encoder& encoder, const PointsHead& source, at::ScalarType type)
        : options(encoder.options),
          precision(type),
          position_z(encoder.position_z.detach().to(type)),
          position_x(encoder.position_x.detach().to(type)),
          norm_weight(encoder.norm.weight.detach().to(type)),
          norm_bias(encoder.norm.bias.detach().to(type)),
          packed_head(source, type),
          head(source) {
        int side = options.search_size;
        if (options.stem == "patch") {
            stem.emplace_back(encoder.patch_embed, false, side, type);
        } else {
            for (const ConvNorm& layer : encoder.stem) {
                stem.emplace_back(layer, side, type);
                side /= layer.conv.stride;
            }
            stem.emplace_back(encoder.stem_projection, false, side, type);
        }
        if (options.target_embedding) target_embedding = encoder.target_embedding.detach();
        if (options.template_similarity) {
            similarity =
                PackedLinear(encoder.similarity_projection.weight, encoder.similarity_projection.bias, type);
        }
        for (const EncoderBlock& block : encoder.blocks) blocks.emplace_back(block, type);
    }

    at::Tensor patches(const at::Tensor& crops) const {
        at::Tensor map = crops.to(precision).contiguous(at::MemoryFormat::ChannelsLast);
        if (stem.size() == 1) {
            map = stem[0](map);
        } else {
            for (int i = 0; i < 3; ++i) map = stem[i](map);
            map = stem[4].plus_relu(stem[3](map), map);
            map = stem[6](stem[5](map));
        }
        return map.flatten(2).transpose(1, 2);
    }

    at::Tensor encode_search(const TemplateFeatures& features, const at::Tensor& crops, bool sparse) const {
        const at::Tensor search = patches(crops);
        at::Tensor tokens = search + position_x;
        if (options.template_similarity) {
            const at::Tensor cosines = scaled_cosines(search, features.similarity);
            tokens = similarity.plus(cosines.to(precision), tokens);
        }
        const KeptTokens kept = through_blocks(blocks, features.tokens, tokens, options, sparse);
        const at::Tensor normed =
            at::layer_norm(kept.tokens, {kept.tokens.size(2)}, norm_weight, norm_bias, 1e-6);
        return recover(normed, kept.positions, options.bins());
    }

    RTrackOutput decode(const at::Tensor& search_features) const {
        const int64_t batch = search_features.size(0);
        const int64_t cells = options.search_cells();
        const int64_t n = options.points;
        const at::Tensor map = search_features.reshape({batch, cells, cells, -1}).permute({0, 3, 1, 2});
        at::Tensor score_map = map;
        at::Tensor points_map = map;
        for (const PackedConv& layer : packed_head.score_tower) score_map = layer(score_map);
        for (const PackedConv& layer : packed_head.points_tower) points_map = layer(points_map);
        const auto as_points = [&](const at::Tensor& x) {
            return x.reshape({batch, options.bins(), n, 2}).to(at::kFloat);
        };
        const at::Tensor first =
            packed_head.start +
            as_points(packed_head.init_points(packed_head.init_hidden(points_map)).permute({0, 2, 3, 1}));
        const at::Tensor taps = first - 0.5;
        const auto deformable = [&](const at::Tensor& features, const PackedLinear& layer) {
            return layer(sample_points(features.permute({0, 2, 3, 1}), taps).flatten(2), Fused::Relu);
        };
        const double pixels = options.patch();
        RTrackOutput output;
        output.score_logits =
            packed_head.score(deformable(score_map, packed_head.score_taps)).squeeze(2).to(at::kFloat);
        const at::Tensor offsets =
            as_points(packed_head.refine_points(deformable(points_map, packed_head.points_taps)));
        output.init_points = first * pixels;
        output.refined_points = (first + offsets) * pixels;
        output.init_boxes = head.boxes(output.init_points);
        output.refined_boxes = head.boxes(output.refined_points);
        return output;
    }
};

InferenceNet::InferenceNet(RTrackNet& net, at::ScalarType precision)
    : parts_(std::make_unique<Parts>(net.encoder(), net.head(), precision)) {}

InferenceNet::~InferenceNet() = default;
InferenceNet::InferenceNet(InferenceNet&&) noexcept = default;
InferenceNet& InferenceNet::operator=(InferenceNet&&) noexcept = default;

const ModelOptions& InferenceNet::options() const {
    return parts_->options;
}

at::ScalarType InferenceNet::precision() const {
    return parts_->precision;
}

TemplateFeatures InferenceNet::encode_template(const at::Tensor& template_crop,
                                               const at::Tensor& target_size) const {
    const Parts& parts = *parts_;
    const at::Tensor features = parts.patches(template_crop);
    TemplateFeatures result;
    at::Tensor tokens = features.to(at::kFloat) + parts.position_z;
    if (parts.options.target_embedding) {
        tokens = with_target_embedding(tokens, target_size, parts.target_embedding,
                                       parts.options.template_cells());
    }
    result.tokens = tokens.to(parts.precision);
    if (parts.options.template_similarity) result.similarity = unit_vectors(features);
    return result;
}

RTrackOutput InferenceNet::forward(const TemplateFeatures& features, const at::Tensor& search_crops,
                                   bool sparse) const {
    return parts_->decode(parts_->encode_search(features, search_crops, sparse));
}

}  // namespace rtrack
