#include "tracking/trackers/recorded_network.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/trackers/small_model.h"

namespace rtrack {
namespace {

/// Repeats by calling the work again, which writes where the first call wrote; on a GPU a graph does.
class CalledAgain : public RecordedWork {
public:
    explicit CalledAgain(std::function<void()> work) : work_(std::move(work)) {}
    void repeat() override { work_(); }

private:
    std::function<void()> work_;
};

struct Inputs {
    TemplateFeatures features;
    at::Tensor crops;
};

Inputs inputs(const TrackNetwork& network, int64_t batch, int64_t seed) {
    at::manual_seed(seed);
    const at::Tensor sizes = at::tensor({0.4F, 0.5F}).unsqueeze(0).expand({batch, 2});
    return {network.encode_template(at::randn({batch, 3, 64, 64}), sizes), at::randn({batch, 3, 128, 128})};
}

class RecordedNetworkTest : public testing::Test {
protected:
    const c10::InferenceMode guard_;
    std::shared_ptr<const TrackNetwork> plain_ =
        make_eager_network(RTrackNet(test::small_model(), 4), {"cpu", "fp32", ""});
    int recordings_ = 0;
    std::shared_ptr<const TrackNetwork> recorded_ =
        make_recorded_network(plain_, [this](const std::function<void()>& work) {
            ++recordings_;
            work();
            return std::make_unique<CalledAgain>(work);
        });
};

TEST_F(RecordedNetworkTest, RecordsEachShapeOnceReadsNewInputsAndGivesCopies) {
    const Inputs first = inputs(*plain_, 1, 1);
    const RTrackOutput given = recorded_->forward(first.features, first.crops, false);
    const RTrackOutput expected = plain_->forward(first.features, first.crops, false);
    EXPECT_TRUE(given.refined_boxes.equal(expected.refined_boxes));
    EXPECT_TRUE(given.score_logits.equal(expected.score_logits));
    given.score_logits.fill_(7);
    EXPECT_TRUE(
        recorded_->forward(first.features, first.crops, false).score_logits.equal(expected.score_logits));
    const Inputs second = inputs(*plain_, 1, 2);
    EXPECT_TRUE(
        recorded_->forward(second.features, second.crops, false)
            .refined_boxes.equal(plain_->forward(second.features, second.crops, false).refined_boxes));
    EXPECT_EQ(recordings_, 1);
    const Inputs three = inputs(*plain_, 3, 2);
    EXPECT_TRUE(recorded_->forward(three.features, three.crops, true)
                    .refined_points.equal(plain_->forward(three.features, three.crops, true).refined_points));
    EXPECT_EQ(recordings_, 2);
}

TEST_F(RecordedNetworkTest, RunsPlainlyWhereNothingCanBeRecorded) {
    const auto failing =
        make_recorded_network(plain_, [this](const std::function<void()>&) -> std::unique_ptr<RecordedWork> {
            ++recordings_;
            TORCH_CHECK(false, "no graphs here");
        });
    const Inputs some = inputs(*plain_, 1, 1);
    const at::Tensor expected = plain_->forward(some.features, some.crops, false).refined_boxes;
    EXPECT_TRUE(failing->forward(some.features, some.crops, false).refined_boxes.equal(expected));
    EXPECT_TRUE(failing->forward(some.features, some.crops, false).refined_boxes.equal(expected));
    EXPECT_EQ(recordings_, 1);
}

}  // namespace
}  // namespace rtrack
