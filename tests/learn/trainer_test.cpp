#include "training/learn/trainer.h"

#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

#include <ATen/record_function.h>
#include <gtest/gtest.h>

#include "tests/learn/trainer_fixture.h"
#include "tests/support/errors.h"
#include "tracking/base/error.h"
#include "tracking/model/safetensors.h"
#include "tracking/model/weights.h"

namespace rtrack {
namespace {

/// Every figure that training decides; speed and memory are the machine's.
void expect_same_course(const RecordingObserver& a, const RecordingObserver& b, int64_t from_step) {
    for (const auto& [step, report] : a.steps) {
        if (step <= from_step) continue;
        ASSERT_TRUE(b.steps.contains(step)) << "step " << step;
        const StepReport& other = b.steps.at(step);
        EXPECT_EQ(report.loss_total, other.loss_total) << "step " << step;
        EXPECT_EQ(report.iou, other.iou) << "step " << step;
        EXPECT_EQ(report.gradient_norm, other.gradient_norm) << "step " << step;
        EXPECT_EQ(report.learning_rate, other.learning_rate) << "step " << step;
    }
    for (const auto& [epoch, report] : a.epochs) {
        if (b.epochs.contains(epoch)) {
            EXPECT_EQ(report.loss_total, b.epochs.at(epoch).loss_total) << "epoch " << epoch;
        }
    }
}

/// Counts the operators after which the host knows a value that the device computed: on a GPU each waits for
/// all that is queued. Left out is what Torch's fused AdamW does inside: it reads its step counts on the CPU
/// only.
class WaitCounter {
public:
    WaitCounter()
        : handle_(at::addGlobalCallback(
              at::RecordFunctionCallback(&begin, &end).scopes({at::RecordScope::FUNCTION}))) {
        count_ = 0;
    }
    ~WaitCounter() { at::removeCallback(handle_); }
    WaitCounter(const WaitCounter&) = delete;
    WaitCounter& operator=(const WaitCounter&) = delete;
    [[nodiscard]] static int64_t count() { return count_; }

private:
    static bool is_optimizer(const at::RecordFunction& function) {
        return std::string_view(function.name()) == "aten::_fused_adamw_";
    }
    static std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction& function) {
        if (is_optimizer(function)) ++in_optimizer_;
        const std::string_view name = function.name();
        for (const char* waiting : {"aten::_local_scalar_dense", "aten::is_nonzero", "aten::equal",
                                    "aten::nonzero", "aten::masked_select", "aten::unique_dim"}) {
            if (name == waiting && in_optimizer_ == 0) ++count_;
        }
        return nullptr;
    }
    static void end(const at::RecordFunction& function, at::ObserverContext*) {
        if (is_optimizer(function)) --in_optimizer_;
    }

