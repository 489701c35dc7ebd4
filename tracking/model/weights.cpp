#include "tracking/model/weights.h"

#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include <c10/core/GradMode.h>

#include "tracking/base/error.h"
#include "tracking/base/options.h"
#include "tracking/base/sha256.h"

namespace rtrack {
namespace {

constexpr char kFormatVersion[] = "1";

[[noreturn]] void fail(const std::string& source_name, const std::string& reason) {
    throw Error(ErrorCode::Data, source_name + " is not a usable model file: " + reason);
}

double encoder_value_count(const ModelOptions& options) {
    const double width = options.embed_dim;
    double stem = 3.0 * options.patch() * options.patch() * width;
    if (options.stem == "convolution") {
        const std::vector<int>& c = options.stem_channels;
        stem = 9.0 * (3.0 * c[0] + 1.0 * c[0] * c[1] + 1.0 * c[1] * c[2] + 2.0 * c[2] * c[2] + c[2] * width) +
               width * width;
    }
    const double template_bins = 1.0 * options.template_cells() * options.template_cells();
    const double positions = (template_bins + options.bins()) * width;
    const double similarity = options.template_similarity ? template_bins * width : 0;
    return stem + positions + similarity + options.depth * (4.0 + 2.0 * options.mlp_ratio) * width * width;
}

double head_value_count(const ModelOptions& options) {
    const double channels = options.head_channels;
    const double tower = 9.0 * channels * (options.embed_dim + (options.head_layers - 1) * channels);
    const double init_hidden = 9.0 * channels * channels;
    const double taps = 1.0 * options.points * channels * channels;
    return 2 * tower + init_hidden + 2 * taps;
}

/// What a network of these options holds at the least: all of its matrices, without biases and norms. A file
/// that asks for a giant and brings little is refused before the giant's memory is taken.
double least_value_count(const ModelOptions& options) {
    return encoder_value_count(options) + head_value_count(options);
}

double value_count(const TensorFile& file) {
    double count = 0;
    for (const auto& [name, tensor] : file.tensors) {
        count += static_cast<double>(tensor.numel());
    }
    return count;
}

/// A tensor of the file as the network wants it.
at::Tensor fitted(const std::string& name, const at::Tensor& source, const at::Tensor& target,
                  const std::string& source_name) {
    const std::string tensor = "tensor '" + name + "' ";
    if (source.sizes() != target.sizes()) {
        fail(source_name, tensor + "has the shape " + shape_text(source.sizes()) +
                              " where its options ask for " + shape_text(target.sizes()));
    }
    const bool both_real = source.is_floating_point() && target.is_floating_point();
    if (!both_real && source.scalar_type() != target.scalar_type()) {
        fail(source_name, tensor + "has the type " + safetensors_type_name(source.scalar_type()) +
                              " where the network has " + safetensors_type_name(target.scalar_type()));
    }
    at::Tensor converted = source.to(target.scalar_type());
    if (both_real && !all_finite(converted)) {
        fail(source_name, tensor + "holds values that are not finite numbers");
    }
    return converted;
}

}  // namespace

bool all_finite(const at::Tensor& values) {
    // One pass over the bits: three tensor operations for each of hundreds of tensors take many times longer.
    const at::Tensor floats = values.to(at::kFloat).contiguous();
    const float* numbers = floats.const_data_ptr<float>();
    constexpr uint32_t kExponent = 0x7f800000;
    uint32_t broken = 0;
    for (int64_t i = 0; i < floats.numel(); ++i) {
        broken |= static_cast<uint32_t>((std::bit_cast<uint32_t>(numbers[i]) & kExponent) == kExponent);
    }
    return broken == 0;
}

ModelOptions options_of(const TensorFile& file, const std::string& source_name) {
    const auto format = file.metadata.find(kFormatKey);
    const auto yaml = file.metadata.find(kOptionsKey);
    if (format == file.metadata.end() || yaml == file.metadata.end()) {
        fail(source_name, "its header has no '" + std::string(kFormatKey) + "' or '" + kOptionsKey +
                              "'; weights of other programs come in by 'rtrack model import'");
    }
    if (format->second != kFormatVersion) {
        fail(source_name,
             "its format is '" + format->second + "', this program reads '" + kFormatVersion + "'");
    }
    ModelOptions options;
    try {
        OptionTable table;
        options.describe(table);
        table.set_from_yaml_text(yaml->second, source_name);
        options.validate();
    } catch (const Error& failure) {
        fail(source_name, failure.what());
    }
    return options;
}

void copy_into(RTrackNet& net, const TensorFile& file, const std::string& source_name) {
    const c10::NoGradGuard no_gradient;
    std::vector<std::pair<at::Tensor, at::Tensor>> copies;
    size_t found = 0;
    std::map<std::string, at::Tensor> unknown = file.tensors;
    net.visit([&](const std::string& name, at::Tensor& target, TensorRole) {
        const auto source = file.tensors.find(name);
        if (source == file.tensors.end()) {
            fail(source_name, "tensor '" + name + "' is missing");
        }
        copies.emplace_back(target, fitted(name, source->second, target, source_name));
        unknown.erase(name);
        ++found;
    });
    if (!unknown.empty()) {
        fail(source_name, "tensor '" + unknown.begin()->first + "' is not one of this network (" +
                              std::to_string(unknown.size()) + " such)");
    }
    for (auto& [target, source] : copies) {
        target.copy_(source);
    }
}

void save_model(const std::filesystem::path& path, RTrackNet& net,
                const std::map<std::string, std::string>& provenance, at::ScalarType type) {
    TensorFile file;
    file.metadata = provenance;
    ModelOptions options = net.options();
    OptionTable table;
    options.describe(table);
    file.metadata[kFormatKey] = std::string(kFormatVersion);
    file.metadata[kOptionsKey] = table.to_yaml();
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        file.tensors[name] = tensor.is_floating_point() ? tensor.detach().to(type) : tensor;
    });
    write_safetensors(path, file);
}

LoadedModel load_model(const std::filesystem::path& path) {
    const std::string source_name = path.string();
    const std::vector<uint8_t> bytes = read_file_bytes(path);
    TensorFile file = parse_safetensors(bytes, source_name);
    const ModelOptions options = options_of(file, source_name);
    if (value_count(file) < least_value_count(options)) {
        fail(source_name, "it holds fewer values than a network of its options needs");
    }
    RTrackNet net(options);
    net.to(at::kCPU, at::kFloat);
    copy_into(net, file, source_name);
    return LoadedModel{std::move(net), std::move(file.metadata), sha256_hex(bytes.data(), bytes.size())};
}

}  // namespace rtrack
