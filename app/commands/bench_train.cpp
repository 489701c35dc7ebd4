#include "app/commands/bench_train.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "app/commands/bench_folder.h"
#include "app/commands/train_setup.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"
#include "tracking/base/synthetic_scene.h"
#include "tracking/media/jpeg.h"
#include "tracking/trackers/compute_device.h"
#include "training/learn/loader_source.h"
#include "training/learn/memory_estimate.h"
#include "training/learn/trainer.h"

namespace rtrack {
namespace {

constexpr int64_t kFrames = 40;
constexpr int64_t kWarmUpSteps = 1;
constexpr int64_t kLeastSteps = 2;
constexpr int kStepsOnGpu = 10;  // a report
constexpr double kSecondsEach = 10;
constexpr double kShareOfFreeMemory = 0.7;

/// The demo scene as a GOT-10k folder.
class BenchVideo {
public:
    BenchVideo() {
        const std::filesystem::path scene_folder = folder_.path() / "scene";
        std::filesystem::create_directories(scene_folder);
        std::ofstream(folder_.path() / "list.txt") << "scene\n";
        std::ofstream truth(scene_folder / "groundtruth.txt");
        SyntheticScene scene;
        for (int64_t i = 0; i < kFrames; ++i) {
            char file[16];
            std::snprintf(file, sizeof file, "%08d.jpg", static_cast<int>(i + 1));
            write_jpeg(scene_folder / file, *scene.read(i), 90);
            truth << to_string(scene.truth(i).box) << "\n";
        }
    }

    [[nodiscard]] std::string dataset() const { return "got10k:" + folder_.path().string(); }

private:
    BenchFolder folder_;
};

/// Sums up the steps after the first ones, and stops the trainer when it has seen enough.
class StepClock : public TrainObserver {
public:
    StepClock(RunControl& control, int64_t steps_a_report)
        : control_(control), steps_a_report_(steps_a_report) {}

    void on_step(const StepReport& report) override {
        if (stop_signal_came()) control_.request_stop();
        const auto since_last = static_cast<double>(report.step - last_step_);
        last_step_ = report.step;
        if (report.step <= std::max<int64_t>(kWarmUpSteps, steps_a_report_)) {
            start_ = Clock::now();
            return;
        }
        steps += static_cast<int64_t>(since_last);
        sums.loading += since_last * report.stages.loading;
        sums.forward += since_last * report.stages.forward;
        sums.backward += since_last * report.stages.backward;
        sums.update += since_last * report.stages.update;
        memory_mb = report.memory_mb;
        seconds = std::chrono::duration<double>(Clock::now() - start_).count();
        if (steps >= kLeastSteps && seconds >= kSecondsEach) control_.request_stop();
    }

