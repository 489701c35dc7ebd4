#pragma once

#include "widgets/annotate/track_loop.h"
#include "widgets/common/message_bar.h"

namespace rtrack {

// What the window says, without the buttons: what happened, where, and what was kept.

[[nodiscard]] Message trackingMessage(const TrackEnd& end);
[[nodiscard]] Message openFailedMessage(const QString& path, const QString& reason);
[[nodiscard]] Message frameFailedMessage(qint64 frame, const QString& reason);
[[nodiscard]] Message damageMessage(const std::vector<std::string>& damage);
/// @param track_key  the key that tracks
/// @param tracked    up to the frame on screen
[[nodiscard]] Message demoMessage(const QString& track_key, bool tracked);
[[nodiscard]] Message deviceMessage(const QString& status);

}  // namespace rtrack
