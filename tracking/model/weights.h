#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <ATen/ATen.h>

#include "tracking/model/model_options.h"
#include "tracking/model/rtrack_net.h"
#include "tracking/model/safetensors.h"

namespace rtrack {

/// Keys of our own in the metadata of a model file; every other key is provenance (who trained it, on what,
/// when).
inline constexpr char kFormatKey[] = "rtrack.format";    ///< "1"
inline constexpr char kOptionsKey[] = "rtrack.options";  ///< ModelOptions as YAML

/// A network as its file describes it: float32, on the CPU, not training.
struct LoadedModel {
    RTrackNet net;
    std::map<std::string, std::string> metadata;  ///< all of it, provenance included
    std::string hash;                             ///< SHA-256 of the file, 64 hexadecimal digits
};

/// Writes every tensor of the network, its options and the provenance; floating-point tensors in `type`.
/// @throws Error(Data) if the file cannot be written; what was there before then stays.
void save_model(const std::filesystem::path& path, RTrackNet& net,
                const std::map<std::string, std::string>& provenance, at::ScalarType type = at::kFloat);

/// Builds the network from the options in the header. Every tensor must be there, none unknown, each finite
/// and of the right shape; float16 and bfloat16 become float32.
/// @throws Error(Data) naming file and tensor.
[[nodiscard]] LoadedModel load_model(const std::filesystem::path& path);

/// The options in the header of a model file.
/// @throws Error(Data) naming the file if it is not one of ours or they do not fit together.
[[nodiscard]] ModelOptions options_of(const TensorFile& file, const std::string& source_name);

/// Whether a CPU tensor of floating-point numbers holds no infinity and no NaN.
[[nodiscard]] bool all_finite(const at::Tensor& values);

/// Copies the tensors into the network, as load_model does.
/// @throws Error(Data) naming the tensor; the network is then unchanged.
void copy_into(RTrackNet& net, const TensorFile& file, const std::string& source_name);

}  // namespace rtrack