    static inline std::atomic<int64_t> count_ = 0;
    static inline thread_local int in_optimizer_ = 0;
    at::CallbackHandle handle_;
};

/// Batches that were all made before, so that making them is not counted.
class PreparedSource : public BatchSource {
public:
    explicit PreparedSource(BatchSource& source) {
        source.start(1, 0);
        for (int64_t i = 0; i < source.batches_per_epoch(); ++i) batches_.push_back(source.next().value());
    }
    void start(int64_t, int64_t first_batch) override { next_ = static_cast<size_t>(first_batch); }
    std::optional<Batch> next() override { return batches_.at(next_++); }
    int64_t batches_per_epoch() const override { return static_cast<int64_t>(batches_.size()); }

private:
    std::vector<Batch> batches_;
    size_t next_ = 0;
};

int64_t waits_in_run_of(int64_t steps) {
    TrainOptions options = tiny_options();
    options.epochs = 1;
    options.data.pairs_per_epoch = steps * options.batch_size;
    options.report_every_steps = 1000;
    options.alternate_sparse = false;
    RectangleSource rectangles(options, 0);
    PreparedSource source(rectangles);
    RecordingObserver observer;
    RunControl control;
    const WaitCounter counter;
    Trainer::Parts parts;
    parts.batches = &source;
    parts.observer = &observer;
    parts.control = &control;
    Trainer(options, std::move(parts)).run();
    EXPECT_EQ(observer.epochs.at(1).step, steps);
    return WaitCounter::count();
}

TEST(TrainingStep, HostWaitsForNoValueOfTheDevice) {
    // Reports and the end of the run may wait; a step more may not.
    EXPECT_EQ(waits_in_run_of(7), waits_in_run_of(3));
}

/// Whose stop comes by itself after some steps.
class StoppingObserver : public RecordingObserver {
public:
    StoppingObserver(RunControl& control, int64_t after) : control_(control), after_(after) {}
    void on_step(const StepReport& report) override {
        RecordingObserver::on_step(report);
        if (report.step == after_) control_.request_stop();
    }

private:
    RunControl& control_;
    int64_t after_;
};

TEST_F(TrainerTest, StoppedAndResumedRunRepeatsTheUninterruptedOneBitForBit) {
    TrainOptions options = several_epochs();
    options.threads = 2;
    options.optimizer.kind = "muon";  // with AdamW for what is no matrix
    RectangleSource source(options, 0);
    {
        Trainer whole(options, parts(source));
        EXPECT_EQ(whole.run(), Trainer::End::Finished);
    }
    const TensorFile expected = read_safetensors(files().last);
    EXPECT_EQ(observer_.sparse_epochs, (std::vector<bool>{false, true, false, true}));

    for (const int64_t after : {2, 4, 6, 8}) {
        RunControl control;
        StoppingObserver first(control, after);
        Trainer::Parts stopped_parts = parts(source);
        stopped_parts.observer = &first;
        stopped_parts.control = &control;
        Trainer stopped(options, stopped_parts);
        EXPECT_EQ(stopped.run(), Trainer::End::Stopped);
        RecordingObserver second;
        Trainer::Parts resumed_parts = parts(source);
        resumed_parts.observer = &second;
        Trainer resumed(options, resumed_parts, files().last);
        EXPECT_EQ(resumed.state().progress.step, after);
        EXPECT_EQ(resumed.run(), Trainer::End::Finished);
        expect_same_course(observer_, second, after);
        const TensorFile actual = read_safetensors(files().last);
        for (const auto& [name, tensor] : expected.tensors) {
            EXPECT_TRUE(at::equal(tensor, actual.tensors.at(name))) << name << " after a stop at " << after;
        }
    }
}

/// Every batch takes kBatchSeconds; with the fifth it asks for a stop.
class SlowSource : public RectangleSource {
public:
    static constexpr double kBatchSeconds = 0.05;
    SlowSource(const TrainOptions& options, RunControl& control)
        : RectangleSource(options, 0), control_(control) {}
    std::optional<Batch> next() override {
        std::this_thread::sleep_for(std::chrono::duration<double>(kBatchSeconds));
        if (++given_ == 5) control_.request_stop();
        return RectangleSource::next();
    }

private:
    RunControl& control_;
    int given_ = 0;
};

TEST_F(TrainerTest, TheFirstRatesAfterAResumeAreThoseOfThisProcess) {
    TrainOptions options = tiny_options();
    options.data.pairs_per_epoch = 24;
    options.report_every_steps = 6;
    RunControl control;
    SlowSource source(options, control);
    Trainer::Parts stopped_parts = parts(source);
    stopped_parts.control = &control;
    ASSERT_EQ(Trainer(options, stopped_parts).run(), Trainer::End::Stopped);
    ASSERT_EQ(Trainer(options, parts(source), files().last).run(), Trainer::End::Finished);
    const StepReport& report = observer_.steps.at(6);
    EXPECT_LE(report.pairs_per_second, options.batch_size / SlowSource::kBatchSeconds);
    EXPECT_GE(report.stages.loading, SlowSource::kBatchSeconds);
}

TEST_F(TrainerTest, ACheckpointOfAnotherOptimizerIsADataErrorThatSaysSo) {
    TrainOptions options = tiny_options();
    RectangleSource source(options, 4);
    Trainer(options, parts(source)).run();
    options.optimizer.kind = "muon";
    try {
        Trainer resumed(options, parts(source), files().last);
        FAIL() << "took the moments of another optimizer";
    } catch (const Error& failure) {
        EXPECT_EQ(failure.code(), ErrorCode::Data);
        EXPECT_NE(std::string(failure.what()).find("optimizer.kind = muon (before: adamw)"),
                  std::string::npos)
            << failure.what();
    }
}

TEST_F(TrainerTest, CheckpointOfAnotherNetworkIsADataErrorThatNamesTheTensor) {
    TrainOptions options = tiny_options();
    RectangleSource source(options, 4);
    Trainer(options, parts(source)).run();
    options.model.embed_dim = 64;
    const std::string message = message_of_error(
        ErrorCode::Data, [&] { const Trainer resumed(options, parts(source), files().last); });
    EXPECT_NE(message.find("encoder."), std::string::npos) << message;
}

TEST_F(TrainerTest, ARunThatGoesOnSaysWhatItDoesOtherwiseAndRefusesAnotherNetworkOfTheSameShapes) {
    TrainOptions options = tiny_options();
    RectangleSource source(options, 4);
    Trainer(options, parts(source)).run();
    options.epochs += 1;
    options.optimizer.learning_rate /= 2;
    Trainer(options, parts(source), files().last).run();
    ASSERT_EQ(observer_.warnings.size(), 2U);
    EXPECT_NE(observer_.warnings[0].find("epochs = "), std::string::npos) << observer_.warnings[0];
    EXPECT_NE(observer_.warnings[1].find("optimizer.learning_rate = "), std::string::npos);
    options.model.points_to_box = "partial_min_max";
    const std::string message = message_of_error(
        ErrorCode::Data, [&] { const Trainer resumed(options, parts(source), files().last); });
    EXPECT_NE(message.find("model.points_to_box"), std::string::npos) << message;
}

TEST_F(TrainerTest, ModelFileHoldsTheAveragedWeights) {
    TrainOptions options = several_epochs();
    RectangleSource source(options, 0);
    Trainer trainer(options, parts(source));
    trainer.run();
    LoadedModel loaded = load_model(files().model);
    EXPECT_EQ(loaded.metadata.at("step"), "12");
    std::map<std::string, at::Tensor> expected;
    trainer.state().average.net().visit(
        [&](const std::string& name, at::Tensor& tensor, TensorRole) { expected[name] = tensor; });
    loaded.net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        EXPECT_TRUE(at::equal(tensor, expected.at(name))) << name;
    });
}

