#pragma once

#include <QByteArray>

#include "widgets/commands/key_map.h"

namespace rtrack {

/// A choice of keys as a JSON file: the profile, and the own keys by command.
[[nodiscard]] QByteArray keyFileOf(const KeyChoice& choice);

/// @throws Error(Data) with a translated sentence that says what is wrong and where: no JSON, another kind of
/// file, a newer one, an unknown profile or command, a key that does not exist. Nothing is taken from such a
/// file.
[[nodiscard]] KeyChoice readKeyFile(const QByteArray& bytes, const KeySet& set);

}  // namespace rtrack
