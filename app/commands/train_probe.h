#pragma once

#include <filesystem>
#include <string>

#include "training/learn/train_options.h"

namespace rtrack {

/// `rtrack train --probe`: trains a few steps as the run would, without a run folder, and says what they
/// cost.
/// @return JSON: seconds_per_step, pairs_per_second, loader_wait, memory_mb, steps (of the whole run), hours
///         (of the whole run, without validation), loss_total (of the last step), device.
/// @throws as a run: Error(OutOfMemory) if the batch does not fit.
[[nodiscard]] std::string probe_training(TrainOptions options);

/// `rtrack train --estimate`: what the run will take of the memory, from sizes alone; nothing is computed.
/// @return JSON: parameters, batch_size, memory_mb, of which weights_mb and activations_mb, device.
[[nodiscard]] std::string estimate_training(const TrainOptions& options);

/// `rtrack train --preview`: the first training pairs of the run as one picture, template above search crop,
/// with the truth drawn. @throws Error(Data) if there is nothing to draw from or the file cannot be written.
void write_training_preview(const TrainOptions& options, const std::filesystem::path& jpeg_file);

/// `rtrack train --options --json`: every option, and the values that each preset gives them, for forms.
/// @return JSON: options, a list of name, kind, default, unit, help, choices, lowest, highest; presets, an
///         object of name to an object of option to value, as text.
[[nodiscard]] std::string train_options_json();

}  // namespace rtrack
