#include "training/learn/optimizer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <ATen/core/grad_mode.h>

#include "tracking/base/error.h"

namespace rtrack {

void OptimizerOptions::describe(OptionTable& table) {
    table.add("kind", &kind)
        .choices(std::vector<std::string>{"adamw", "muon"})
        .help(
            "adamw (the paper), or muon: weights from features to features move by their orthogonalised "
            "momentum, scaled to the size of AdamW's steps; everything else moves by AdamW.");
    table.add("learning_rate", &learning_rate).range(0, 100).help("Initial rate (sec. 4.1.2).");
    table.add("backbone_rate", &backbone_rate)
        .range(0, 1)
        .help("Multiplies the rate of the encoder. The paper states none; OSTrack takes 0.1.");
    table.add("weight_decay", &weight_decay)
        .range(0, 10)
        .help("Decay of the weights, apart from their gradients (sec. 4.1.2).");
    table.add("decay_on", &decay_on)
        .choices(std::vector<std::string>{"all", "matrices"})
        .help("What decays: all parameters (as OSTrack), or those of two and more dimensions.");
    constexpr double kBelowOne = 0.999999;  // 1 would divide by zero in the first steps
    table.add("beta1", &beta1).range(0, kBelowOne).help("AdamW's decay of the first moment.");
    table.add("beta2", &beta2).range(0, kBelowOne).help("AdamW's decay of the second moment.");
    table.add("epsilon", &epsilon).range(1e-30, 1).help("AdamW's small number in the denominator.");
    table.add("momentum", &momentum).range(0, kBelowOne).help("Muon's decay of its moment.");
    table.add("clip_norm", &clip_norm)
        .range(0, 1e9)
        .help(
            "Largest norm of all gradients together; larger ones are scaled down (OSTrack: 0.1). 0: no "
            "clipping.");
    table.add("average_decay", &average_decay)
        .range(0, 1)
        .help(
            "Decay of the exponential moving average of the weights, which is what is validated and kept. 0: "
            "off.");
    table.add("accumulate", &accumulate)
        .range(1, 100000)
        .help("Batches whose gradients are added up to one step: a larger batch in the same memory.");
    table.add("freeze", &freeze)
        .help(
            "Parameters that stay as they are: beginnings of their names, such as encoder. Batch "
            "normalisation of frozen layers keeps its statistics, too.");
}

namespace {

bool begins_with_any(const std::string& name, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const std::string& beginning) { return name.starts_with(beginning); });
}

void check_freeze(const std::vector<std::string>& freeze, const std::vector<std::string>& names) {
    for (const std::string& beginning : freeze) {
        if (std::none_of(names.begin(), names.end(),
                         [&](const auto& name) { return name.starts_with(beginning); })) {
            throw Error(ErrorCode::Argument, "optimizer.freeze: no parameter's name begins with '" +
                                                 beginning + "'; the nearest is '" +
                                                 nearest_name(beginning, names) + "'");
        }
    }
}

/// Whether Muon moves this parameter: a weight from features to features. The first layer, the last ones,
/// embeddings, biases and scales are none.
bool is_hidden_matrix(const std::string& name, const at::Tensor& value) {
    constexpr std::array kFirstOrLast = {"encoder.patch_embed.", "encoder.stem.0.", "head.score.",
                                         "head.init_points.", "head.refine_points."};
    const auto begins = [&](const char* prefix) { return name.starts_with(prefix); };
    return name.ends_with(".weight") && value.dim() >= 2 &&
           std::none_of(kFirstOrLast.begin(), kFirstOrLast.end(), begins);
}

/// The weights as matrices [matrices, outputs, inputs]: a convolution's taps are inputs; queries, keys and
/// values, which share a tensor, are a matrix each.
at::Tensor as_matrices(const std::string& name, const at::Tensor& weight) {
    const int64_t matrices = name.find(".qkv.") != std::string::npos ? 3 : 1;
    return weight.reshape({matrices, weight.size(0) / matrices, weight.numel() / weight.size(0)});
}

/// Each matrix with its singular values moved towards 1 (0.7 to 1.2), by five steps of the quintic
/// Newton-Schulz iteration of Muon (Jordan et al. 2024).
at::Tensor orthogonalized(const at::Tensor& matrices) {
    constexpr double kA = 3.4445, kB = -4.7750, kC = 2.0315;
    constexpr int kSteps = 5;
    const bool tall = matrices.size(1) > matrices.size(2);
    at::Tensor x = tall ? matrices.transpose(1, 2) : matrices;
    x = x / (x.norm(2, {1, 2}, /*keepdim=*/true) + 1e-7);
    for (int i = 0; i < kSteps; ++i) {
        const at::Tensor gram = at::bmm(x, x.transpose(1, 2));
        const at::Tensor polynomial = at::baddbmm(gram, gram, gram, kB, kC);
        x = at::baddbmm(x, polynomial, x, kA, 1);
    }
    return tall ? x.transpose(1, 2) : x;
}

}  // namespace