TEST_F(TrainerTest, AccumulatedStepsEqualOneLargeBatchWithoutPooledTerms) {
    // Means over the batch's positives and the pooled affinity differ by nature; with one positive an image
    // and no affinity, two halves must give the whole.
    TrainOptions options = tiny_options();
    options.assigner.kind = "one_to_one";
    options.loss.affinity_weight = 0;
    options.data.pairs_per_epoch = 8;
    options.batch_size = 8;
    RectangleSource whole_source(options, 8);
    RecordingObserver whole;
    Trainer::Parts whole_parts = parts(whole_source);
    whole_parts.observer = &whole;
    Trainer(options, whole_parts).run();

    options.batch_size = 4;
    options.optimizer.accumulate = 2;
    RectangleSource half_source(options, 8);
    Trainer(options, parts(half_source)).run();
    // float32 sums in another order
    EXPECT_NEAR(whole.steps.at(1).loss_total, observer_.steps.at(1).loss_total, 1e-4);
    EXPECT_NEAR(whole.steps.at(1).gradient_norm, observer_.steps.at(1).gradient_norm,
                1e-3 * whole.steps.at(1).gradient_norm);
}

TEST_F(TrainerTest, NonFiniteLossIsNamedAndLeavesTheLastCheckpoint) {
    TrainOptions options = several_epochs();
    RectangleSource source(options, 0);
    Trainer(options, parts(source)).run();
    const TensorFile before = read_safetensors(files().last);
    options.epochs = 8;
    options.optimizer.learning_rate = 1e30;
    Trainer trainer(options, parts(source), files().last);
    message_of_error(ErrorCode::Diverged, [&] { trainer.run(); });
    for (const auto& [name, tensor] : read_safetensors(files().last).tensors) {
        EXPECT_TRUE(tensor.isfinite().all().item<bool>()) << name;
    }
}

/// Empties every second batch of another source.
class WithEmptyBatches : public RectangleSource {
public:
    using RectangleSource::RectangleSource;
    std::optional<Batch> next() override {
        std::optional<Batch> batch = RectangleSource::next();
        if (batch && ++count_ % 2 == 0) batch->target_boxes.zero_();
        return batch;
    }

private:
    int count_ = 0;
};

