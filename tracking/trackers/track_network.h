#pragma once

#include <memory>

#include <ATen/ATen.h>

#include "tracking/model/rtrack_net.h"
#include "tracking/trackers/compute_device.h"

namespace rtrack {

/// A network made ready to run on one device in one precision. Trackers share it: any thread may call it.
/// All tensors that go in and come out are float, on `device()`.
class TrackNetwork {
public:
    virtual ~TrackNetwork() = default;
    [[nodiscard]] virtual const ModelOptions& options() const = 0;
    [[nodiscard]] virtual at::Device device() const = 0;
    /// As RTrackNet::encode_template and RTrackNet::forward, for any batch.
    [[nodiscard]] virtual TemplateFeatures encode_template(const at::Tensor& template_crop,
                                                           const at::Tensor& target_size) const = 0;
    [[nodiscard]] virtual RTrackOutput forward(const TemplateFeatures& features,
                                               const at::Tensor& search_crop, bool sparse) const = 0;
};

/// Layer by layer, as training runs it; on a GPU, and as the reference.
[[nodiscard]] std::shared_ptr<const TrackNetwork> make_eager_network(RTrackNet net,
                                                                     const ComputeChoice& compute);

/// Weights packed and layers fused on the CPU; recorded as CUDA graphs on a GPU.
[[nodiscard]] std::shared_ptr<const TrackNetwork> make_fast_network(RTrackNet net,
                                                                    const ComputeChoice& compute);

}  // namespace rtrack
