#include "app/bench_train.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/train_setup.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/synthetic_scene.h"
#include "tracking/media/jpeg.h"
#include "tracking/trackers/compute_device.h"
#include "training/learn/loader_source.h"
#include "training/learn/trainer.h"

namespace rtrack {
namespace {

constexpr int64_t kFrames = 40;
constexpr int64_t kWarmUpSteps = 1;
constexpr int64_t kLeastSteps = 2;
constexpr double kSecondsEach = 10;
constexpr double kShareOfFreeMemory = 0.7;

/// The demo scene as a GOT-10k folder, removed at the end.
class BenchVideo {
public:
    BenchVideo() {
        std::string name = (std::filesystem::temp_directory_path() / "rtrack_bench_XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw Error(ErrorCode::Data, "the temporary folder cannot be written");
        folder_ = name;
        std::filesystem::create_directories(folder_ / "scene");
        std::ofstream(folder_ / "list.txt") << "scene\n";
        std::ofstream truth(folder_ / "scene" / "groundtruth.txt");
        SyntheticScene scene;
        for (int64_t i = 0; i < kFrames; ++i) {
            char file[16];
            std::snprintf(file, sizeof file, "%08d.jpg", static_cast<int>(i + 1));
            write_jpeg(folder_ / "scene" / file, *scene.read(i), 90);
            truth << to_string(scene.truth(i).box) << "\n";
        }
    }
    ~BenchVideo() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    BenchVideo(const BenchVideo&) = delete;
    BenchVideo& operator=(const BenchVideo&) = delete;

    [[nodiscard]] std::string dataset() const { return "got10k:" + folder_.string(); }

private:
    std::filesystem::path folder_;
};

/// Sums up the steps after the first ones, and stops the trainer when it has seen enough.
class StepClock : public TrainObserver {
public:
    explicit StepClock(RunControl& control) : control_(control) {}

    void on_step(const StepReport& report) override {
        if (report.step <= kWarmUpSteps) return;
        ++steps;
        sums.loading += report.stages.loading;
        sums.forward += report.stages.forward;
        sums.backward += report.stages.backward;
        sums.update += report.stages.update;
        memory_mb = report.memory_mb;
        if (steps >= kLeastSteps && seconds() >= kSecondsEach) control_.request_stop();
    }

    [[nodiscard]] double seconds() const { return sums.loading + sums.forward + sums.backward + sums.update; }

    int64_t steps = 0;
    StageSeconds sums;
    double memory_mb = 0;

private:
    RunControl& control_;
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

/// What the encoder keeps of a pair for the backward pass, with some to spare: about twenty values a token,
/// layer and channel, and three a pair of tokens and head.
double memory_of_pair_mb(const ModelOptions& model) {
    const double tokens = static_cast<double>(model.bins() + model.template_cells() * model.template_cells());
    const double values = model.depth * (20 * tokens * model.embed_dim + 3 * tokens * tokens * model.heads);
    return values * sizeof(float) / (1 << 20);
}

int batch_that_fits(const ModelOptions& model, int batch) {
    const double most = kShareOfFreeMemory * free_memory_mb();
    int fits = batch;
    while (most > 0 && fits > 1 && fits * memory_of_pair_mb(model) > most) fits /= 2;
    return fits;
}

TrainOptions options_of(const std::string& preset, const std::string& precision, int threads, int batch) {
    TrainOptions options = train_preset(preset);
    options.precision = precision;
    options.device = "cpu";
    options.threads = threads;
    options.batch_size = batch_that_fits(options.model, batch);
    options.alternate_sparse = false;
    options.report_every_steps = 1;
    options.data.pairs_per_epoch = int64_t{1000} * options.batch_size;
    return options;
}

nlohmann::json bench_network(const std::string& preset, const TrainOptions& options, int batch_asked) {
    RunControl control;
    StepClock clock(control);
    LoaderSource batches(options, 0, 1);
    Trainer::Parts parts;
    parts.batches = &batches;
    parts.observer = &clock;
    parts.control = &control;
    Trainer(options, std::move(parts)).run();
    const auto steps = static_cast<double>(clock.steps);
    const double rate = steps * options.batch_size / clock.seconds();
    const std::string smaller = options.batch_size < batch_asked
                                    ? " (the free memory may not do for " + std::to_string(batch_asked) + ")"
                                    : "";
    log_info(preset + ", " + options.precision + ", batch " + std::to_string(options.batch_size) + smaller +
             ": " + std::to_string(rate) + " pairs/s");
    return {{"network", preset},
            {"precision", options.precision},
            {"batch", options.batch_size},
            {"batch_asked", batch_asked},
            {"steps", clock.steps},
            {"pairs_per_second", rate},
            {"loader_wait", clock.sums.loading / clock.seconds()},
            {"memory_mb", clock.memory_mb},
            {"seconds",
             {{"loading", clock.sums.loading / steps},
              {"forward", clock.sums.forward / steps},
              {"backward", clock.sums.backward / steps},
              {"step", clock.sums.update / steps}}}};
}

}  // namespace

nlohmann::json bench_train(int threads, int batch) {
    if (threads <= 0) threads = processor_info().threads;
    set_torch_threads(threads);
    keep_freed_memory();
    const BenchVideo video;
    nlohmann::json entries = nlohmann::json::array();
    for (const char* preset : {"tiny", "small", "rtrack-256"}) {
        for (const char* precision : {"bf16", "fp32"}) {
            TrainOptions options = options_of(preset, precision, threads, batch);
            options.data.train = {video.dataset()};
            entries.push_back(bench_network(preset, options, batch));
        }
    }
    return {{"train", entries}, {"machine", {{"processor", processor_info().name}, {"threads", threads}}}};
}

}  // namespace rtrack
