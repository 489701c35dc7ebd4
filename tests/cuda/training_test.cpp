#include "tests/cuda/guarded.h"
#include "tests/learn/tiny_training.h"

namespace rtrack {
namespace {

class TrainingOnGpu : public OnGpu {};

RecordingObserver course_on(const std::string& device, const std::string& precision) {
    TrainOptions options = tiny_options();
    options.device = device;
    options.precision = precision;
    options.epochs = 1;
    options.data.pairs_per_epoch = 4 * options.batch_size;
    options.report_every_steps = 1;
    RectangleSource source(options, 0);
    RecordingObserver observer;
    RunControl control;
    Trainer::Parts parts;
    parts.batches = &source;
    parts.observer = &observer;
    parts.control = &control;
    Trainer(options, std::move(parts)).run();
    return observer;
}

TEST_F(TrainingOnGpu, TakesTheStepsThatTheCpuTakes) {
    const RecordingObserver on_cpu = course_on("cpu", "fp32");
    for (const std::string precision : {"fp32", "bf16"}) {
        const RecordingObserver on_gpu = course_on("cuda", precision);
        ASSERT_EQ(on_gpu.steps.size(), on_cpu.steps.size());
        for (const auto& [step, report] : on_gpu.steps) {
            // The same weights and pairs: sums differ by their order (and TF32), and labels at thresholds
            // with them.
            const double expected = on_cpu.steps.at(step).loss_total;
            EXPECT_NEAR(report.loss_total / expected, 1, precision == "fp32" ? 2e-2 : 0.1) << "step " << step;
        }
    }
}

}  // namespace
}  // namespace rtrack
