#pragma once

#include <QString>

#include "training/evaluation/metric_options.h"

namespace rtrack {

/// What the scores mean under these options, a line for each: `definitions` in the language of now.
[[nodiscard]] QString definitionText(const MetricOptions& options);

}  // namespace rtrack
