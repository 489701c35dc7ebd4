#include "tracking/trackers/track_network.h"

#include <mutex>

#include "tracking/model/inference_net.h"
#include "tracking/trackers/recorded_network.h"

namespace rtrack {
namespace {

at::ScalarType scalar_type(const ComputeChoice& compute) {
    return compute.precision == "bf16" ? at::kBFloat16 : at::kFloat;
}

class EagerNetwork : public TrackNetwork {
public:
    EagerNetwork(RTrackNet net, const ComputeChoice& compute)
        : net_(std::move(net)), device_(compute.device), type_(scalar_type(compute)) {
        net_.set_training(false);
        net_.to(device_, type_);
    }

    [[nodiscard]] const ModelOptions& options() const override { return net_.options(); }
    [[nodiscard]] at::Device device() const override { return device_; }

    [[nodiscard]] TemplateFeatures encode_template(const at::Tensor& template_crop,
                                                   const at::Tensor& target_size) const override {
        return net_.encode_template(template_crop.to(type_), target_size.to(type_));
    }

    [[nodiscard]] RTrackOutput forward(const TemplateFeatures& features, const at::Tensor& search_crop,
                                       bool sparse) const override {
        return net_.forward(features, search_crop.to(type_), sparse);
    }

private:
    RTrackNet net_;
    at::Device device_;
    at::ScalarType type_;
};

class FastNetwork : public TrackNetwork {
public:
    FastNetwork(RTrackNet& net, const ComputeChoice& compute) : net_(net, scalar_type(compute)) {}

    [[nodiscard]] const ModelOptions& options() const override { return net_.options(); }
    [[nodiscard]] at::Device device() const override { return at::kCPU; }

    [[nodiscard]] TemplateFeatures encode_template(const at::Tensor& template_crop,
                                                   const at::Tensor& target_size) const override {
        const std::lock_guard lock(mutex_);
        return net_.encode_template(template_crop, target_size);
    }

    [[nodiscard]] RTrackOutput forward(const TemplateFeatures& features, const at::Tensor& search_crop,
                                       bool sparse) const override {
        const std::lock_guard lock(mutex_);
        return net_.forward(features, search_crop, sparse);
    }

private:
    InferenceNet net_;
    mutable std::mutex mutex_;  // InferenceNet is for one thread at a time
};

}  // namespace

std::shared_ptr<const TrackNetwork> make_eager_network(RTrackNet net, const ComputeChoice& compute) {
    return std::make_shared<EagerNetwork>(std::move(net), compute);
}

std::shared_ptr<const TrackNetwork> make_fast_network(RTrackNet net, const ComputeChoice& compute) {
    if (compute.device != "cpu") {
        std::shared_ptr<const TrackNetwork> network = make_eager_network(std::move(net), compute);
        const WorkRecorder& recorder = cuda_work_recorder();
        return recorder ? make_recorded_network(std::move(network), recorder) : network;
    }
    return std::make_shared<FastNetwork>(net, compute);
}

}  // namespace rtrack
