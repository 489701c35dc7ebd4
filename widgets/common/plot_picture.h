#pragma once

#include <QByteArray>

class QCustomPlot;

namespace rtrack {

/// The plot as it is on screen, as an SVG document.
[[nodiscard]] QByteArray svg_of(QCustomPlot& plot);
/// The same as a PNG file, at twice the size.
[[nodiscard]] QByteArray png_of(QCustomPlot& plot);

}  // namespace rtrack
