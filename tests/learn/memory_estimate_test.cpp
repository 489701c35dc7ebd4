#include "training/learn/memory_estimate.h"

#include <gtest/gtest.h>

#include "training/learn/checkpoint.h"

namespace rtrack {
namespace {

constexpr double kMegabyte = 1 << 20;

TEST(MemoryEstimate, CountsTheWeightsThatATrainingKeeps) {
    for (const double decay : {0.0, 0.99}) {
        TrainOptions options = train_preset("fine-tune");
        options.optimizer.average_decay = decay;
        options.optimizer.freeze = {};
        TrainingState state(RTrackNet(options.model), options.optimizer);
        int64_t parameters = 0;
        double kept = 0;
        for (const NamedTensor& parameter : state.optimizer.parameters()) {
            parameters += parameter.tensor.numel();
            kept += static_cast<double>(parameter.tensor.nbytes());  // the gradient
        }
        for (const auto& [name, tensor] : tensors_of(state)) {
            if (tensor.defined()) kept += static_cast<double>(tensor.nbytes());
        }
        const double estimate = estimate_memory(options, parameters).weights_mb;
        EXPECT_NEAR(estimate, kept / kMegabyte, 0.02 * estimate) << decay;
    }
}

TEST(MemoryEstimate, GrowsWithTheBatchAndShrinksWithThePrecision) {
    TrainOptions options = train_preset("tiny");
    options.batch_size = 2;
    const MemoryEstimate small = estimate_memory(options, 1000);
    options.batch_size = 8;
    EXPECT_DOUBLE_EQ(estimate_memory(options, 1000).activations_mb, 4 * small.activations_mb);
    options.precision = "bf16";
    EXPECT_LT(estimate_memory(options, 1000).activations_mb, 4 * small.activations_mb);
}

}  // namespace
}  // namespace rtrack
