#include "app/commands/train_probe.h"

#include <thread>

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include "app/commands/train_setup.h"
#include "tracking/base/error.h"
#include "tracking/base/stop_signals.h"
#include "tracking/media/jpeg.h"
#include "tracking/model/rtrack_net.h"
#include "tracking/trackers/compute_device.h"
#include "training/data/pair_generator.h"
#include "training/data/preview.h"
#include "training/learn/loader_source.h"
#include "training/learn/memory_estimate.h"
#include "training/learn/trainer.h"

namespace rtrack {
namespace {

constexpr int64_t kProbeSteps = 3;
constexpr int kPreviewPairs = 8;
constexpr int kPreviewColumns = 4;

/// The first step is slow, because memory and kernels are got ready: the last one counts.
class LastStep : public TrainObserver {
public:
    void on_step(const StepReport& report) override { last = report; }
    StepReport last;
};

const char* name_of(Option::Kind kind) {
    switch (kind) {
        case Option::Kind::Boolean:
            return "boolean";
        case Option::Kind::Integer:
            return "integer";
        case Option::Kind::Real:
            return "real";
        case Option::Kind::Text:
            return "text";
        case Option::Kind::IntegerList:
            return "integer_list";
        case Option::Kind::TextList:
            return "text_list";
    }
    return "text";
}

nlohmann::ordered_json json_of(const Option& option) {
    nlohmann::ordered_json json = {
        {"name", option.name},      {"kind", name_of(option.kind)}, {"default", option.default_text},
        {"unit", option.unit_text}, {"help", option.help_text},     {"choices", option.choice_texts}};
    if (option.ranged) {
        json["lowest"] = option.lowest;
        json["highest"] = option.highest;
    }
    return json;
}

}  // namespace

std::string probe_training(TrainOptions options) {
    const ComputeChoice compute = settle_compute(options);
    const auto cores = static_cast<int>(std::thread::hardware_concurrency());
    at::set_num_threads(std::max(1, options.threads > 0 ? options.threads : cores));
    const int64_t pairs_per_step = int64_t{options.batch_size} * options.optimizer.accumulate;
    const int64_t steps = options.epochs * (options.data.pairs_per_epoch / pairs_per_step);

    TrainOptions few = options;
    few.epochs = 1;
    few.data.pairs_per_epoch = kProbeSteps * pairs_per_step;
    few.report_every_steps = 1;
    few.max_minutes = 0;
    few.validate_every_minutes = 0;
    LoaderSource batches(few);
    LastStep observer;
    catch_stop_signals();
    RunControl control;
    Trainer::Parts parts;
    parts.batches = &batches;
    parts.observer = &observer;
    parts.control = &control;
    if (Trainer(few, parts).run() == Trainer::End::Stopped)
        throw Error(ErrorCode::Stopped, "the probe was stopped");

    const double seconds_per_step = static_cast<double>(pairs_per_step) / observer.last.pairs_per_second;
    double hours = seconds_per_step * static_cast<double>(steps) / 3600;
    if (options.max_minutes > 0) hours = std::min(hours, options.max_minutes / 60);
    const nlohmann::ordered_json report = {{"seconds_per_step", seconds_per_step},
                                           {"pairs_per_second", observer.last.pairs_per_second},
                                           {"loader_wait", observer.last.loader_wait},
                                           {"memory_mb", observer.last.memory_mb},
                                           {"steps", steps},
                                           {"hours", hours},
                                           {"loss_total", observer.last.loss_total},
                                           {"device", compute.description()}};
    return report.dump(2) + "\n";
}

std::string estimate_training(const TrainOptions& options) {
    TrainOptions resolved = options;
    const ComputeChoice compute = settle_compute(resolved);
    int64_t parameters = 0;
    RTrackNet net(options.model);
    net.visit([&](const std::string&, at::Tensor& tensor, TensorRole role) {
        if (role == TensorRole::Parameter) parameters += tensor.numel();
    });
    const MemoryEstimate estimate = estimate_memory(resolved, parameters);
    const nlohmann::ordered_json report = {{"parameters", parameters},
                                           {"batch_size", options.batch_size},
                                           {"memory_mb", estimate.total_mb()},
                                           {"weights_mb", estimate.weights_mb},
                                           {"activations_mb", estimate.activations_mb},
                                           {"device", compute.description()}};
    return report.dump(2) + "\n";
}

void write_training_preview(const TrainOptions& options, const std::filesystem::path& jpeg_file) {
    const auto generator = pair_generator(options);
    std::vector<Sample> samples;
    for (int i = 0; i < kPreviewPairs; ++i) samples.push_back(generator->make(/*epoch=*/1, i));
    write_jpeg(jpeg_file, preview_sheet(samples, kPreviewColumns));
}

std::string train_options_json() {
    nlohmann::ordered_json json;
    TrainOptions defaults;
    OptionTable table;
    defaults.describe(table);
    json["options"] = nlohmann::ordered_json::array();
    for (const Option& option : table.options()) json["options"].push_back(json_of(option));
    for (const std::string& name : train_presets()) {
        TrainOptions preset = train_preset(name);
        OptionTable values;
        preset.describe(values);
        json["presets"][name] = values.to_map();
    }
    return json.dump(1) + "\n";
}

}  // namespace rtrack
