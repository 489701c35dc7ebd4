#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>

#include "tests/support/tensors.h"
#include "tracking/model/encoder.h"
#include "tracking/model/safetensors.h"

namespace rtrack {
namespace {

/// Made by tests/golden/make_model_golden.py: the published definition in PyTorch, double precision.
const TensorFile& golden() {
    static const TensorFile file = read_safetensors(RTRACK_GOLDEN_FOLDER "/encoder.safetensors");
    return file;
}

ModelOptions golden_options() {
    ModelOptions options;
    options.template_size = 64;
    options.search_size = 128;
    options.embed_dim = 16;
    options.depth = 4;
    options.heads = 2;
    options.mlp_ratio = 2;
    options.elimination_layers = {1, 2, 3};
    options.keep_ratio = 0.7;
    return options;
}

/// The formula of the script's `crops`.
at::Tensor crops(int64_t size, int64_t start) {
    const int64_t count = 2 * 3 * size * size;
    const at::Tensor hashed =
        (at::arange(start, start + count, at::kLong) * int64_t{2654435761}).remainder(int64_t{1} << 32);
    const at::Tensor values = hashed.div(int64_t{1} << 24, "floor").to(at::kFloat) / 64 - 2;
    return values.reshape({2, 3, size, size});
}

Encoder golden_encoder() {
    at::Generator generator = at::detail::createCPUGenerator(0);
    Encoder encoder(golden_options(), generator);
    encoder.visit([](const std::string& name, at::Tensor& tensor, TensorRole) {
        tensor.copy_(golden().tensors.at(name));
    });
    return encoder;
}

at::Tensor encode(const Encoder& encoder, bool sparse) {
    const TemplateFeatures features = encoder.encode_template(crops(64, 0), {}, false);
    return encoder.encode_search(features, crops(128, 1'000'000), sparse, false);
}

TEST(EncoderGolden, DenseFeaturesEqualThePublishedDefinition) {
    // Features of size 1, single against double precision through four blocks: 9e-6 measured.
    EXPECT_LT(difference(encode(golden_encoder(), false), golden().tensors.at("dense")), 5e-5);
}

TEST(EncoderGolden, SparseFeaturesEqualCandidateEliminationOfOstrack) {
    const at::Tensor features = encode(golden_encoder(), true);
    EXPECT_LT(difference(features, golden().tensors.at("sparse")), 5e-5);
    // Bins that are not zero are those that the script kept: 64, 45, 32, 23.
    const at::Tensor present = features.ne(0).any(2);
    const at::Tensor kept = golden().tensors.at("kept");
    EXPECT_EQ(kept.size(1), 23);
    EXPECT_TRUE(at::equal(present.sum(1), at::full({2}, 23, at::kLong)));
    EXPECT_TRUE(present.gather(1, kept).all().item<bool>());
}

TEST(EncoderGolden, KeepingEverythingEqualsDense) {
    Encoder encoder = golden_encoder();
    encoder.options.keep_ratio = 1;
    EXPECT_TRUE(at::equal(encode(encoder, true), encode(encoder, false)));
}

}  // namespace
}  // namespace rtrack
