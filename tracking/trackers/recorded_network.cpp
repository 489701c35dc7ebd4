#include "tracking/trackers/recorded_network.h"

#include <map>
#include <mutex>
#include <tuple>

#include <c10/util/Exception.h>

#include "tracking/base/log.h"

namespace rtrack {
namespace {

// Every recording keeps the memory of a forward pass; batches are as large as there are objects in a video.
constexpr size_t kMostRecordings = 16;

at::Tensor copy_of(const at::Tensor& tensor) {
    return tensor.defined() ? tensor.clone(at::MemoryFormat::Preserve) : at::Tensor();
}

/// One recorded pass with the memory that it reads and writes.
struct Recording {
    TemplateFeatures features;
    at::Tensor crops;
    RTrackOutput output;
    std::unique_ptr<RecordedWork> work;

    void set_inputs(const TemplateFeatures& new_features, const at::Tensor& new_crops) {
        features.tokens.copy_(new_features.tokens, /*non_blocking=*/true);
        if (features.similarity.defined())
            features.similarity.copy_(new_features.similarity, /*non_blocking=*/true);
        crops.copy_(new_crops, /*non_blocking=*/true);
    }

    /// Copies: the next pass writes over the recording's own.
    [[nodiscard]] RTrackOutput results() const {
        return {copy_of(output.score_logits), copy_of(output.init_points), copy_of(output.refined_points),
                copy_of(output.init_boxes), copy_of(output.refined_boxes)};
    }
};

class RecordedNetwork : public TrackNetwork {
public:
    RecordedNetwork(std::shared_ptr<const TrackNetwork> network, WorkRecorder recorder)
        : network_(std::move(network)), recorder_(std::move(recorder)) {}

    [[nodiscard]] const ModelOptions& options() const override { return network_->options(); }
    [[nodiscard]] at::Device device() const override { return network_->device(); }

    [[nodiscard]] TemplateFeatures encode_template(const at::Tensor& template_crop,
                                                   const at::Tensor& target_size) const override {
        return network_->encode_template(template_crop, target_size);
    }

    [[nodiscard]] RTrackOutput forward(const TemplateFeatures& features, const at::Tensor& search_crops,
                                       bool sparse) const override {
        const std::lock_guard lock(mutex_);
        Recording* recording = recording_for(features, search_crops, sparse);
        if (recording == nullptr) return network_->forward(features, search_crops, sparse);
        recording->set_inputs(features, search_crops);
        recording->work->repeat();
        return recording->results();
    }

private:
    using Shape = std::tuple<int64_t, int64_t, bool>;  ///< templates, search crops, sparse

    /// @return null where this shape runs without a recording
    Recording* recording_for(const TemplateFeatures& features, const at::Tensor& crops, bool sparse) const {
        const Shape shape = {features.tokens.size(0), crops.size(0), sparse};
        if (const auto found = recordings_.find(shape); found != recordings_.end()) return &found->second;
        if (failed_ || recordings_.size() >= kMostRecordings) return nullptr;
        Recording& recording = recordings_[shape];
        recording.features = {copy_of(features.tokens), copy_of(features.similarity)};
        recording.crops = copy_of(crops);
        try {
            recording.work = recorder_([this, &recording, sparse] {
                recording.output = network_->forward(recording.features, recording.crops, sparse);
            });
        } catch (const c10::Error& error) {
            failed_ = true;
            recordings_.erase(shape);
            log_warning(std::string("the network cannot be recorded, and runs slower: ") +
                        error.what_without_backtrace());
            return nullptr;
        }
        return &recording;
    }

    std::shared_ptr<const TrackNetwork> network_;
    WorkRecorder recorder_;
    mutable std::mutex mutex_;  // for what follows, and for the recordings' memory
    mutable std::map<Shape, Recording> recordings_;
    mutable bool failed_ = false;
};

}  // namespace

std::shared_ptr<const TrackNetwork> make_recorded_network(std::shared_ptr<const TrackNetwork> network,
                                                          WorkRecorder recorder) {
    return std::make_shared<RecordedNetwork>(std::move(network), std::move(recorder));
}

}  // namespace rtrack
