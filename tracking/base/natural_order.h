#pragma once

#include <string>

namespace rtrack {

/// Whether `a` comes before `b` the way a person counts: "frame2" before "frame10"; letters without case
/// first, then with. A strict order: equal names only are equal.
[[nodiscard]] bool natural_less(const std::string& a, const std::string& b);

}  // namespace rtrack
