#pragma once

#include <QColor>
#include <QStringList>
#include <QVector>

class QCPAxis;
class QCPLegend;
class QCustomPlot;
class QPalette;
class QWidget;

namespace rtrack {

/// The look of the i-th thing that is compared: eight colours that people with any colour vision tell apart,
/// each with a dash pattern of its own.
[[nodiscard]] QColor seriesColor(int index, bool on_dark);
[[nodiscard]] QVector<qreal> seriesDashes(int index);  ///< empty: solid

[[nodiscard]] bool isDark(const QPalette& palette);  ///< light text on a dark ground

/// @param alpha  0 (not to be seen) to 255
[[nodiscard]] QColor withAlpha(QColor color, int alpha);

/// Grounds, axes, grids and legend of all axis rects in the layout, in the colours and the font of the widget
/// around the plot. @param font_scale  of the font's size
void stylePlot(QCustomPlot& plot, const QWidget& around, double font_scale = 1);

/// Numbers an axis of frames: at whole numbers, however few frames it shows.
void countFrames(QCPAxis& axis);

/// Puts a legend below what else is in the plot's layout, where it covers no curve.
void placeLegendBelow(QCustomPlot& plot, QCPLegend* legend);

/// Names of the legend's items, shortened in their middle where they are wider than the legend, in as many
/// columns as the width holds.
/// @param names  one for each item
/// @param width  of the room for the legend, pixels
void fitLegend(QCPLegend& legend, const QStringList& names, int width);

}  // namespace rtrack
