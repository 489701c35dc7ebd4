#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace rtrack {

// All read the JSON of study_json.h.

/// One line a variant, data set and score: mean, sd, seeds, difference and its sd, and the paper's number and
/// difference on the benchmark of the same kind, where it prints one. Fractions of 1; blank: not known.
[[nodiscard]] std::string study_table_csv(const nlohmann::json& study);

/// One line a variant and epoch: the means of IoU and loss and their sd.
[[nodiscard]] std::string study_curves_csv(const nlohmann::json& study);

/// For people: the training IoU and the main score of each data set (AO on GOT-10k, else AUC), beside the
/// paper's.
[[nodiscard]] std::string study_text(const nlohmann::json& study);

/// Writes study.json, table.csv and curves.csv into the folder, each whole or not at all.
/// @throws Error(Data) if they cannot be written.
void write_study(const std::filesystem::path& folder, const nlohmann::json& study);

}  // namespace rtrack
