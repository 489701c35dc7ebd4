#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"
#include "tracking/model/model_library.h"
#include "tracking/model/weights.h"

namespace rtrack {
namespace {

ModelOptions small_options() {
    ModelOptions options;
    options.template_size = 32;
    options.search_size = 64;
    options.embed_dim = 32;
    options.depth = 2;
    options.heads = 2;
    options.mlp_ratio = 2;
    options.elimination_layers = {1};
    options.head_channels = 32;
    options.head_layers = 2;
    options.head_norm = "batch";
    options.target_embedding = true;
    options.template_similarity = true;
    return options;
}

std::map<std::string, at::Tensor> tensors_of(RTrackNet& net) {
    std::map<std::string, at::Tensor> tensors;
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) { tensors[name] = tensor; });
    return tensors;
}

std::string load_fault(const std::filesystem::path& path) {
    try {
        (void)load_model(path);
    } catch (const Error& failure) {
        EXPECT_EQ(failure.code(), ErrorCode::Data) << failure.what();
        return failure.what();
    }
    return "";
}

class ModelFile : public testing::Test {
protected:
    std::filesystem::path path() const { return folder_.path() / "net.safetensors"; }

    /// The message after `change` was made to a good file.
    std::string fault_after(const std::function<void(TensorFile&)>& change) {
        RTrackNet net(small_options(), 3);
        save_model(path(), net, {});
        TensorFile file = read_safetensors(path());
        change(file);
        write_safetensors(path(), file);
        return load_fault(path());
    }

    TemporaryFolder folder_;
};

TEST_F(ModelFile, GivesBackOptionsTensorsProvenanceAndHash) {
    RTrackNet net(small_options(), 3);
    save_model(path(), net, {{"run", "night 1"}});
    LoadedModel loaded = load_model(path());
    EXPECT_EQ(loaded.net.options().embed_dim, 32);
    EXPECT_EQ(loaded.net.options().elimination_layers, std::vector<int>{1});
    EXPECT_EQ(loaded.metadata.at("run"), "night 1");
    EXPECT_EQ(loaded.hash.size(), 64u);
    const auto written = tensors_of(net);
    const auto read = tensors_of(loaded.net);
    ASSERT_EQ(read.size(), written.size());
    for (const auto& [name, tensor] : written) EXPECT_TRUE(at::equal(tensor, read.at(name))) << name;

    save_model(folder_.path() / "again.safetensors", loaded.net, {{"run", "night 1"}});
    EXPECT_EQ(load_model(folder_.path() / "again.safetensors").hash, loaded.hash);
}

TEST_F(ModelFile, HalfPrecisionLoadsAsFloat) {
    RTrackNet net(small_options(), 3);
    save_model(path(), net, {}, at::kBFloat16);
    LoadedModel loaded = load_model(path());
    const auto read = tensors_of(loaded.net);
    for (const auto& [name, tensor] : tensors_of(net)) {
        EXPECT_EQ(read.at(name).scalar_type(), tensor.scalar_type()) << name;
        // bfloat16 has 8 significant bits.
        EXPECT_TRUE(at::allclose(read.at(name), tensor, 1.0 / 256, 0)) << name;
    }
}

TEST_F(ModelFile, EveryTensorMustFit) {
    EXPECT_NE(fault_after([](TensorFile& file) {
                  file.tensors.erase("encoder.norm.weight");
              }).find("'encoder.norm.weight' is missing"),
              std::string::npos);
    EXPECT_NE(fault_after([](TensorFile& file) {
                  file.tensors["encoder.norm.weigth"] = at::ones({1});
              }).find("encoder.norm.weigth"),
              std::string::npos);
    EXPECT_NE(fault_after([](TensorFile& file) {
                  file.tensors["encoder.norm.weight"] = at::ones({33});
              }).find("'encoder.norm.weight' has the shape [33]"),
              std::string::npos);
    EXPECT_NE(fault_after([](TensorFile& file) {
                  file.tensors["encoder.norm.weight"] = at::ones({32}, at::kInt);
              }).find("I32"),
              std::string::npos);
    EXPECT_NE(fault_after([](TensorFile& file) {
                  file.tensors["encoder.norm.bias"][5] = std::numeric_limits<float>::quiet_NaN();
              }).find("'encoder.norm.bias' holds values"),
              std::string::npos);
    EXPECT_EQ(fault_after([](TensorFile&) {}), "");
}

