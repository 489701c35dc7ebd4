#pragma once

#include <cstdint>
#include <memory>

#include <ATen/ATen.h>

#include "tracking/model/encoder.h"
#include "tracking/model/model_options.h"
#include "tracking/model/points_head.h"
#include "tracking/model/tensor_visitor.h"

namespace rtrack {

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
    /// @param target_sizes   [B, 2] float: the target's (width, height) as a share of the template crop's
    ///                       side; used by the target embedding only, may be undefined without it
    [[nodiscard]] TemplateFeatures encode_template(const at::Tensor& template_crops,
                                                   const at::Tensor& target_sizes) const;

    /// @param search_crops [B, 3, Hs, Hs] normalised RGB
    /// @param sparse       drop search tokens at the elimination layers
    [[nodiscard]] RTrackOutput forward(const TemplateFeatures& features, const at::Tensor& search_crops,
                                       bool sparse) const;

    void visit(const TensorVisitor& visitor);

    [[nodiscard]] const Encoder& encoder() const;
    [[nodiscard]] const PointsHead& head() const;

    /// Training: batch statistics are used and updated. Off after construction.
    void set_training(bool training);
    /// Batch statistics are those of all processes that train together.
    void share_batch_statistics(const SumOverProcesses& sum);
    void to(at::Device device, at::ScalarType type);
    /// A copy with its own tensors.
    [[nodiscard]] RTrackNet clone() const;

private:
    struct Parts;
    explicit RTrackNet(const Parts& parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace rtrack
