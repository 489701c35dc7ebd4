#pragma once

#include "tracking/annotation/project_items.h"
#include "widgets/common/message_bar.h"

namespace rtrack {

// What the window says about projects and their files, without the buttons.

[[nodiscard]] Message readOnlyMessage(const QString& file);
[[nodiscard]] Message openElsewhereMessage(const QString& file, const QString& reason);
[[nodiscard]] Message backupFailedMessage(const QString& reason);
[[nodiscard]] Message waitForCopyMessage();
[[nodiscard]] Message saveFailedMessage(const QString& file, const QString& reason);
[[nodiscard]] Message savedAsMessage(const QString& file);
/// @param counts, tracks  what is in the file
/// @param checksum        of its content, read back from it; empty: not read yet
[[nodiscard]] Message savedAlreadyMessage(const QString& file, const BoxCounts& counts, size_t tracks,
                                          const QString& checksum = {});
[[nodiscard]] Message notReadBackMessage(const QString& file, const QString& reason);
/// Its file was deleted, renamed or replaced.
[[nodiscard]] Message lostMessage(const QString& file);
[[nodiscard]] Message changeRefusedMessage(const QString& reason);
[[nodiscard]] Message movedMessage(const QString& path);
[[nodiscard]] Message videoFailedMessage(const QString& path, const QString& reason);
/// @param frame  the first that is shown at another time than when the boxes were made
[[nodiscard]] Message retimedMessage(const QString& path, qint64 frame);
/// `path` holds other pictures than the boxes were made on.
[[nodiscard]] Message otherPicturesMessage(const QString& path, const Video& known, const Video& found);
[[nodiscard]] Message impossibleMessage(const QString& reason);
/// @param direction  +1: there is nothing after this place; -1: nothing before it
/// @param key  that goes the other way; empty: none does
[[nodiscard]] Message queueEndedMessage(int direction, bool all_seen, const QString& key);
/// While places are still looked for.
[[nodiscard]] QString waitingForQueueText();
[[nodiscard]] Message queueFailedMessage(const QString& reason);
/// A step of the history that is about a video that is not on screen. @param path  of the video
[[nodiscard]] Message restoredElsewhereMessage(bool undone, const QString& step, const QString& path);
[[nodiscard]] Message tailCutMessage(qint64 boxes);
[[nodiscard]] Message mergedWithLossMessage(qint64 boxes);
[[nodiscard]] Message tracksRemovedMessage(qint64 tracks, qint64 boxes);
[[nodiscard]] Message videoRemovedMessage(const QString& name, qint64 tracks, qint64 boxes);

}  // namespace rtrack
