#pragma once

#include <filesystem>

#include "tracking/annotation/formats/format.h"

namespace rtrack {

/// The format that a file or folder looks like, by its files' names and a file's first bytes; a proposal for
/// a person. Looks at no more than a few thousand names.
/// @return nullptr: like none; that may also be because it cannot be read.
[[nodiscard]] const Format* guess_format(const std::filesystem::path& path);

}  // namespace rtrack
