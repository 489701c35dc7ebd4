#include "tracking/model/weights_import.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "tracking/base/error.h"
#include "tracking/base/sha256.h"
#include "tracking/model/crop_sizes.h"
#include "tracking/model/pickle_reader.h"
#include "tracking/model/rtrack_net.h"
#include "tracking/model/weights.h"

namespace rtrack {
namespace {

constexpr char kLandmark[] = "blocks.0.attn.qkv.weight";  // every ViT of these families has it
constexpr char kEncoder[] = "encoder.";
constexpr char kPositionZ[] = "pos_embed_z";
constexpr char kPositionX[] = "pos_embed_x";
constexpr char kPosition[] = "pos_embed";

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// What precedes kLandmark: "", "model.", "net.backbone.". The shortest, if there are several (a moving
/// average beside the weights); nothing if there is none.
std::optional<std::string> find_container(const TensorFile& checkpoint) {
    std::optional<std::string> container;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        if (!name.ends_with(kLandmark)) continue;
        const std::string prefix = name.substr(0, name.size() - std::string(kLandmark).size());
        if (!prefix.empty() && prefix.back() != '.') continue;
        if (!container || prefix.size() < container->size()) container = prefix;
    }
    return container;
}

/// Names that say that the checkpoint is of another architecture: leaving them out would change what it
/// computes.
bool belongs_to_another_encoder(const std::string& name) {
    constexpr std::array prefixes = {"blocks.", "patch_embed.", "norm_pre.", "layers."};
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const char* prefix) { return name.starts_with(prefix); });
}

/// One import: collects what goes where, then copies it all at once.
class Import {
public:
    Import(const TensorFile& checkpoint, const std::string& source_name, RTrackNet& net)
        : checkpoint_(checkpoint), source_name_(source_name), net_(net) {}

    WeightsImportReport run() {
        const std::optional<std::string> container = find_container(checkpoint_);
        if (!container)
            fail("it holds no vision transformer (no tensor '..." + std::string(kLandmark) + "')");
        report_.container = *container;
        name_kind();
        net_.visit([this](const std::string& name, at::Tensor& target, TensorRole) { place(name, target); });
        collect_unused();
        const c10::NoGradGuard no_gradient;
        for (auto& [target, source] : copies_) target.copy_(source);
        return std::move(report_);
    }

private:
    void name_kind() {
        if (report_.container.ends_with("backbone.") && find(kPositionZ) != nullptr) {
            report_.kind = "OSTrack";
        } else {
            report_.kind = find("dist_token") != nullptr ? "distilled DeiT" : "MAE or timm";
        }
    }

    /// A tensor of the container; null if it is not there.
    const at::Tensor* find(const std::string& name) const {
        const auto found = checkpoint_.tensors.find(report_.container + name);
        return found == checkpoint_.tensors.end() ? nullptr : &found->second;
    }

    /// Decides what becomes of one tensor of the network.
    void place(const std::string& full_name, at::Tensor& target) {
        const std::string name =
            full_name.starts_with(kEncoder) ? full_name.substr(std::string(kEncoder).size()) : "";
        if (name.empty() || is_ours_alone(name)) {
            report_.fresh.push_back(full_name);
        } else if (name == kPositionZ || name == kPositionX) {
            place_position(full_name, name, target);
        } else if (const at::Tensor* source = find(name)) {
            used_.insert(name);
            check_shape(name, *source, target);
            copies_.emplace_back(target, checked(name, *source));
            report_.matched.push_back(full_name);
        } else {
            fail_tensor(name, "is missing, which a network of " + std::to_string(net_.options().depth) +
                                  " blocks needs");
        }
    }

    /// Parts of our encoder that no published checkpoint has.
    bool is_ours_alone(const std::string& name) const {
        // Encoders fine-tuned to classify by the mean token end in fc_norm, which never saw single tokens.
        const bool final_norm =
            name.starts_with("norm.") && find(name) == nullptr && find("fc_norm.weight") != nullptr;
        return final_norm || name.starts_with("stem.") || name.starts_with("similarity.") ||
               name == "target_embed";
    }

    void place_position(const std::string& full_name, const std::string& name, at::Tensor& target) {
        const bool own = find(name) != nullptr;
        const std::string source_tensor = own ? name : kPosition;
        const at::Tensor* source = find(source_tensor);
        if (source == nullptr) fail_tensor(source_tensor, "is missing");
        used_.insert(source_tensor);
        const int64_t width = target.size(2);
        const int64_t wanted = std::lround(std::sqrt(static_cast<double>(target.size(1))));
        if (source->dim() != 3 || source->size(0) != 1 || source->size(2) != width || source->size(1) < 1) {
            fail_tensor(source_tensor, "has the shape " + shape_text(source->sizes()) + " where [1, cells, " +
                                           std::to_string(width) + "] is needed" + advice());
        }
        const int64_t tokens = source->size(1);
        const auto side = static_cast<int64_t>(std::sqrt(static_cast<double>(tokens)));
        const int64_t classes = tokens - side * side;  // the class token, DeiT's distillation token
        if (classes > 2 || (own && classes != 0)) {
            fail_tensor(source_tensor, "has " + std::to_string(tokens) + " places, which are no square grid");
        }
        const at::Tensor grid = checked(source_tensor, *source).slice(1, classes);
        copies_.emplace_back(target, resized_grid(grid, wanted));
        const std::string sides = std::to_string(side) + "x" + std::to_string(side) + " to " +
                                  std::to_string(wanted) + "x" + std::to_string(wanted);
        if (side == wanted) {
            report_.matched.push_back(full_name);
        } else {
            report_.interpolated.push_back(full_name + " (" + sides + ")");
        }
    }

