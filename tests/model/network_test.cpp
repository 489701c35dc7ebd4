#include <map>
#include <string>

#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

#include "tracking/base/error.h"
#include "tracking/kernels/crop_resize.h"
#include "tracking/model/crop_sizes.h"
#include "tracking/model/inference_net.h"
#include "tracking/model/rtrack_net.h"
#include "tracking/model/token_elimination.h"

namespace rtrack {
namespace {

/// Small enough to run a forward pass in milliseconds, with every optional part.
ModelOptions tiny_options() {
    ModelOptions options = model_preset("shipped");
    options.template_size = 64;
    options.search_size = 128;
    options.embed_dim = 32;
    options.heads = 2;
    options.depth = 3;
    options.elimination_layers = {1};
    options.stem_channels = {8, 8, 16};
    options.head_channels = 32;
    return options;
}

struct Inputs {
    at::Tensor templates;
    at::Tensor sizes;
    at::Tensor searches;
};

Inputs random_inputs(const ModelOptions& options, int64_t batch) {
    return {at::randn({batch, 3, options.template_size, options.template_size}), at::full({batch, 2}, 0.5),
            at::randn({batch, 3, options.search_size, options.search_size})};
}

RTrackOutput run(const RTrackNet& net, const Inputs& inputs, bool sparse) {
    return net.forward(net.encode_template(inputs.templates, inputs.sizes), inputs.searches, sparse);
}

TEST(RTrackNet, GivesEveryBinAScoreTwoPointSetsAndTwoBoxes) {
    for (const char* conversion : {"min_max", "partial_min_max", "moment"}) {
        for (int points : {9, 16, 25, 36, 49}) {
            ModelOptions options = tiny_options();
            options.points = points;
            options.points_to_box = conversion;
            options.init_positions = points == 9 ? 1 : 9;
            const RTrackOutput output = run(RTrackNet(options), random_inputs(options, 2), false);
            EXPECT_EQ(output.score_logits.sizes(), (at::IntArrayRef{2, 64}));
            EXPECT_EQ(output.refined_points.sizes(), (at::IntArrayRef{2, 64, points, 2}));
            EXPECT_EQ(output.init_boxes.sizes(), (at::IntArrayRef{2, 64, 4}));
            EXPECT_TRUE(output.refined_boxes.isfinite().all().item<bool>());
            EXPECT_TRUE((output.refined_boxes.narrow(2, 2, 2) >= output.refined_boxes.narrow(2, 0, 2))
                            .all()
                            .item<bool>());
        }
    }
}

TEST(CropSizes, ASlopeOverTheGridStaysOneAndOtherWeightsStayTheyAre) {
    const ModelOptions options = tiny_options();
    RTrackNet net(options, 3);
    const at::NoGradGuard no_grad;
    std::map<std::string, at::Tensor> before;
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        // Cell k of a row of n lies at (k + 0.5) / n: a slope is the same function of that at every size.
        if (name == "encoder.pos_embed_x")
            tensor.copy_(((at::arange(8) + 0.5) / 8).repeat({8}).reshape({1, 64, 1}).expand_as(tensor));
        before[name] = tensor.clone();
    });
    ModelOptions larger_crops = options;
    larger_crops.template_size = 96;
    larger_crops.search_size = 256;
    larger_crops.search_factor = 5;
    RTrackNet larger = with_options(net, larger_crops);
    EXPECT_EQ(larger.options().template_size, 96);
    EXPECT_EQ(larger.options().search_size, 256);
    EXPECT_EQ(larger.options().search_factor, 5);
    int resized = 0;
    larger.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        const at::Tensor& source = before.at(name);
        if (tensor.sizes() == source.sizes()) {
            EXPECT_TRUE(at::equal(tensor, source)) << name;
            return;
        }
        ++resized;
        if (name == "encoder.similarity.weight") {
            ASSERT_EQ(tensor.sizes(), (at::IntArrayRef{32, 36}));
            EXPECT_TRUE(at::allclose(tensor.sum(1), source.sum(1), 0.2, 0.05))
                << "twice the tokens share the same sum, but for what lies beyond the border";
        } else if (name == "encoder.pos_embed_x") {
            ASSERT_EQ(tensor.sizes(), (at::IntArrayRef{1, 256, 32}));
            const at::Tensor row = tensor.select(0, 0).select(1, 5).reshape({16, 16})[9];
            const at::Tensor slope = (at::arange(16) + 0.5) / 16;
            EXPECT_TRUE(at::allclose(row.slice(0, 3, 13), slope.slice(0, 3, 13), 0, 0.01)) << row;
        }
    });
    EXPECT_EQ(resized, 3);
    const RTrackOutput output = run(larger, random_inputs(larger.options(), 1), false);
    EXPECT_EQ(output.score_logits.size(1), 256);
    RTrackNet same = with_options(net, options);
    same.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        EXPECT_TRUE(at::equal(tensor, before.at(name))) << name;
    });
    larger_crops.template_size = 100;
    EXPECT_THROW((void)with_options(net, larger_crops), Error) << "no whole tokens";
}