TEST_F(TrainerTest, TheReportedIouIsThatOfThePairsWithATarget) {
    TrainOptions options = tiny_options();
    options.data.pairs_per_epoch = 16;
    options.optimizer.learning_rate = 0;
    RectangleSource full(options, options.batch_size);
    Trainer(options, parts(full)).run();
    const double expected = observer_.epochs.at(1).iou;
    ASSERT_GT(expected, 0);
    WithEmptyBatches half_empty(options, options.batch_size);
    Trainer(options, parts(half_empty)).run();
    EXPECT_NEAR(observer_.epochs.at(1).iou, expected, 1e-6);
}

TEST_F(TrainerTest, StartsFromAModelFileAlsoWithCropsOfAnotherSize) {
    TrainOptions options = tiny_options();
    RectangleSource source(options, 4);
    Trainer(options, parts(source)).run();
    const std::filesystem::path start = files().model.parent_path() / "start.safetensors";
    std::filesystem::copy_file(files().model, start);
    options.init = start.string();
    options.optimizer.learning_rate = 0;
    Trainer(options, parts(source)).run();
    const TensorFile before = read_safetensors(start);
    for (const auto& [name, tensor] : read_safetensors(files().model).tensors)
        EXPECT_TRUE(at::equal(tensor, before.tensors.at(name))) << name;

    options.model.search_size = 128;
    options.model.search_factor = 5;
    RectangleSource larger(options, 4);
    Trainer(options, parts(larger)).run();
    EXPECT_EQ(load_model(files().model).net.options().search_size, 128);
    EXPECT_EQ(load_model(files().model).net.options().search_factor, 5);
    for (const auto& [name, tensor] : read_safetensors(files().model).tensors) {
        const bool resized = name == "encoder.pos_embed_x";
        EXPECT_NE(tensor.sizes() == before.tensors.at(name).sizes(), resized) << name;
        if (!resized) {
            EXPECT_TRUE(at::equal(tensor, before.tensors.at(name))) << name;
        }
    }
    options.model.embed_dim = 64;
    EXPECT_THROW(Trainer(options, parts(larger)), Error);
}

struct OverfitCase {
    const char* assigner;
    const char* order;
    const char* points_to_box;
};

class Overfit : public testing::TestWithParam<OverfitCase> {};

/// Stops once a batch's IoU is above the goal.
class GoalObserver : public RecordingObserver {
public:
    explicit GoalObserver(RunControl& control) : control_(control) {}
    void on_step(const StepReport& report) override {
        RecordingObserver::on_step(report);
        if (report.iou > 0.95) control_.request_stop();
    }

private:
    RunControl& control_;
};

TEST_P(Overfit, AHandfulOfPairsIsLearntToAnIouAbove95) {
    TrainOptions options = tiny_options();
    options.assigner.kind = GetParam().assigner;
    options.assigner.order = GetParam().order;
    options.model.points_to_box = GetParam().points_to_box;
    options.epochs = 500;
    RectangleSource source(options, 4);
    RunControl control;
    GoalObserver observer(control);
    Trainer::Parts parts;
    parts.batches = &source;
    parts.observer = &observer;
    parts.control = &control;
    Trainer trainer(options, parts);
    EXPECT_EQ(trainer.run(), Trainer::End::Stopped) << "IoU " << observer.steps.rbegin()->second.iou;
    EXPECT_LT(observer.steps.begin()->second.iou, 0.7);
}

INSTANTIATE_TEST_SUITE_P(All, Overfit,
                         testing::Values(OverfitCase{"one_to_one", "iou_value", "min_max"},
                                         OverfitCase{"max_iou", "iou_value", "min_max"},
                                         OverfitCase{"one_to_many", "center_distance", "min_max"},
                                         OverfitCase{"one_to_many", "iou_value", "min_max"},
                                         OverfitCase{"one_to_many", "iou_value", "partial_min_max"},
                                         OverfitCase{"one_to_many", "iou_value", "moment"}),
                         [](const auto& info) {
                             return std::string(info.param.assigner) + "_" + info.param.order + "_" +
                                    info.param.points_to_box;
                         });

}  // namespace
}  // namespace rtrack
