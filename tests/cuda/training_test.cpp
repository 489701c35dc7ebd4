#include "tests/cuda/guarded.h"
#include "tests/learn/tiny_training.h"
#include "training/learn/distributed.h"

namespace rtrack {
namespace {

class TrainingOnGpu : public OnGpu {};

RecordingObserver course_on(const std::string& device, const std::string& precision,
                            ProcessGroup* processes = nullptr) {
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
    parts.processes = processes;
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

/// NCCL wants a GPU for each process: with one GPU there is one process, whose sums are what it had.
TEST_F(TrainingOnGpu, GradientsGoThroughNccl) {
    ProcessPlace place;
    place.master_address = "127.0.0.1";
    place.master_port = 29517;
    const auto processes = join_processes(place);
    ASSERT_EQ(processes->settle_device(at::Device(at::kCUDA, 0)), "NCCL");
    std::vector<at::Tensor> tensors = {
        at::arange(5, at::TensorOptions(at::kCUDA).dtype(at::kFloat)),
        at::arange(7, at::TensorOptions(at::kCUDA).dtype(at::kLong)).view({1, 7}),
        at::ones({2}, at::kDouble)};
    std::vector<at::Tensor> before;
    for (const at::Tensor& tensor : tensors) before.push_back(tensor.clone());
    processes->sum(tensors);
    processes->broadcast(tensors);
    for (size_t i = 0; i < tensors.size(); ++i) EXPECT_TRUE(tensors[i].equal(before[i])) << i;

    const RecordingObserver alone = course_on("cuda", "fp32");
    const RecordingObserver together = course_on("cuda", "fp32", processes.get());
    ASSERT_EQ(together.steps.size(), alone.steps.size());
    for (const auto& [step, report] : together.steps)
        EXPECT_NEAR(report.loss_total / alone.steps.at(step).loss_total, 1, 1e-3) << "step " << step;
}

}  // namespace
}  // namespace rtrack
