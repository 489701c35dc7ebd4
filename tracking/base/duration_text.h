#pragma once

#include <string>

namespace rtrack {

/// "2:05", or "1:02:05" from an hour on.
[[nodiscard]] std::string duration_text(double seconds);

}  // namespace rtrack
