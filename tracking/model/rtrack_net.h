#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "tracking/model/model_options.h"

namespace rtrack {

/// What the network makes of a template, reused for every search crop of the same target.
struct TemplateFeatures {
    at::Tensor tokens;      ///< [B, Nz, D] before the first block, positions and target embedding added
    at::Tensor similarity;  ///< [B, Nz, D] unit vectors; undefined unless ModelOptions::template_similarity
};

/// Everything in search-crop pixels. N = bins (row-major), n = points.
struct RTrackOutput {
    at::Tensor score_logits;    ///< [B, N]
    at::Tensor init_points;     ///< [B, N, n, 2] (x, y)
    at::Tensor refined_points;  ///< [B, N, n, 2]
    at::Tensor init_boxes;      ///< [B, N, 4] x1 y1 x2 y2
    at::Tensor refined_boxes;   ///< [B, N, 4]
};

enum class TensorRole { Parameter, Buffer };

/// Called with every tensor of a network, its name in the model file ("encoder.blocks.0.attn.qkv.weight") and whether
/// an optimiser moves it. May replace the tensor.
using TensorVisitor = std::function<void(const std::string& name, at::Tensor& tensor, TensorRole role)>;

/// The RTrack network (paper section 3.1, appendix A): encoder, token elimination, two-stage points head.
class RTrackNet {
public:
    /// Random weights from `seed`: the same seed gives the same weights.
    explicit RTrackNet(const ModelOptions& options, uint64_t seed = 0);
    ~RTrackNet();
    RTrackNet(RTrackNet&&) noexcept;
    RTrackNet& operator=(RTrackNet&&) noexcept;

    [[nodiscard]] const ModelOptions& options() const;

    /// @param template_crops [B, 3, Ht, Ht] normalised RGB
    /// @param target_sizes   [B, 2] float: the target's (width, height) as a share of the template crop's side;
    ///                       used by the target embedding only, may be undefined without it
    [[nodiscard]] TemplateFeatures encode_template(const at::Tensor& template_crops,
                                                   const at::Tensor& target_sizes) const;

    /// @param search_crops [B, 3, Hs, Hs] normalised RGB
    /// @param sparse       drop search tokens at the elimination layers
    [[nodiscard]] RTrackOutput forward(const TemplateFeatures& features, const at::Tensor& search_crops,
                                       bool sparse) const;

    void visit(const TensorVisitor& visitor);

    /// Training: batch statistics are used and updated. Off after construction.
    void set_training(bool training);
    void to(at::Device device, at::ScalarType type);
    /// A copy with its own tensors.
    [[nodiscard]] RTrackNet clone() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace rtrack
