#pragma once

#include <QString>

#include "tracking/annotation/formats/format.h"

namespace rtrack {

// What people read of formats, in their language.

/// "GOT-10k sequence folders".
[[nodiscard]] QString titleOf(const Format& format);
/// "GOT-10k".
[[nodiscard]] QString shortTitleOf(const Format& format);
/// What is lost: "12 occluded marks".
[[nodiscard]] QString textOf(const FormatLoss& loss);
/// How the files count: numbers of the first frame and pixel, rounding.
[[nodiscard]] QString countingOf(const Format& format);
/// "5,310 boxes of 4 objects: 12 by hand, 5,298 by the tracker; 4,106 nobody has looked at."
[[nodiscard]] QString textOf(const BoxCounts& counts, int64_t tracks);
/// With commas between thousands.
[[nodiscard]] QString grouped(int64_t number);
/// "one box", "1,234 boxes".
[[nodiscard]] QString boxesText(int64_t boxes);

}  // namespace rtrack
