#pragma once

#include <QColor>

class QCustomPlot;
class QWidget;

namespace rtrack {

/// @param alpha  0 (not to be seen) to 255
[[nodiscard]] QColor withAlpha(QColor color, int alpha);

/// Grounds, axes and grid in the colours and the font of the widget around the plot.
void stylePlot(QCustomPlot& plot, const QWidget& around);

}  // namespace rtrack