TEST(RTrackNet, PaperPresetsHaveTheSizeOfTheirEncoder) {
    RTrackNet net(model_preset("tiny-256"));
    int64_t encoder = 0;
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        if (name.rfind("encoder.", 0) == 0) encoder += tensor.numel();
    });
    // ViT-Tiny: 12 blocks of 12 D^2 + 13 D, patch embedding 768 D + D, last norm 2 D; positions of 64 + 256
    // tokens.
    const int64_t d = 192;
    EXPECT_EQ(encoder, 12 * (12 * d * d + 13 * d) + 769 * d + 2 * d + 320 * d);
}

TEST(RTrackNet, TheSameSeedGivesTheSameWeightsAndCopiesAreIndependent) {
    const ModelOptions options = tiny_options();
    RTrackNet a(options, 7);
    RTrackNet copy = a.clone();
    const Inputs inputs = random_inputs(options, 1);
    EXPECT_TRUE(
        run(a, inputs, false).score_logits.equal(run(RTrackNet(options, 7), inputs, false).score_logits));
    EXPECT_FALSE(
        run(a, inputs, false).score_logits.equal(run(RTrackNet(options, 8), inputs, false).score_logits));
    const at::Tensor before = run(a, inputs, false).score_logits;
    copy.visit([](const std::string&, at::Tensor& tensor, TensorRole) { tensor.zero_(); });
    EXPECT_TRUE(run(a, inputs, false).score_logits.equal(before));
}

TEST(RTrackNet, DenseEqualsSparseWhenEveryTokenIsKept) {
    ModelOptions options = tiny_options();
    options.keep_ratio = 1.0;
    const RTrackNet net(options);
    const Inputs inputs = random_inputs(options, 2);
    EXPECT_TRUE(run(net, inputs, true).refined_boxes.equal(run(net, inputs, false).refined_boxes));
}

TEST(RTrackNet, EveryParameterGetsAGradientInBothModes) {
    for (bool sparse : {false, true}) {
        ModelOptions options = tiny_options();
        RTrackNet net(options);
        net.set_training(true);
        net.visit([](const std::string&, at::Tensor& tensor, TensorRole role) {
            if (role == TensorRole::Parameter) tensor.set_requires_grad(true);
        });
        const RTrackOutput output = run(net, random_inputs(options, 3), sparse);
        (output.score_logits.sum() + output.init_boxes.square().mean() + output.refined_boxes.square().mean())
            .backward();
        net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole role) {
            if (role != TensorRole::Parameter) return;
            ASSERT_TRUE(tensor.grad().defined()) << name;
            EXPECT_TRUE(tensor.grad().isfinite().all().item<bool>()) << name;
        });
    }
}

/// Running statistics as training leaves them: far from zero and one.
void disturb_statistics(RTrackNet& net) {
    net.visit([](const std::string& name, at::Tensor& tensor, TensorRole role) {
        if (role == TensorRole::Buffer) tensor = at::rand_like(tensor) + 0.5;
        if (name.find("norm.weight") != std::string::npos) tensor = at::rand_like(tensor) + 0.5;
    });
}

