#pragma once

#include <string>

#include "widgets/evaluate/evaluation_data.h"

namespace rtrack {

enum class TableFormat { Csv, Markdown, Latex };

/// The scores of every tracker on a data set, and below them the AO of every sequence; three decimals, in
/// CSV all digits. Blank: not known. Definitions follow in Markdown.
[[nodiscard]] std::string score_table(const EvaluatedDataset& dataset, TableFormat format);

/// "csv", "md" or "tex". @throws Error(Argument) for another ending.
[[nodiscard]] TableFormat table_format_of(const std::string& ending);

}  // namespace rtrack
