#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tracking/model/model_options.h"

namespace rtrack {

struct TensorFile;
class RTrackNet;

/// What an import took from a checkpoint. Names of the network's tensors, except `unused`.
struct WeightsImportReport {
    std::string kind;       ///< "OSTrack", "distilled DeiT", "MAE or timm"
    std::string container;  ///< what came before "blocks.0..." in the checkpoint's names: "net.backbone."
    std::vector<std::string> matched;
    std::vector<std::string> interpolated;  ///< "encoder.pos_embed_z (14x14 to 8x8)"
    std::vector<std::string> fresh;         ///< not in the checkpoint: random, to be trained
    std::vector<std::string> unused;        ///< in the checkpoint's container, without a place in the network
    size_t outside = 0;                     ///< tensors beside the container (optimiser state)

    /// A few lines for people.
    [[nodiscard]] std::string text() const;
    /// For the metadata of the model file: keys "import.kind", "import.fresh", ...
    [[nodiscard]] std::map<std::string, std::string> to_metadata() const;
};

/// Copies the encoder of a MAE, timm, DeiT or OSTrack checkpoint into a network; position embeddings are
/// resized to the network's grids (bicubic). Never half of it: either all the encoder fits, or nothing is
/// changed.
///
/// @throws Error(Data) naming source and tensor if there is no such encoder, a tensor is missing, of another
///         shape (with the preset that would fit, if one does), not finite, or of a kind of encoder that
///         RTrack is not.
WeightsImportReport import_weights(const TensorFile& checkpoint, const std::string& source_name,
                                   RTrackNet& net);

/// Reads a .safetensors or PyTorch checkpoint, imports it into a network of these options (what is new is
/// random from `seed`), and writes the model file with the report, the source's name and its SHA-256 in the
/// metadata.
/// @throws Error(Data) as import_weights, parse_checkpoint and save_model.
WeightsImportReport import_model_file(const std::filesystem::path& source, const ModelOptions& options,
                                      const std::filesystem::path& output, uint64_t seed = 0);

/// What a model file or checkpoint holds, without Torch's types.
struct TensorSummary {
    std::string name;
    std::string type;  ///< "F32"
    std::vector<int64_t> shape;
    int64_t values = 0;
};
struct ModelFileSummary {
    bool ours = false;     ///< an RTrack model file; `options` is then what it says
    ModelOptions options;  ///< meaningless otherwise
    std::map<std::string, std::string> metadata;
    std::vector<TensorSummary> tensors;
    int64_t values = 0;
    uint64_t bytes = 0;
    std::string hash;
};

/// @throws Error(Data) if the file cannot be read; for one of ours also if it would not load.
[[nodiscard]] ModelFileSummary summarize_model_file(const std::filesystem::path& path);

}  // namespace rtrack
