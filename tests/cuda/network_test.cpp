#include <ATen/DeviceAccelerator.h>

#include "tests/cuda/guarded.h"
#include "tests/trackers/moving_patch.h"
#include "tests/trackers/small_model.h"
#include "tracking/trackers/recorded_network.h"
#include "tracking/trackers/rtrack_tracker.h"

namespace rtrack {
namespace {

class NetworkOnGpu : public OnGpu {};

std::shared_ptr<const TrackNetwork> network_on(const std::string& device, const std::string& precision) {
    return make_eager_network(RTrackNet(test::small_model(), 4), {device, precision, ""});
}

struct Inputs {
    at::Tensor templates, sizes, crops;
};

Inputs inputs(int64_t batch) {
    at::manual_seed(batch);
    return {at::randn({batch, 3, 64, 64}), at::tensor({0.4F, 0.5F}).repeat({batch, 1}),
            at::randn({batch, 3, 128, 128})};
}

RTrackOutput answer(const TrackNetwork& network, const Inputs& given, bool sparse) {
    const at::Device device = network.device();
    const TemplateFeatures features =
        network.encode_template(given.templates.to(device), given.sizes.to(device));
    return network.forward(features, given.crops.to(device), sparse);
}

TEST_F(NetworkOnGpu, AnswersAsOnTheCpu) {
    const c10::InferenceMode guard;
    const auto on_cpu = network_on("cpu", "fp32");
    const Inputs given = inputs(3);
    for (const std::string precision : {"fp32", "bf16"}) {
        const auto on_gpu = network_on("cuda:0", precision);
        const RTrackOutput expected = answer(*on_cpu, given, false);
        const RTrackOutput actual = answer(*on_gpu, given, false);
        // Two blocks and the head. Boxes are up to 128 px; convolutions may run in TF32, of 10 bits.
        const bool exact = precision == "fp32";
        EXPECT_LT(difference(actual.score_logits, expected.score_logits), exact ? 2e-2 : 0.3);
        EXPECT_LT(difference(actual.refined_boxes, expected.refined_boxes), exact ? 0.2 : 4);
    }
}

TEST_F(NetworkOnGpu, ARecordedPassIsThePlainOne) {
    const c10::InferenceMode guard;
    ASSERT_TRUE(cuda_work_recorder()) << "librtrack_cuda_graph.so cannot be loaded";
    for (const std::string precision : {"fp32", "bf16"}) {
        const auto plain = network_on("cuda:0", precision);
        const auto recorded = make_recorded_network(plain, cuda_work_recorder());
        for (const int64_t batch : {1, 5, 1, 2}) {
            for (const bool sparse : {false, true}) {
                Inputs given = inputs(batch);
                for (int again = 0; again < 3; ++again) {
                    given.crops = given.crops * 0.9 + 0.1;
                    const RTrackOutput expected = answer(*plain, given, sparse);
                    const RTrackOutput actual = answer(*recorded, given, sparse);
                    EXPECT_LT(difference(actual.refined_boxes, expected.refined_boxes), 1e-2);
                    EXPECT_LT(difference(actual.score_logits, expected.score_logits), 1e-2);
                }
            }
        }
    }
}

TEST_F(NetworkOnGpu, UnusedMemoryGoesBackToOtherPrograms) {
    const auto reserved = [] { return at::accelerator::getDeviceStats(0).reserved_bytes[0].current; };
    constexpr int64_t kBytes = int64_t{256} << 20;
    (void)at::empty({kBytes}, at::TensorOptions(at::kCUDA).dtype(at::kByte));
    const int64_t kept = reserved();
    ASSERT_GE(kept, kBytes);
    release_unused_cuda_memory();
    EXPECT_LE(reserved(), kept - kBytes);
}

TEST_F(NetworkOnGpu, TracksManyObjectsTogetherAsOneByOne) {
    MovingPatch scene(4, 4, 3);
    const auto network = make_fast_network(RTrackNet(test::small_model(), 4), {"cuda:0", "fp32", ""});
    std::vector<RTrackTracker> alone;
    std::vector<RTrackTracker> joined;
    for (int k = 0; k < 3; ++k) {
        alone.emplace_back(network, RTrackTrackerOptions{}, "alone");
        joined.emplace_back(network, RTrackTrackerOptions{}, "joined");
        Box box = scene.truth(0);
        box.x += 30 * k;
        alone.back().init(*scene.read(0), box);
        joined.back().init(*scene.read(0), box);
    }
    std::vector<RTrackTracker*> together;
    for (RTrackTracker& tracker : joined) together.push_back(&tracker);
    for (int64_t i = 1; i < 4; ++i) {
        const std::vector<TrackResult> results = RTrackTracker::update_together(together, *scene.read(i));
        for (size_t k = 0; k < 3; ++k) {
            const TrackResult expected = alone[k].update(*scene.read(i));
            EXPECT_NEAR(results[k].score, expected.score, 1e-2);
        }
    }
}

}  // namespace
}  // namespace rtrack
