#pragma once

#include <memory>

#include <ATen/ATen.h>

#include "tracking/model/rtrack_net.h"

namespace rtrack {

/// The same network, made ready to run: batch normalisation folded into the convolutions, weights in the
/// wanted type and packed once for oneDNN's matrix products, activations and residual sums fused into them.
/// On the CPU this runs close to the machine's matrix-product peak where eager mode spends half its time
/// between products.
///
/// Holds its own copy of the weights; results equal RTrackNet's in evaluation mode within rounding. Not
/// differentiable. Not thread-safe.
class InferenceNet {
public:
    /// @param precision  at::kFloat or at::kBFloat16
    InferenceNet(RTrackNet& net, at::ScalarType precision);
    ~InferenceNet();
    InferenceNet(InferenceNet&&) noexcept;
    InferenceNet& operator=(InferenceNet&&) noexcept;

    [[nodiscard]] const ModelOptions& options() const;
    [[nodiscard]] at::ScalarType precision() const;

    /// As RTrackNet::encode_template, for one template: [1, 3, Ht, Ht] float, [1, 2] float.
    [[nodiscard]] TemplateFeatures encode_template(const at::Tensor& template_crop,
                                                   const at::Tensor& target_size) const;

    /// As RTrackNet::forward, for any batch; the result is float.
    [[nodiscard]] RTrackOutput forward(const TemplateFeatures& features, const at::Tensor& search_crops,
                                       bool sparse) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace rtrack