Optimizer::Optimizer(RTrackNet& net, const OptimizerOptions& options) : options_(options) {
    std::vector<std::string> names;
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole role) {
        if (role != TensorRole::Parameter) return;
        names.push_back(name);
        const bool moves = !begins_with_any(name, options_.freeze);
        tensor.requires_grad_(moves);
        if (moves) parameters_.push_back({name, tensor});
    });
    check_freeze(options_.freeze, names);
    for (size_t i = 0; i < parameters_.size(); ++i) {
        const auto& [name, tensor] = parameters_[i];
        const bool muon = options_.kind == "muon" && is_hidden_matrix(name, tensor);
        first_moments_.push_back(at::zeros_like(tensor).requires_grad_(false));
        second_moments_.push_back(muon ? at::Tensor{} : at::zeros_like(tensor).requires_grad_(false));
        steps_.push_back(muon ? at::Tensor{}
                              : at::zeros({}, tensor.options().dtype(at::kFloat).requires_grad(false)));
        const double rate =
            options_.learning_rate * (name.starts_with("encoder.") ? options_.backbone_rate : 1);
        const double decay = options_.decay_on == "all" || tensor.dim() > 1 ? options_.weight_decay : 0;
        auto group = std::find_if(groups_.begin(), groups_.end(), [&](const Group& g) {
            return g.rate == rate && g.decay == decay && g.muon == muon;
        });
        if (group == groups_.end()) group = groups_.insert(groups_.end(), Group{rate, decay, muon, {}});
        group->members.push_back(i);
    }
}

void Optimizer::clear_gradients() {
    for (auto& parameter : parameters_) parameter.tensor.mutable_grad().reset();
}

at::Tensor Optimizer::clip_gradients() {
    at::NoGradGuard no_grad;
    std::vector<at::Tensor> gradients;
    for (const auto& parameter : parameters_) {
        if (parameter.tensor.grad().defined()) gradients.push_back(parameter.tensor.grad());
    }
    if (gradients.empty()) return at::zeros({});
    const at::Tensor norm = at::stack(at::_foreach_norm(gradients, 2)).norm();
    if (options_.clip_norm > 0) {
        at::_foreach_mul_(gradients, (options_.clip_norm / (norm + 1e-6)).clamp_max(1));
    }
    return norm;
}

void Optimizer::step(double rate_factor) {
    at::NoGradGuard no_grad;
    for (const Group& group : groups_) {
        std::vector<size_t> members;
        std::copy_if(group.members.begin(), group.members.end(), std::back_inserter(members),
                     [&](size_t i) { return parameters_[i].tensor.grad().defined(); });
        if (members.empty()) continue;
        group.muon ? step_muon(group, members, rate_factor) : step_adamw(group, members, rate_factor);
    }
}

void Optimizer::step_adamw(const Group& group, const std::vector<size_t>& members, double rate_factor) {
    std::vector<at::Tensor> values, gradients, first, second, steps;
    for (size_t i : members) {
        values.push_back(parameters_[i].tensor);
        gradients.push_back(parameters_[i].tensor.grad());
        first.push_back(first_moments_[i]);
        second.push_back(second_moments_[i]);
        steps.push_back(steps_[i]);
    }
    at::_foreach_add_(steps, 1);
    at::_fused_adamw_(values, gradients, first, second, /*max_exp_avg_sqs=*/{}, steps,
                      group.rate * rate_factor, options_.beta1, options_.beta2, group.decay, options_.epsilon,
                      /*amsgrad=*/false,
                      /*maximize=*/false);
}

void Optimizer::step_muon(const Group& group, const std::vector<size_t>& members, double rate_factor) {
    // AdamW's steps have a root mean square of about 0.2, those of an orthogonal matrix one of
    // 1 / sqrt(its larger side) (Liu et al. 2025, "Muon is scalable for LLM training", sec. 2.2).
    constexpr double kStepRms = 0.2;
    const double rate = group.rate * rate_factor;
    for (size_t i : members) {
        const auto& [name, value] = parameters_[i];
        at::Tensor& moment = first_moments_[i];
        moment.mul_(options_.momentum).add_(value.grad());
        const at::Tensor ahead = value.grad().add(moment, options_.momentum);  // Nesterov's
        const at::Tensor direction = orthogonalized(as_matrices(name, ahead));
        const auto larger_side = static_cast<double>(std::max(direction.size(1), direction.size(2)));
        at::Tensor moved = value;
        moved.mul_(1 - rate * group.decay)
            .sub_(direction.reshape(value.sizes()), rate * kStepRms * std::sqrt(larger_side));
    }
}

std::vector<NamedTensor> Optimizer::state() const {
    std::vector<NamedTensor> tensors;
    for (size_t i = 0; i < parameters_.size(); ++i) {
        tensors.push_back({"first_moment." + parameters_[i].name, first_moments_[i]});
        if (!second_moments_[i].defined()) continue;
        tensors.push_back({"second_moment." + parameters_[i].name, second_moments_[i]});
        tensors.push_back({"steps." + parameters_[i].name, steps_[i]});
    }
    return tensors;
}

WeightAverage::WeightAverage(RTrackNet& net) : average_(net.clone()) {
    average_.set_training(false);
    std::vector<at::Tensor> own;
    average_.visit([&](const std::string&, at::Tensor& tensor, TensorRole) {
        tensor.requires_grad_(false);
        own.push_back(tensor);
    });
    size_t next = 0;
    net.visit([&](const std::string&, at::Tensor& tensor, TensorRole) {
        const at::Tensor& mine = own[next++];
        if (tensor.is_floating_point()) {
            averaged_.push_back(mine);
            sources_.push_back(tensor);
        } else {
            copied_.emplace_back(mine, tensor);
        }
    });
}

void WeightAverage::update(double decay) {
    at::NoGradGuard no_grad;
    at::_foreach_lerp_(averaged_, sources_, 1 - decay);
    for (auto& [mine, source] : copied_) mine.copy_(source);
}

}  // namespace rtrack
