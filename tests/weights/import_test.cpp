#include <algorithm>
#include <functional>
#include <limits>
#include <memory>

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"
#include "tracking/model/pickle_reader.h"
#include "tracking/model/rtrack_net.h"
#include "tracking/model/weights.h"
#include "tracking/model/weights_import.h"

namespace rtrack {
namespace {

std::string golden(const std::string& name) {
    return RTRACK_GOLDEN_FOLDER "/checkpoints/" + name;
}

/// The network that the golden checkpoints are for (make_checkpoints.py).
ModelOptions golden_options() {
    ModelOptions options;
    options.template_size = 32;
    options.search_size = 64;
    options.embed_dim = 16;
    options.depth = 1;
    options.heads = 2;
    options.mlp_ratio = 1;
    options.elimination_layers = {};
    options.head_channels = 32;
    options.head_layers = 1;
    return options;
}

TensorFile checkpoint(const std::string& name) {
    return parse_checkpoint(std::make_shared<const std::vector<uint8_t>>(read_file_bytes(golden(name))),
                            name);
}

std::map<std::string, at::Tensor> tensors_of(RTrackNet& net) {
    std::map<std::string, at::Tensor> tensors;
    net.visit(
        [&](const std::string& name, at::Tensor& tensor, TensorRole) { tensors[name] = tensor.clone(); });
    return tensors;
}

bool contains(const std::vector<std::string>& names, const std::string& wanted) {
    return std::find(names.begin(), names.end(), wanted) != names.end();
}

/// The network holds what the script says that an import of this kind must give.
void expect_golden(RTrackNet& net, const std::string& kind) {
    const TensorFile expected = read_safetensors(golden("expected.safetensors"));
    const auto tensors = tensors_of(net);
    size_t compared = 0;
    for (const auto& [name, tensor] : expected.tensors) {
        if (!name.starts_with(kind + "/")) continue;
        const std::string own = name.substr(kind.size() + 1);
        ASSERT_TRUE(tensors.contains(own)) << own;
        // The same interpolation by the same library: only the order of additions may differ.
        EXPECT_TRUE(at::allclose(tensors.at(own), tensor, 1e-6, 1e-6)) << own;
        ++compared;
    }
    EXPECT_EQ(compared, 17u);
    const at::Tensor& patch = tensors.at("encoder.patch_embed.proj.weight");
    EXPECT_TRUE(at::equal(patch, patch.slice(1, 0, 1).slice(2, 0, 1).slice(3, 0, 1).expand_as(patch)));
    EXPECT_GT(patch.abs().sum().item<float>(), 100);  // 16 normal values, each 768 times
}

TEST(ImportMae, TakesTheEncoderAndResizesPositions) {
    RTrackNet net(golden_options(), 1);
    const WeightsImportReport report = import_weights(checkpoint("mae.pth"), "mae.pth", net);
    expect_golden(net, "mae");
    EXPECT_EQ(report.kind, "MAE or timm");
    EXPECT_EQ(report.container, "model.");
    EXPECT_EQ(report.matched.size(), 16u);
    EXPECT_TRUE(contains(report.interpolated, "encoder.pos_embed_z (5x5 to 2x2)"));
    EXPECT_TRUE(contains(report.interpolated, "encoder.pos_embed_x (5x5 to 4x4)"));
    EXPECT_TRUE(contains(report.unused, "model.cls_token"));
    EXPECT_TRUE(contains(report.unused, "model.decoder_blocks.0.attn.qkv.weight"));
    EXPECT_FALSE(report.fresh.empty());
    for (const std::string& name : report.fresh) EXPECT_TRUE(name.starts_with("head.")) << name;
}

TEST(ImportDeit, ReadsHalfTypesStridesSharedStoragesAndTheDistillationToken) {
    RTrackNet net(golden_options(), 1);
    const WeightsImportReport report = import_weights(checkpoint("deit.pth"), "deit.pth", net);
    expect_golden(net, "deit");
    EXPECT_EQ(report.kind, "distilled DeiT");
    EXPECT_TRUE(contains(report.matched, "encoder.pos_embed_x"));
    EXPECT_TRUE(contains(report.unused, "model.head_dist.weight"));
}

TEST(ImportOstrack, FindsTheNetAmongObjectsOfUnknownClasses) {
    RTrackNet net(golden_options(), 1);
    const WeightsImportReport report = import_weights(checkpoint("ostrack.pth.tar"), "ostrack.pth.tar", net);
    expect_golden(net, "ostrack");
    EXPECT_EQ(report.kind, "OSTrack");
    EXPECT_EQ(report.container, "net.backbone.");
    EXPECT_TRUE(contains(report.matched, "encoder.pos_embed_z"));
    EXPECT_TRUE(contains(report.interpolated, "encoder.pos_embed_x (6x6 to 4x4)"));
    EXPECT_TRUE(contains(report.unused, "net.backbone.pos_embed"));
    EXPECT_TRUE(contains(report.unused, "net.box_head.conv1_ctr.1.num_batches_tracked"));
    EXPECT_EQ(report.outside, 2u);  // the optimiser's
}

TEST(ImportedModel, IsAModelFileWithTheReportInside) {
    const TemporaryFolder folder;
    const std::filesystem::path output = folder.path() / "net.safetensors";
    import_model_file(golden("mae.pth"), golden_options(), output, 5);
    LoadedModel model = load_model(output);
    expect_golden(model.net, "mae");
    EXPECT_EQ(model.metadata.at("import.source"), "mae.pth");
    EXPECT_EQ(model.metadata.at("import.kind"), "MAE or timm");
    EXPECT_EQ(model.metadata.at("import.sha256").size(), 64u);

    const ModelFileSummary summary = summarize_model_file(output);
    EXPECT_TRUE(summary.ours);
    EXPECT_EQ(summary.options.embed_dim, 16);
    EXPECT_EQ(summary.hash, model.hash);
    EXPECT_FALSE(summarize_model_file(golden("ostrack.pth.tar")).ours);
}

class ImportFault : public testing::Test {
protected:
    /// The message when a changed MAE checkpoint is imported; the network must stay as it was.
    std::string fault_after(const std::function<void(std::map<std::string, at::Tensor>&)>& change,
                            ModelOptions options = golden_options()) {
        TensorFile file = checkpoint("mae.pth");
        change(file.tensors);
        RTrackNet net(options, 1);
        const auto before = tensors_of(net);
        std::string message;
        try {
            (void)import_weights(file, "mae.pth", net);
        } catch (const Error& failure) {
            EXPECT_EQ(failure.code(), ErrorCode::Data);
            message = failure.what();
            for (const auto& [name, tensor] : tensors_of(net))
                EXPECT_TRUE(at::equal(tensor, before.at(name))) << name;
        }
        return message;
    }
};

TEST_F(ImportFault, NamesTheTensorAndChangesNothing) {
    const std::string block = "model.blocks.0.";
    const auto expect = [&](const std::string& said,
                            const std::function<void(std::map<std::string, at::Tensor>&)>& change) {
        const std::string message = fault_after(change);
        EXPECT_NE(message.find(said), std::string::npos) << said << " is not in: " << message;
    };
    expect("no vision transformer", [&](auto& tensors) { tensors.erase(block + "attn.qkv.weight"); });
    expect("'model.norm.bias' is missing", [&](auto& tensors) { tensors.erase("model.norm.bias"); });
    expect("'model.pos_embed' is missing", [&](auto& tensors) { tensors.erase("model.pos_embed"); });
    expect("model.blocks.0.mlp.fc1.weight", [&](auto& tensors) {
        tensors[block + "mlp.fc1.weight"] = at::ones({64, 16});
    });
    expect("no square grid", [&](auto& tensors) { tensors["model.pos_embed"] = at::ones({1, 22, 16}); });
    expect("'model.pos_embed' has the shape", [&](auto& tensors) {
        tensors["model.pos_embed"] = at::ones({25, 16});
    });
    expect("'model.pos_embed' has the shape", [&](auto& tensors) {
        tensors["model.pos_embed"] = at::ones({1, 0, 16});
    });
    expect("not finite", [&](auto& tensors) {
        tensors["model.norm.weight"] = at::full({16}, std::numeric_limits<float>::infinity());
    });
    expect("floating-point", [&](auto& tensors) { tensors["model.norm.weight"] = at::ones({16}, at::kInt); });
    expect("model.blocks.0.ls1.gamma", [&](auto& tensors) { tensors[block + "ls1.gamma"] = at::ones({16}); });
    expect("model.blocks.1.norm1.bias",
           [&](auto& tensors) { tensors["model.blocks.1.norm1.bias"] = at::ones({16}); });
}

TEST_F(ImportFault, NamesThePresetThatWouldFit) {
    const auto widen = [](std::map<std::string, at::Tensor>& tensors) {
        tensors["model.blocks.0.attn.qkv.weight"] = at::ones({3 * 384, 384});
    };
    EXPECT_NE(fault_after(widen).find("small-256"), std::string::npos);
}

TEST_F(ImportFault, AConvolutionalStemTakesTheBlocksAlone) {
    ModelOptions options = golden_options();
    options.stem = "convolution";
    options.stem_channels = {4, 8, 8};
    EXPECT_EQ(fault_after([](auto&) {}, options), "");
}

}  // namespace
}  // namespace rtrack
