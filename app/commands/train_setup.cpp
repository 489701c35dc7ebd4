#include "app/commands/train_setup.h"

#include <malloc.h>

#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/model/model_library.h"
#include "tracking/model/weights.h"
#include "training/learn/starting_net.h"

namespace rtrack {

namespace {

/// A preset's name says what its crops are, and its jitter goes with them.
void take_crops_of(const ModelOptions& preset, ModelOptions& model) {
    model.template_size = preset.template_size;
    model.search_size = preset.search_size;
    model.template_factor = preset.template_factor;
    model.search_factor = preset.search_factor;
}

void say_other_crops(const ModelOptions& before, const ModelOptions& now) {
    const auto crops = [](const ModelOptions& model) {
        return std::to_string(model.template_size) + " and " + std::to_string(model.search_size) + " px";
    };
    if (crops(before) == crops(now)) return;
    log_info("the model's crops were " + crops(before) + ", the run's are " + crops(now) +
             ": position embeddings are resized");
}

}  // namespace

bool is_configuration_file(const std::string& config) {
    return config.ends_with(".yaml") || config.ends_with(".yml");
}

TrainOptions configured_options(const TrainSettings& settings, bool from_model) {
    const std::string& config = settings.config;
    if (config.empty()) {
        throw Error(ErrorCode::Argument,
                    "name a preset (rtrack-256, rtrack-384, small, tiny, shipped, fine-tune) or a "
                    "configuration file");
    }
    TrainOptions options;
    const bool file = is_configuration_file(config);
    if (!file) options = train_preset(config);  // names the nearest preset if there is none
    OptionTable table;
    options.describe(table);
    const auto set_what_was_asked_for = [&] {
        if (file) table.set_from_yaml_file(config);
        for (const std::string& assignment : settings.assignments) table.set_assignment(assignment);
    };
    set_what_was_asked_for();
    if (from_model && !options.init.empty()) {
        const std::string model = find_model_file(options.init).string();
        const ModelOptions of_file = load_model(model).net.options();
        const TrainOptions preset = file ? TrainOptions() : train_preset(config);
        options.model = of_file;
        if (!file && preset.init.empty()) take_crops_of(preset.model, options.model);
        set_what_was_asked_for();
        options.init = model;
        check_start(model, of_file, options.model);
        say_other_crops(of_file, options.model);
    }
    if (options.data.train.empty()) {
        throw Error(ErrorCode::Argument,
                    "there is nothing to train on: --set data.train=KIND:PATH[,KIND:PATH...]");
    }
    options.validate_together();
    return options;
}

ComputeChoice settle_compute(TrainOptions& options) {
    ComputeChoice compute = choose_compute(options.device, options.precision);
    options.device = compute.device;
    options.precision = compute.precision;
    return compute;
}

void keep_freed_memory() {
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that glibc takes
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

}  // namespace rtrack
