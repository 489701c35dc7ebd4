#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rtrack {

/// A model file by what a person typed: a path to a file, or a name such as "shipped", which stands for
/// NAME.safetensors in the first of `model_folders()` that has it.
/// @throws Error(Data) that lists where it looked.
[[nodiscard]] std::filesystem::path find_model_file(const std::string& name_or_path);

/// The folders searched, in order: those of the environment variable RTRACK_MODELS (separated by ':'),
/// ../../../resources/models beside the program (a build folder in the source tree),
/// ../share/rtrack/models beside it (an installation).
[[nodiscard]] std::vector<std::filesystem::path> model_folders();

/// Names of all model files in `model_folders()`, sorted.
[[nodiscard]] std::vector<std::string> model_names();

}  // namespace rtrack
