#include "training/learn/optimizer.h"

#include <cmath>
#include <set>
#include <string>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

#include "tests/learn/tiny_training.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

TEST(Optimizer, MovesAParameterAsTheAlgorithmOfThePaperSays) {
    RTrackNet net(tiny_options().model, 1);
    OptimizerOptions options;
    options.learning_rate = 0.1;
    options.weight_decay = 0.01;
    options.clip_norm = 0;
    Optimizer optimizer(net, options);
    const at::Tensor parameter = optimizer.parameters()[0].tensor;
    const double before = parameter.detach().reshape({-1})[0].item<double>();
    double value = before, first = 0, second = 0;
    for (int step = 1; step <= 3; ++step) {
        const double gradient = 0.3 * step;
        optimizer.clear_gradients();
        parameter.mutable_grad() = at::full_like(parameter.detach(), gradient);
        optimizer.step(0.5);
        // Algorithm 2 of Loshchilov and Hutter, rate 0.1 * 0.5.
        value -= 0.05 * 0.01 * value;
        first = 0.9 * first + 0.1 * gradient;
        second = 0.999 * second + 0.001 * gradient * gradient;
        value -= 0.05 * (first / (1 - std::pow(0.9, step))) /
                 (std::sqrt(second / (1 - std::pow(0.999, step))) + 1e-8);
    }
    EXPECT_NEAR(parameter.detach().reshape({-1})[0].item<double>(), value, 1e-6);
    EXPECT_NE(value, before);
}

/// A parameter and a gradient for it that Muon's first step meets. @return how far it was moved, over the
/// rate
at::Tensor moved_by_muon(const std::string& name, const at::Tensor& gradient) {
    RTrackNet net(tiny_options().model, 1);
    OptimizerOptions options;
    options.kind = "muon";
    options.learning_rate = 0.5;
    options.weight_decay = 0;
    Optimizer optimizer(net, options);
    at::Tensor moved;
    for (const auto& parameter : optimizer.parameters()) {
        if (parameter.name != name) continue;
        const at::Tensor before = parameter.tensor.detach().clone();
        parameter.tensor.mutable_grad() = gradient.reshape(before.sizes());
        optimizer.step(0.1);
        moved = (before - parameter.tensor.detach()) / 0.05;
    }
    EXPECT_TRUE(moved.defined()) << name;
    return moved.to(at::kDouble);
}

/// The factors of a matrix's singular value decomposition multiplied without the values: what Muon
/// approximates.
at::Tensor nearest_orthogonal(const at::Tensor& matrix) {
    const auto [u, values, vh] = at::linalg_svd(matrix.to(at::kDouble), /*full_matrices=*/false);
    return at::matmul(u, vh);
}

/// How alike two directions are: the cosine of the angle between them.
double cosine(const at::Tensor& a, const at::Tensor& b) {
    return ((a * b).sum() / (a.norm() * b.norm())).item<double>();
}

TEST(Muon, MovesAMatrixByItsOrthogonalisedGradientWhateverTheGradientsScale) {
    const at::Tensor gradient = at::randn({128, 32}, at::make_generator<at::CPUGeneratorImpl>(3));
    const at::Tensor moved = moved_by_muon("encoder.blocks.0.mlp.fc1.weight", gradient);
    EXPECT_GT(cosine(moved, nearest_orthogonal(gradient)), 0.97);
    EXPECT_LT(cosine(moved, gradient.to(at::kDouble)), 0.97) << "that is the gradient itself";
    // As large as a step of AdamW: 0.2 in the root mean square, but for the iteration's error.
    EXPECT_NEAR(moved.pow(2).mean().sqrt().item<double>(), 0.2, 0.05);
    const at::Tensor tiny = moved_by_muon("encoder.blocks.0.mlp.fc1.weight", gradient * 1e-4);
    EXPECT_TRUE(at::allclose(tiny, moved, 1e-2, 1e-3));
}

TEST(Muon, QueriesKeysAndValuesAreAMatrixEach) {
    const auto generator = at::make_generator<at::CPUGeneratorImpl>(4);
    const at::Tensor gradient = at::cat({at::randn({32, 32}, generator), at::randn({32, 32}, generator) * 100,
                                         at::randn({32, 32}, generator) * 0.01});
    const at::Tensor moved = moved_by_muon("encoder.blocks.1.attn.qkv.weight", gradient);
    for (int64_t part = 0; part < 3; ++part) {
        const at::Tensor rows = moved.narrow(0, 32 * part, 32);
        EXPECT_GT(cosine(rows, nearest_orthogonal(gradient.narrow(0, 32 * part, 32))), 0.95) << part;
        EXPECT_NEAR(rows.pow(2).mean().sqrt().item<double>(), 0.2, 0.05) << part;
    }
}

TEST(Muon, LeavesBiasesEmbeddingsAndLayersOfFewOutputsToAdamW) {
    ModelOptions model = tiny_options().model;
    model.points = 49;  // offsets for each: many outputs, and the last layer all the same
    RTrackNet net(model, 1);
    OptimizerOptions options;
    options.kind = "muon";
    const Optimizer optimizer(net, options);
    std::set<std::string> by_adamw;
    for (const auto& entry : optimizer.state()) {
        if (entry.name.starts_with("second_moment.")) by_adamw.insert(entry.name.substr(14));
    }
    for (const auto& parameter : optimizer.parameters()) {
        const bool matrix = parameter.name.find(".attn.") != std::string::npos ||
                            parameter.name.find(".mlp.") != std::string::npos;
        if (parameter.tensor.dim() > 1 && !matrix) continue;  // the head has both kinds
        EXPECT_EQ(by_adamw.contains(parameter.name), parameter.tensor.dim() == 1) << parameter.name;
    }
    for (const char* name : {"encoder.pos_embed_x", "encoder.patch_embed.proj.weight", "head.score.weight",
                             "head.refine_points.weight"})
        EXPECT_TRUE(by_adamw.contains(name)) << name;
}

