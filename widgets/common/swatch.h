#pragma once

#include <QColor>
#include <QIcon>

namespace rtrack {

/// A patch of a colour for a list: with a white edge, so that it shows on the ground of a selected row too,
/// and the same there. An invalid colour gives an empty patch, which keeps the names of a column in line.
[[nodiscard]] QIcon swatch(const QColor& color);

}  // namespace rtrack
