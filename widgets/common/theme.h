#pragma once

#include <QString>

namespace rtrack {

enum class Theme { System, Light, Dark };

/// Sets style and palette of the whole application, at once and at any time.
void applyTheme(Theme theme);

[[nodiscard]] QString nameOf(Theme theme);  ///< "system", "light", "dark": as settings keep it
[[nodiscard]] Theme themeOf(const QString& name);

}  // namespace rtrack