TEST(Optimizer, ClipsTheJointNormAndSaysWhatItWas) {
    RTrackNet net(tiny_options().model, 1);
    OptimizerOptions options;
    options.clip_norm = 0.5;
    Optimizer optimizer(net, options);
    optimizer.clear_gradients();
    const auto& parameters = optimizer.parameters();
    const auto gradient_of_norm = [](const at::Tensor& parameter, double norm) {
        return at::full_like(parameter.detach(), norm / std::sqrt(static_cast<double>(parameter.numel())));
    };
    parameters[0].tensor.mutable_grad() = gradient_of_norm(parameters[0].tensor, 3);
    parameters[1].tensor.mutable_grad() = gradient_of_norm(parameters[1].tensor, 4);
    EXPECT_NEAR(optimizer.clip_gradients().item<double>(), 5, 1e-5);
    EXPECT_NEAR(parameters[0].tensor.grad().norm().item<double>(), 0.3, 1e-5);
    EXPECT_NEAR(optimizer.clip_gradients().item<double>(), 0.5, 1e-5);
    EXPECT_NEAR(parameters[1].tensor.grad().norm().item<double>(), 0.4, 1e-5);
}

TEST(Optimizer, FrozenLayersKeepTheirBatchStatistics) {
    TrainOptions options = tiny_options();
    options.model.stem = "convolution";
    options.model.head_norm = "batch";
    RTrackNet net(options.model, 1);
    OptimizerOptions frozen;
    frozen.freeze = {"encoder"};
    const Optimizer optimizer(net, frozen);
    net.set_training(true);
    std::map<std::string, at::Tensor> before;
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole role) {
        if (role == TensorRole::Buffer) before[name] = tensor.clone();
    });
    RectangleSource source(options, 0);
    source.start(1, 0);
    const Batch batch = *source.next();
    const auto crops = [](const at::Tensor& bytes) {
        return bytes.to(at::kFloat).permute({0, 3, 1, 2}) / 255;
    };
    const auto features = net.encode_template(crops(batch.templates), batch.target_sizes);
    (void)net.forward(features, crops(batch.searches), /*sparse=*/false);
    int kept = 0;
    int moved = 0;
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole role) {
        if (role != TensorRole::Buffer) return;
        const bool same = tensor.equal(before.at(name));
        EXPECT_EQ(same, name.starts_with("encoder")) << name;
        ++(same ? kept : moved);
    });
    EXPECT_GT(kept, 0);
    EXPECT_GT(moved, 0);
}

TEST(Optimizer, BackboneRateAndDecayOnMatricesReachTheRightParameters) {
    RTrackNet net(tiny_options().model, 1);
    OptimizerOptions options;
    options.learning_rate = 0.1;
    options.backbone_rate = 0;
    options.weight_decay = 0.5;
    options.decay_on = "matrices";
    options.clip_norm = 0;
    Optimizer optimizer(net, options);
    std::vector<at::Tensor> before;
    for (const auto& [name, tensor] : optimizer.parameters()) {
        before.push_back(tensor.detach().clone());
        tensor.mutable_grad() = at::zeros_like(tensor.detach());  // no gradient: only the decay moves
    }
    optimizer.step(1);
    for (size_t i = 0; i < before.size(); ++i) {
        const auto& [name, tensor] = optimizer.parameters()[i];
        const bool decays = !name.starts_with("encoder.") && tensor.dim() > 1;
        EXPECT_TRUE(at::allclose(tensor.detach(), before[i] * (decays ? 0.95 : 1.0), 1e-6, 1e-7)) << name;
    }
}

TEST(Optimizer, FrozenParametersHaveNoGradientAndAnUnknownNameIsAnError) {
    RTrackNet net(tiny_options().model, 1);
    OptimizerOptions options;
    options.freeze = {"encoder."};
    const Optimizer optimizer(net, options);
    EXPECT_FALSE(optimizer.parameters().empty());
    for (const auto& parameter : optimizer.parameters()) EXPECT_FALSE(parameter.name.starts_with("encoder."));
    net.visit([](const std::string& name, at::Tensor& tensor, TensorRole) {
        if (name.starts_with("encoder.")) {
            EXPECT_FALSE(tensor.requires_grad()) << name;
        }
    });
    options.freeze = {"encodr"};
    EXPECT_THROW(Optimizer(net, options), Error);
}

TEST(WeightAverage, IsTheExponentialMeanOfTheWeights) {
    RTrackNet net(tiny_options().model, 1);
    WeightAverage average(net);
    at::Tensor source, averaged;
    net.visit([&](const std::string&, at::Tensor& tensor, TensorRole) {
        if (!source.defined()) source = tensor;
    });
    average.net().visit([&](const std::string&, at::Tensor& tensor, TensorRole) {
        if (!averaged.defined()) averaged = tensor;
    });
    const at::Tensor start = averaged.clone();
    at::NoGradGuard no_grad;
    source.add_(1);
    average.update(0.75);
    EXPECT_TRUE(at::allclose(averaged, start + 0.25, 0, 1e-6));
    average.update(0);
    EXPECT_TRUE(at::equal(averaged, source));
}

}  // namespace
}  // namespace rtrack