TEST(InferenceNet, EqualsTheNetworkItWasMadeFrom) {
    for (const char* stem : {"convolution", "patch"}) {
        for (bool sparse : {false, true}) {
            ModelOptions options = tiny_options();
            options.stem = stem;
            options.head_norm = std::string(stem) == "patch" ? "group" : "batch";
            RTrackNet net(options, 3);
            disturb_statistics(net);
            const c10::InferenceMode guard;
            const InferenceNet fast(net, at::kFloat);
            const Inputs inputs = random_inputs(options, 1);
            const RTrackOutput expected = run(net, inputs, sparse);
            const RTrackOutput actual =
                fast.forward(fast.encode_template(inputs.templates, inputs.sizes), inputs.searches, sparse);
            // Float sums in another order; measured 2e-6 of scores, 1e-4 px of points.
            EXPECT_TRUE(at::allclose(actual.score_logits, expected.score_logits, 0, 1e-4)) << stem << sparse;
            EXPECT_TRUE(at::allclose(actual.refined_points, expected.refined_points, 0, 1e-2))
                << stem << sparse;
            EXPECT_TRUE(at::allclose(actual.init_boxes, expected.init_boxes, 0, 1e-2)) << stem << sparse;
        }
    }
}

TEST(InferenceNet, Bfloat16StaysCloseToFloat) {
    if (!__builtin_cpu_supports("avx512bw")) GTEST_SKIP() << "oneDNN computes in bf16 from AVX-512 on";
    const ModelOptions options = tiny_options();
    RTrackNet net(options, 3);
    disturb_statistics(net);
    const c10::InferenceMode guard;
    const InferenceNet fast(net, at::kBFloat16);
    const Inputs inputs = random_inputs(options, 2);
    const RTrackOutput expected = run(net, inputs, false);
    const RTrackOutput actual =
        fast.forward(fast.encode_template(inputs.templates, inputs.sizes), inputs.searches, false);
    // bf16 keeps 8 bits; points are a few tens of pixels from their bin.
    EXPECT_LT((actual.refined_points - expected.refined_points).abs().mean().item<float>(), 0.5F);
    EXPECT_LT((actual.score_logits - expected.score_logits).abs().mean().item<float>(), 0.05F);
}

TEST(TokenElimination, KeepsTheBestAndRecoversThemInPlace) {
    // Template of 1 token, 4 search tokens whose value is their index.
    const at::Tensor tokens = at::arange(5, at::kFloat).reshape({1, 5, 1});
    const at::Tensor scores = at::tensor({0.1F, 0.4F, 0.2F, 0.3F}).reshape({1, 4});
    const KeptTokens first = eliminate({tokens, {}}, scores, 1, 0.7);  // ceil(2.8) = 3
    EXPECT_TRUE(first.positions.equal(at::tensor({1, 3, 2}, at::kLong).reshape({1, 3})));
    const KeptTokens second =
        eliminate(first, at::tensor({0.F, 1.F, 2.F}).reshape({1, 3}), 1, 0.5);  // 2 of them
    EXPECT_TRUE(second.positions.equal(at::tensor({2, 3}, at::kLong).reshape({1, 2})));
    const at::Tensor back = recover(second.tokens.narrow(1, 1, 2), second.positions, 4).flatten();
    EXPECT_TRUE(back.equal(at::tensor({0.F, 0.F, 3.F, 4.F})));
}

TEST(TokenElimination, KeepCountsAreThePublishedOnes) {
    // REFERENCE 2.1: 256 -> 180 -> 126 -> 89.
    int64_t n = 256;
    for (int64_t expected : {180, 126, 89}) {
        const KeptTokens kept = eliminate({at::rand({1, n + 1, 2}), {}}, at::rand({1, n}), 1, 0.7);
        n = kept.positions.size(1);
        EXPECT_EQ(n, expected);
    }
}

TEST(Coverage, SumsToTheAreaOfTheTarget) {
    const at::Tensor share = target_coverage(at::tensor({0.5F, 0.3F}).reshape({1, 2}), 6);
    EXPECT_NEAR(share.sum().item<float>() / 36, 0.15, 1e-6);
    EXPECT_FLOAT_EQ(share.max().item<float>(), 0.9F);  // 0.3 of 6 cells is 1.8: two rows of 0.9
}

TEST(ModelOptions, WrongCombinationsAreNamed) {
    ModelOptions options = tiny_options();
    options.search_size = 130;
    EXPECT_THROW(RTrackNet{options}, Error);
    EXPECT_THROW((void)model_preset("rtrack-255"), Error);
}

}  // namespace
}  // namespace rtrack
