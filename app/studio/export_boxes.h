#pragma once

#include <functional>

#include "app/studio/exchange_messages.h"
#include "app/studio/studio_services.h"
#include "widgets/exchange/export_choice.h"

namespace rtrack {

/// Writes what a person chose, with the frames as pictures if they are wanted. For a thread of its own: reads
/// the project through a connection of its own.
///
/// @param progress  the share done, in [0, 1]; moves only while pictures are written or a video is drawn
/// @throws Error(Data) naming the file that is in the way, cannot be written, or the video that is not there;
/// Error(Argument) if the format cannot hold the choice; Error(Stopped) once `cancelled` says so.
[[nodiscard]] ExportReport export_boxes(const ExportChoice& choice, const ExportSubject& subject,
                                        bool overwrite, const StudioServices& services,
                                        const std::function<void(double)>& progress,
                                        const std::function<bool()>& cancelled);

}  // namespace rtrack
