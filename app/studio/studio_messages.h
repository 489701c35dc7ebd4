#pragma once

#include "widgets/annotate/track_loop.h"
#include "widgets/common/message_bar.h"

namespace rtrack {

// What the window says, without the buttons: what happened, where, and what was kept.

/// @param frame_count  of the video
[[nodiscard]] Message trackingMessage(const TrackEnd& end, int64_t frame_count);
/// @param tracked, better  stretches that were tracked again, and how many of them came out better
[[nodiscard]] Message retrackMessage(const TrackEnd& end, size_t tracked, size_t better);
[[nodiscard]] QString retrackProgressText(size_t count);
/// @param without_start  flagged stretches that have no box to start from
[[nodiscard]] Message nothingToRetrackMessage(int64_t without_start);
/// @param keeps  something was open before
[[nodiscard]] Message openFailedMessage(const QString& path, const QString& reason, bool keeps);
[[nodiscard]] Message frameFailedMessage(qint64 frame, const QString& reason);
[[nodiscard]] Message damageMessage(const std::vector<std::string>& damage);
/// @param track_key  the key that tracks
/// @param tracked    up to the frame on screen
[[nodiscard]] Message demoMessage(const QString& track_key, bool tracked);

}  // namespace rtrack
