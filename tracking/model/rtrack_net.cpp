#include "tracking/model/rtrack_net.h"

#include <ATen/CPUGeneratorImpl.h>

namespace rtrack {

struct RTrackNet::Parts {
    ModelOptions options;
    Encoder encoder;
    PointsHead head;
    bool training = false;

    Parts(const ModelOptions& options, at::Generator generator)
        : options(options), encoder(options, generator), head(options, generator) {}
};

namespace {

const ModelOptions& validated(const ModelOptions& options) {
    options.validate();
    return options;
}

}  // namespace

RTrackNet::RTrackNet(const ModelOptions& options, uint64_t seed)
    : parts_(std::make_unique<Parts>(validated(options), at::detail::createCPUGenerator(seed))) {}

RTrackNet::~RTrackNet() = default;
RTrackNet::RTrackNet(RTrackNet&&) noexcept = default;
RTrackNet& RTrackNet::operator=(RTrackNet&&) noexcept = default;

const ModelOptions& RTrackNet::options() const {
    return parts_->options;
}

TemplateFeatures RTrackNet::encode_template(const at::Tensor& template_crops,
                                            const at::Tensor& target_sizes) const {
    return parts_->encoder.encode_template(template_crops, target_sizes, parts_->training);
}

RTrackOutput RTrackNet::forward(const TemplateFeatures& features, const at::Tensor& search_crops,
                                bool sparse) const {
    const at::Tensor encoded =
        parts_->encoder.encode_search(features, search_crops, sparse, parts_->training);
    return parts_->head.forward(encoded, parts_->training);
}

void RTrackNet::visit(const TensorVisitor& visitor) {
    parts_->encoder.visit(visitor);
    parts_->head.visit(visitor);
}

const Encoder& RTrackNet::encoder() const {
    return parts_->encoder;
}

const PointsHead& RTrackNet::head() const {
    return parts_->head;
}

void RTrackNet::set_training(bool training) {
    parts_->training = training;
}

void RTrackNet::share_batch_statistics(const SumOverProcesses& sum) {
    for (std::vector<ConvNorm>* layers :
         {&parts_->encoder.stem, &parts_->head.score_tower, &parts_->head.points_tower}) {
        for (ConvNorm& layer : *layers) layer.sum_over_processes = sum;
    }
}

void RTrackNet::to(at::Device device, at::ScalarType type) {
    visit([&](const std::string&, at::Tensor& tensor, TensorRole) { tensor = tensor.to(device, type); });
    parts_->head.start = parts_->head.start.to(device);
}

RTrackNet RTrackNet::clone() const {
    RTrackNet copy(*this->parts_);
    return copy;
}

RTrackNet::RTrackNet(const Parts& parts) : parts_(std::make_unique<Parts>(parts)) {
    visit([](const std::string&, at::Tensor& tensor, TensorRole) { tensor = tensor.detach().clone(); });
}

}  // namespace rtrack