TEST_F(ModelFile, OptionsMustBeThereAndMakeSense) {
    EXPECT_NE(fault_after([](TensorFile& file) { file.metadata.clear(); }).find("model import"),
              std::string::npos);
    EXPECT_NE(fault_after([](TensorFile& file) { file.metadata[kFormatKey] = "2"; }).find("'2'"),
              std::string::npos);
    EXPECT_NE(fault_after([](TensorFile& file) { file.metadata[kOptionsKey] = "widht: 3"; }).find("widht"),
              std::string::npos);
    EXPECT_NE(fault_after([](TensorFile& file) { file.metadata[kOptionsKey] = "a: [b"; }), "");
    EXPECT_NE(fault_after([](TensorFile& file) { file.metadata[kOptionsKey] = "heads: 7"; }).find("heads"),
              std::string::npos);
    // Aliases: a mapping that holds itself, and one that doubles with every line.
    EXPECT_NE(fault_after([](TensorFile& file) { file.metadata[kOptionsKey] = "a: &x\n  b: *x\n"; }), "");
    EXPECT_NE(fault_after([](TensorFile& file) {
                  std::ostringstream text("a0: &a0 {}\n", std::ios::ate);
                  for (int i = 1; i < 40; ++i)
                      text << "a" << i << ": &a" << i << " {x: *a" << i - 1 << ", y: *a" << i - 1 << "}\n";
                  file.metadata[kOptionsKey] = text.str();
              }),
              "");
    // A giant's options over a dwarf's tensors: refused before the giant's memory is taken.
    EXPECT_NE(fault_after([](TensorFile& file) {
                  file.metadata[kOptionsKey] = "embed_dim: 4096\ndepth: 64\nheads: 64\n";
              }).find("fewer values"),
              std::string::npos);
}

TEST_F(ModelFile, AGiantInAnyPartIsRefusedBeforeItsMemoryIsTaken) {
    const auto refused = [&](const std::function<void(ModelOptions&)>& grow) {
        ModelOptions options = small_options();
        grow(options);
        OptionTable table;
        options.describe(table);
        const std::string fault =
            fault_after([&](TensorFile& file) { file.metadata[kOptionsKey] = table.to_yaml(); });
        return fault.find("fewer values") != std::string::npos;
    };
    EXPECT_TRUE(refused([](ModelOptions& options) { options.depth = 64; }));
    EXPECT_TRUE(refused([](ModelOptions& options) { options.search_size = 1024; }));
    EXPECT_TRUE(refused([](ModelOptions& options) { options.template_size = 1024; }));
    EXPECT_TRUE(refused([](ModelOptions& options) {
        options.stem = "convolution";
        options.stem_channels = {4, 4, 1024};
    }));
    EXPECT_TRUE(refused([](ModelOptions& options) { options.head_layers = 8; }));
    EXPECT_TRUE(refused([](ModelOptions& options) { options.points = 49; }));
    EXPECT_TRUE(refused([](ModelOptions& options) {
        options.head_channels = 2048;
        options.head_layers = 1;
    }));
    ModelOptions options = small_options();
    options.stem = "convolution";
    options.stem_channels = {8, 16, 32};
    RTrackNet network(options, 3);
    save_model(path(), network, {});
    EXPECT_EQ(load_fault(path()), "");
}

TEST_F(ModelFile, TruncationAtAnyPlaceIsAnError) {
    RTrackNet net(small_options(), 3);
    save_model(path(), net, {});
    const auto size = std::filesystem::file_size(path());
    for (int part = 9; part >= 0; --part) {
        std::filesystem::resize_file(path(), size * static_cast<uintmax_t>(part) / 10);
        EXPECT_NE(load_fault(path()), "") << part;
    }
}

TEST_F(ModelFile, IsFoundByNameInTheFoldersOfTheEnvironment) {
    RTrackNet net(small_options(), 3);
    save_model(path(), net, {});
    ASSERT_EQ(::setenv("RTRACK_MODELS", ("/nowhere:" + folder_.path().string()).c_str(), 1), 0);
    EXPECT_EQ(find_model_file("net"), path());
    EXPECT_EQ(find_model_file(path().string()), path());
    const std::vector<std::string> names = model_names();
    EXPECT_NE(std::find(names.begin(), names.end(), "net"), names.end());
    const std::string message = message_of_error(ErrorCode::Data, [] { (void)find_model_file("nett"); });
    EXPECT_NE(message.find((folder_.path() / "nett.safetensors").string()), std::string::npos) << message;
    ::unsetenv("RTRACK_MODELS");
}

}  // namespace
}  // namespace rtrack
