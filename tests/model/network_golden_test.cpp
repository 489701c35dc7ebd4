#include <cmath>
#include <sstream>

#include <gtest/gtest.h>

#include "tracking/model/rtrack_net.h"
#include "tracking/model/safetensors.h"

namespace rtrack {
namespace {

/// Made by tests/golden/make_network_golden.py: the whole network in PyTorch, double precision.
const TensorFile& golden() {
    static const TensorFile file = read_safetensors(RTRACK_GOLDEN_FOLDER "/network.safetensors");
    return file;
}

constexpr char kCasePrefix[] = "case.";

std::vector<std::string> case_names() {
    std::vector<std::string> names;
    for (const auto& [key, options] : golden().metadata) {
        if (key.starts_with(kCasePrefix)) names.push_back(key.substr(sizeof kCasePrefix - 1));
    }
    return names;
}

ModelOptions options_of(const std::string& name) {
    ModelOptions options;
    OptionTable table;
    options.describe(table);
    std::istringstream assignments(golden().metadata.at(kCasePrefix + name));
    for (std::string assignment; assignments >> assignment;) table.set_assignment(assignment);
    return options;
}

/// The script's `numbers`: multiples of 1/64 in [-2, 2).
at::Tensor numbers(at::IntArrayRef shape, int64_t stream) {
    constexpr int64_t k32Bits = int64_t{1} << 32;
    at::Tensor x =
        (at::arange(c10::multiply_integers(shape), at::kLong) + stream * 1'000'003).remainder(k32Bits);
    for (int64_t factor : {2654435761LL, 2246822519LL}) {
        x = (x * factor).remainder(k32Bits);
        x = x.bitwise_xor(x.bitwise_right_shift(15));
    }
    return (x.bitwise_right_shift(24).to(at::kFloat) / 64 - 2).reshape(shape);
}

/// The script's `make_weights`.
at::Tensor weight(const std::string& name, at::IntArrayRef shape, int64_t stream) {
    const at::Tensor values = numbers(shape, stream);
    const bool norm_scale = name.ends_with(".weight") && name.find("norm") != std::string::npos;
    if (shape.size() == 1 && (name.ends_with("running_var") || norm_scale)) return 1 + values / 8;
    if (!name.ends_with(".weight")) return values * 0.15;
    const auto inputs = static_cast<double>(c10::multiply_integers(shape.slice(1)));
    return values * std::sqrt(0.75 / inputs);
}

RTrackNet golden_net(const ModelOptions& options) {
    RTrackNet net(options);
    std::map<std::string, at::Tensor> tensors;  // sorted by name, as the script's
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) { tensors[name] = tensor; });
    int64_t stream = 0;
    for (auto& [name, tensor] : tensors) tensor.copy_(weight(name, tensor.sizes(), ++stream));
    return net;
}

RTrackOutput run(const RTrackNet& net, bool sparse) {
    const int64_t z = net.options().template_size;
    const int64_t x = net.options().search_size;
    const at::Tensor sizes = at::tensor({0.5F, 0.35F, 0.3F, 0.7F}).reshape({2, 2});
    const TemplateFeatures features = net.encode_template(numbers({2, 3, z, z}, 1001), sizes);
    return net.forward(features, numbers({2, 3, x, x}, 1002), sparse);
}

void expect_golden(const RTrackOutput& output, const std::string& prefix) {
    const auto difference = [&](const at::Tensor& actual, const std::string& part) {
        const at::Tensor& expected = golden().tensors.at(prefix + part);
        return (actual - expected).abs().max().item<double>();
    };
    // Single against double precision: 7e-7 measured for logits of size 1, 3e-5 px for points and boxes.
    EXPECT_LT(difference(output.score_logits, "score_logits"), 5e-6);
    EXPECT_LT(difference(output.init_points, "init_points"), 2e-4);
    EXPECT_LT(difference(output.refined_points, "refined_points"), 2e-4);
    EXPECT_LT(difference(output.init_boxes, "init_boxes"), 2e-4);
    EXPECT_LT(difference(output.refined_boxes, "refined_boxes"), 2e-4);
}

class NetworkGolden : public testing::TestWithParam<std::string> {};

TEST_P(NetworkGolden, ForwardEqualsThePublishedDefinitions) {
    const RTrackNet net = golden_net(options_of(GetParam()));
    expect_golden(run(net, false), GetParam() + ".dense.");
    if (golden().tensors.contains(GetParam() + ".sparse.score_logits")) {
        expect_golden(run(net, true), GetParam() + ".sparse.");
    }
}

INSTANTIATE_TEST_SUITE_P(Cases, NetworkGolden, testing::ValuesIn(case_names()),
                         [](const auto& tested) { return tested.param; });

TEST(NetworkElimination, KeepingEverythingEqualsDense) {
    for (const std::string& name : case_names()) {
        ModelOptions options = options_of(name);
        options.keep_ratio = 1;
        const RTrackNet net = golden_net(options);
        const RTrackOutput dense = run(net, false);
        const RTrackOutput sparse = run(net, true);
        EXPECT_TRUE(at::equal(sparse.score_logits, dense.score_logits)) << name;
        EXPECT_TRUE(at::equal(sparse.refined_points, dense.refined_points)) << name;
    }
}

}  // namespace
}  // namespace rtrack
