#pragma once

#include <QString>

#include "widgets/evaluate/evaluation_data.h"

namespace rtrack {

class PlotPanel;

enum class ScorePlot { Success, Precision, NormPrecision, Groups, Speed };
inline constexpr int kScorePlotCount = 5;

[[nodiscard]] QString scorePlotTitle(ScorePlot plot);
[[nodiscard]] QString scorePlotFileName(ScorePlot plot);  ///< "success", ...: without ending

/// @param dataset  null: an empty plot
void showScorePlot(PlotPanel& panel, ScorePlot plot, const EvaluatedDataset* dataset);

}  // namespace rtrack