    int64_t steps = 0;
    /// From the end of the warm-up to the last report, by which a GPU has done all steps.
    double seconds = 0;
    StageSeconds sums;
    double memory_mb = 0;

private:
    using Clock = std::chrono::steady_clock;
    RunControl& control_;
    int64_t steps_a_report_;
    int64_t last_step_ = 0;
    Clock::time_point start_ = Clock::now();
};

double free_memory_mb() {
    std::ifstream stream("/proc/meminfo");
    std::string key;
    double kilobytes = 0;
    std::string unit;
    while (stream >> key >> kilobytes >> unit) {
        if (key == "MemAvailable:") return kilobytes / 1024;
    }
    return 0;
}

/// The batch, halved until what the backward pass keeps of it fits into memory.
int batch_that_fits(TrainOptions options, int batch) {
    const double most = kShareOfFreeMemory * free_memory_mb();
    options.batch_size = batch;
    while (most > 0 && options.batch_size > 1 &&
           estimate_memory(options, /*parameters=*/0).activations_mb > most)
        options.batch_size /= 2;
    return options.batch_size;
}

TrainOptions options_of(const std::string& preset, const ComputeChoice& compute, int threads, int batch) {
    TrainOptions options = train_preset(preset);
    options.precision = compute.precision;
    options.device = compute.device;
    options.threads = threads;
    options.batch_size = compute.device == "cpu" ? batch_that_fits(options, batch) : batch;
    // A report waits for the device: one a step would be timed, not training.
    options.report_every_steps = compute.device == "cpu" ? 1 : kStepsOnGpu;
    if (compute.device != "cpu") options.data.loader_threads = threads;
    options.alternate_sparse = false;
    options.data.pairs_per_epoch = int64_t{1000} * options.batch_size;
    return options;
}

/// The first few batches of another source again and again: what a step takes when nothing is loaded.
class RepeatedBatches : public BatchSource {
public:
    explicit RepeatedBatches(BatchSource& source) : per_epoch_(source.batches_per_epoch()) {
        source.start(1, 0);
        for (int i = 0; i < 4; ++i) batches_.push_back(source.next().value());
    }
    void start(int64_t, int64_t) override {}
    std::optional<Batch> next() override { return batches_[next_++ % batches_.size()]; }
    int64_t batches_per_epoch() const override { return per_epoch_; }

private:
    int64_t per_epoch_;
    std::vector<Batch> batches_;
    size_t next_ = 0;
};

/// What the loader alone makes, by as many threads as the processor has for it when a GPU computes.
nlohmann::json bench_loader(const std::string& preset, TrainOptions options, int threads) {
    constexpr double kSeconds = 5;
    options.data.loader_threads = threads;
    LoaderSource loader(options);
    loader.start(1, 0);
    const int64_t ahead = 2 + threads;  // batches that are made before anybody asks, and fill the cache
    for (int64_t i = 0; i < ahead; ++i) (void)loader.next();
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    int64_t batches = 0;
    double seconds = 0;
    while (seconds < kSeconds && loader.next()) {
        throw_if_stop_signal_came();
        ++batches;
        seconds = std::chrono::duration<double>(Clock::now() - start).count();
    }
    const double rate = static_cast<double>(batches * options.batch_size) / seconds;
    log_info(preset + ", the loader alone, " + std::to_string(threads) + " threads: " + std::to_string(rate) +
             " pairs/s");
    return {{"network", preset},
            {"search_size", options.model.search_size},
            {"threads", threads},
            {"pairs_per_second", rate}};
}

nlohmann::json bench_network(const std::string& preset, const TrainOptions& options, int batch_asked,
                             bool loading) {
    RunControl control;
    StepClock clock(control, options.report_every_steps);
    LoaderSource loader(options);
    const auto repeated = loading ? nullptr : std::make_unique<RepeatedBatches>(loader);
    Trainer::Parts parts;
    parts.batches = loading ? static_cast<BatchSource*>(&loader) : repeated.get();
    parts.observer = &clock;
    parts.control = &control;
    Trainer(options, std::move(parts)).run();
    throw_if_stop_signal_came();
    const auto steps = static_cast<double>(clock.steps);
    const double rate = steps * options.batch_size / clock.seconds;
    const std::string smaller = options.batch_size < batch_asked
                                    ? " (the free memory may not do for " + std::to_string(batch_asked) + ")"
                                    : "";
    log_info(preset + ", " + options.precision + (loading ? "" : ", nothing loaded") + ", batch " +
             std::to_string(options.batch_size) + smaller + ": " + std::to_string(rate) + " pairs/s");
    return {{"network", preset},
            {"precision", options.precision},
            {"device", options.device},
            {"loading", loading},
            {"batch", options.batch_size},
            {"batch_asked", batch_asked},
            {"steps", clock.steps},
            {"pairs_per_second", rate},
            {"loader_wait", clock.sums.loading / clock.seconds},
            {"memory_mb", clock.memory_mb},
            {"seconds",
             {{"loading", clock.sums.loading / steps},
              {"forward", clock.sums.forward / steps},
              {"backward", clock.sums.backward / steps},
              {"step", clock.sums.update / steps}}}};
}

}  // namespace

nlohmann::json bench_train(int threads, int batch, const std::string& device,
                           const std::vector<std::string>& networks) {
    if (threads <= 0) threads = processor_info().threads;
    set_torch_threads(threads);
    keep_freed_memory();
    const BenchVideo video;
    nlohmann::json entries = nlohmann::json::array();
    nlohmann::json loaders = nlohmann::json::array();
    const std::string where = choose_compute(device, "auto").device;
    const std::vector<std::string> presets =
        networks.empty() ? std::vector<std::string>{"tiny", "small", "rtrack-256"} : networks;
    for (const std::string& preset : presets) {
        TrainOptions loaded = options_of(preset, {where, "fp32", ""}, threads, batch);
        loaded.data.train = {video.dataset()};
        loaders.push_back(bench_loader(preset, loaded, threads));
        for (const std::string& precision : precisions_of(where)) {
            TrainOptions options = options_of(preset, {where, precision, ""}, threads, batch);
            options.data.train = {video.dataset()};
            entries.push_back(bench_network(preset, options, batch, /*loading=*/true));
            // A GPU may wait for the loader; then its own speed is a figure of its own.
            if (where != "cpu") entries.push_back(bench_network(preset, options, batch, /*loading=*/false));
        }
    }
    return {{"train", entries},
            {"loader", loaders},
            {"machine", {{"processor", processor_info().name}, {"threads", threads}, {"device", where}}}};
}

}  // namespace rtrack
