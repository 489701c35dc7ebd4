#include "training/learn/train_options.h"

#include "tracking/base/error.h"

namespace rtrack {

void TrainOptions::describe(OptionTable& table) {
    table.add("epochs", &epochs).range(1, 1000000).help("Epochs of data.pairs_per_epoch pairs (sec. 4.1.2).");
    table.add("batch_size", &batch_size)
        .range(1, 1000000)
        .help("Pairs in a batch, of all processes together (sec. 4.1.2: 64).");
    table.add("alternate_sparse", &alternate_sparse)
        .help("Even epochs drop search tokens at model.elimination_layers, odd ones keep all (sec. 4.1.1).");
    table.add("seed", &seed)
        .range(0, 1e15)
        .help("Of the weights at the start and of everything random in the data.");
    table.add("init", &init)
        .help(
            "A model file, or a model's name, to start from; empty: random weights. The crops may be of "
            "another size: position embeddings are then resized.");
    table.add("device", &device).help("auto, cpu, cuda or cuda:N.");
    table.add("precision", &precision)
        .choices(std::vector<std::string>{"auto", "fp32", "bf16"})
        .help(
            "Arithmetic of the network: float32, or bfloat16 where that is safe (weights stay float32). "
            "auto: bf16 where the device multiplies in it; the run's config.yaml says which it was.");
    table.add("threads", &threads).range(0, 4096).help("CPU threads of the network; 0: all cores.");
    table.add("max_minutes", &max_minutes)
        .unit("minutes")
        .range(0, 1e7)
        .help(
            "A budget of training time: the schedule is stretched or squeezed to it, and the run ends with "
            "it or with the last epoch, whichever is first. 0: none. A run with a budget does not repeat bit "
            "for bit.");
    table.add("report_every_steps", &report_every_steps)
        .unit("steps")
        .range(1, 1e6)
        .help("Steps between step events.");
    table.add("checkpoint_every_minutes", &checkpoint_every_minutes)
        .unit("minutes")
        .range(0, 1e6)
        .help("Time between checkpoints; one more is written at each epoch's end. 0: after every step.");
    table.add("validate", &validate).help("Data sets to track through for validation: KIND:PATH.");
    table.add("validate_every_minutes", &validate_every_minutes)
        .unit("minutes")
        .range(0, 1e6)
        .help("Time between validations inside an epoch. 0: only at the ends of epochs.");
    table.add("validate_every_epochs", &validate_every_epochs)
        .unit("epochs")
        .range(0, 1e6)
        .help("Epochs between validations. 0: none at the ends of epochs but the last.");
    table.add_group("model", &model);
    table.add_group("data", &data);
    table.add_group("assigner", &assigner);
    table.add_group("loss", &loss);
    table.add_group("optimizer", &optimizer);
    table.add_group("schedule", &schedule);
}

void TrainOptions::validate_together() const {
    model.validate();
    if (data.pairs_per_epoch < int64_t{batch_size} * optimizer.accumulate) {
        throw Error(ErrorCode::Argument, "data.pairs_per_epoch is less than one step: batch_size " +
                                             std::to_string(batch_size) + " times optimizer.accumulate " +
                                             std::to_string(optimizer.accumulate));
    }
    if (assigner.negative_iou > assigner.positive_iou) {
        throw Error(ErrorCode::Argument, "assigner.negative_iou must not be above assigner.positive_iou");
    }
}

namespace {

TrainOptions paper_256() {
    return {};
}

TrainOptions paper_384() {
    TrainOptions options;
    options.model = model_preset("rtrack-384");
    options.epochs = 60;
    options.data.augment.center_jitter = 4.5;
    options.data.augment.scale_jitter = 0.5;
    return options;
}

TrainOptions vit(const std::string& model) {
    TrainOptions options;
    options.model = model_preset(model);
    return options;
}

/// What small networks need that are trained from nothing: a high rate that falls to nothing, averaged
/// weights.
TrainOptions shipped() {
    TrainOptions options;
    options.model = model_preset("shipped");
    options.batch_size = 24;
    options.epochs = 40;
    options.precision = "auto";
    options.alternate_sparse = false;
    options.optimizer.learning_rate = 1e-3;
    options.optimizer.weight_decay = 0.05;
    options.optimizer.decay_on = "matrices";
    options.optimizer.beta2 = 0.98;
    options.optimizer.clip_norm = 1;
    options.optimizer.average_decay = 0.999;
    options.schedule.kind = "cosine";
    options.schedule.warmup_steps = 300;

    options.data.pairs_per_epoch = 4800;
    options.data.scaled_decoding = false;
    SamplerOptions& sampler = options.data.sampler;
    sampler.paste_share = 0.24;
    sampler.procedural_share = 0.1;
    sampler.region_share = 0.06;
    sampler.absent_share = 0.12;
    sampler.crowd_share = 0.3;
    sampler.source_balance = 0.4;
    sampler.mode = "either";
    sampler.max_gap = 100;
    sampler.min_frames = 2;
    sampler.min_visible_frames = 2;
    sampler.min_target_side = 8;
    sampler.max_target_share = 0.75;
    sampler.max_target_aspect = 6;
    AugmentOptions& augment = options.data.augment;
    augment.center_jitter = 3.5;
    augment.scale_jitter = 0.45;
    augment.view_flip = 0.05;
    augment.grayscale = 0.15;
    augment.min_visible = 0.4;
    augment.warp_video = 0.5;
    augment.warp_still = 1;
    augment.fill_outside = 0.6;
    augment.color = 0.7;
    augment.search_color = 0.7;
    augment.exposure = 0.22;
    augment.blur = 0.1;
    augment.motion_blur = 0.12;
    augment.low_resolution = 0.15;
    augment.noise = 0.04;
    augment.joint_degradation = 0.5;
    augment.erase = 0.08;
    augment.occluder = 0.15;
    augment.distractor = 0.3;
    return options;
}

/// For a few hundred boxes of one's own: a short run at a tenth of the rate, so that what the model knows
/// stays. Nothing is pasted: that needs outlines, which boxes of one's own do not have.
TrainOptions fine_tune() {
    TrainOptions options = shipped();
    options.init = "shipped";
    options.epochs = 10;
    options.optimizer.learning_rate = 1e-4;
    options.optimizer.average_decay = 0.99;
    options.schedule.warmup_steps = 40;
    options.data.pairs_per_epoch = 1200;
    options.data.sampler.paste_share = 0;
    options.report_every_steps = 5;
    options.checkpoint_every_minutes = 2;
    return options;
}

}  // namespace

const std::vector<std::string>& train_presets() {
    static const std::vector<std::string> names = {"rtrack-256", "rtrack-384", "small",
                                                   "tiny",       "shipped",    "fine-tune"};
    return names;
}

TrainOptions train_preset(const std::string& name) {
    if (name == "rtrack-256") return paper_256();
    if (name == "rtrack-384") return paper_384();
    if (name == "small") return vit("small-256");
    if (name == "tiny") return vit("tiny-256");
    if (name == "shipped") return shipped();
    if (name == "fine-tune") return fine_tune();
    std::string names;
    for (const std::string& preset : train_presets()) names += (names.empty() ? "" : ", ") + preset;
    throw Error(ErrorCode::Argument, "there is no training preset '" + name + "'; the nearest is '" +
                                         nearest_name(name, train_presets()) + "' of " + names);
}

}  // namespace rtrack
