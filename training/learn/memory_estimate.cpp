#include "training/learn/memory_estimate.h"

namespace rtrack {
namespace {

constexpr double kMegabyte = 1 << 20;
constexpr double kProgramMb = 250;

double square(double value) {
    return value * value;
}

/// Numbers that a ViT block keeps of a pair for its backward pass: inputs of its two norms and of its four
/// matrices, queries, keys and values, both sides of the activation, and the attention itself, which token
/// elimination looks at.
double kept_by_encoder(const ModelOptions& model) {
    const double tokens = square(model.template_cells()) + square(model.search_cells());
    const double of_token = model.embed_dim * (10.0 + 2.0 * model.mlp_ratio);
    return model.depth * (tokens * of_token + 2.0 * model.heads * square(tokens));
}

/// Strided convolutions, each with its norm, activation and copies in another layout; a single one keeps its
/// input only.
double kept_by_stem(const ModelOptions& model) {
    double kept = 0;
    for (const double side : {model.template_size, model.search_size}) {
        kept += 3 * square(side);
        if (model.stem != "convolution") continue;
        double shrunk = side;
        for (const int channels : model.stem_channels) {
            shrunk /= 2;
            kept += 5.0 * channels * square(shrunk);
        }
    }
    return kept;
}

double kept_by_head(const ModelOptions& model) {
    const double towers = 2.0 * model.head_layers * 3.0;
    return model.bins() * (model.head_channels * towers + model.head_channels * model.points * 2.0);
}

}  // namespace

// Beside what the probe measured in fp32 on a processor, in MB: fine-tune at batch 4 and 16 470 and 870 (396
// and 802), tiny at batch 2 and 8 630 and 1160 (556 and 1121).
MemoryEstimate estimate_memory(const TrainOptions& options, int64_t parameters) {
    const double number_bytes = options.precision == "bf16" ? 3 : 4;  // bf16: norms and sums stay fp32
    constexpr double kCopies = 5;  // weights, gradients, two moments, the average, which is always kept
    const double kept =
        kept_by_encoder(options.model) + kept_by_stem(options.model) + kept_by_head(options.model);
    MemoryEstimate estimate;
    estimate.parameters = parameters;
    estimate.weights_mb = static_cast<double>(parameters) * 4 * kCopies / kMegabyte;
    estimate.activations_mb = options.batch_size * kept * number_bytes / kMegabyte;
    estimate.program_mb = kProgramMb;
    return estimate;
}

}  // namespace rtrack
