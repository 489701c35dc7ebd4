#pragma once

#include "widgets/commands/key_map.h"

namespace rtrack {

/// All keys of the studio in the language of the moment: its actions, what has fixed keys, and the profiles
/// Studio, CVAT and DarkLabel.
[[nodiscard]] KeySet studioKeys();

}  // namespace rtrack