    void check_shape(const std::string& name, const at::Tensor& source, const at::Tensor& target) const {
        if (source.sizes() != target.sizes()) {
            fail_tensor(name, "has the shape " + shape_text(source.sizes()) + " where the preset asks for " +
                                  shape_text(target.sizes()) + advice());
        }
    }

    /// "; the preset small-256 would fit" for the width of this checkpoint.
    std::string advice() const {
        const at::Tensor* query_key_value = find(kLandmark);
        if (query_key_value->dim() != 2) return "";
        std::vector<std::string> fitting;
        for (const std::string& preset : model_presets()) {
            const ModelOptions options = model_preset(preset);
            const bool fits = options.embed_dim == query_key_value->size(1) && options.stem == "patch";
            if (fits && options.embed_dim != net_.options().embed_dim) fitting.push_back(preset);
        }
        return fitting.empty() ? "" : "; by its width it fits " + joined(fitting);
    }

    at::Tensor checked(const std::string& name, const at::Tensor& source) const {
        if (!source.is_floating_point()) fail_tensor(name, "does not hold floating-point numbers");
        const at::Tensor values = source.to(at::kFloat);
        if (!all_finite(values)) fail_tensor(name, "holds values that are not finite numbers");
        return values;
    }

    void collect_unused() {
        // OSTrack's head lies beside the backbone, in the same container.
        constexpr std::string_view kBackbone = "backbone.";
        std::string outer = report_.container;
        if (outer.ends_with(kBackbone)) outer.resize(outer.size() - kBackbone.size());
        for (const auto& [full_name, tensor] : checkpoint_.tensors) {
            if (!full_name.starts_with(outer)) {
                ++report_.outside;
                continue;
            }
            const bool inside = full_name.starts_with(report_.container);
            const std::string name = inside ? full_name.substr(report_.container.size()) : "";
            if (inside && used_.contains(name)) continue;
            const bool stem_replaced = net_.options().stem != "patch" && name.starts_with("patch_embed.");
            if (inside && belongs_to_another_encoder(name) && !stem_replaced) {
                fail_tensor(name,
                            "has no place in a network of " + std::to_string(net_.options().depth) +
                                " plain blocks, and leaving it out would change what the encoder computes");
            }
            report_.unused.push_back(full_name);
        }
    }

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::Data, "cannot import " + source_name_ + ": " + reason);
    }
    [[noreturn]] void fail_tensor(const std::string& name, const std::string& reason) const {
        fail("tensor '" + report_.container + name + "' " + reason);
    }

    const TensorFile& checkpoint_;
    const std::string& source_name_;
    RTrackNet& net_;
    WeightsImportReport report_;
    std::set<std::string> used_;  // names inside the container
    std::vector<std::pair<at::Tensor, at::Tensor>> copies_;
};

}  // namespace

std::string WeightsImportReport::text() const {
    const auto line = [](const std::string& title, const std::vector<std::string>& names, bool list) {
        return title + std::to_string(names.size()) + (list && !names.empty() ? ": " + joined(names) : "") +
               "\n";
    };
    return "kind:         " + kind + (container.empty() ? "" : ", in '" + container + "'") + "\n" +
           line("matched:      ", matched, false) + line("interpolated: ", interpolated, true) +
           line("new:          ", fresh, true) + line("unused:       ", unused, true) +
           "elsewhere:    " + std::to_string(outside) + "\n";
}

std::map<std::string, std::string> WeightsImportReport::to_metadata() const {
    return {{"import.kind", kind},
            {"import.container", container},
            {"import.matched", std::to_string(matched.size())},
            {"import.interpolated", joined(interpolated)},
            {"import.new", joined(fresh)},
            {"import.unused", joined(unused)}};
}

WeightsImportReport import_weights(const TensorFile& checkpoint, const std::string& source_name,
                                   RTrackNet& net) {
    return Import(checkpoint, source_name, net).run();
}

WeightsImportReport import_model_file(const std::filesystem::path& source, const ModelOptions& options,
                                      const std::filesystem::path& output, uint64_t seed) {
    const auto bytes = std::make_shared<const std::vector<uint8_t>>(read_file_bytes(source));
    RTrackNet net(options, seed);
    const WeightsImportReport report =
        import_weights(parse_checkpoint(bytes, source.string()), source.string(), net);
    std::map<std::string, std::string> provenance = report.to_metadata();
    provenance["import.source"] = source.filename().string();
    provenance["import.sha256"] = sha256_hex(bytes->data(), bytes->size());
    save_model(output, net, provenance);
    return report;
}

ModelFileSummary summarize_model_file(const std::filesystem::path& path) {
    const auto bytes = std::make_shared<const std::vector<uint8_t>>(read_file_bytes(path));
    TensorFile file = parse_checkpoint(bytes, path.string());
    ModelFileSummary summary;
    summary.ours = file.metadata.contains(kFormatKey);
    if (summary.ours) summary.options = load_model(path).net.options();
    for (const auto& [name, tensor] : file.tensors) {
        summary.tensors.push_back(
            {name, safetensors_type_name(tensor.scalar_type()), tensor.sizes().vec(), tensor.numel()});
        summary.values += tensor.numel();
    }
    summary.metadata = std::move(file.metadata);
    summary.bytes = bytes->size();
    summary.hash = sha256_hex(bytes->data(), bytes->size());
    return summary;
}

}  // namespace rtrack
