#pragma once

#include <filesystem>

#include "tracking/annotation/formats/format.h"
#include "tracking/sequences/sequence_record.h"

namespace rtrack {

/// What a layout's reader found, as tracks: one for each sequence, in the video that it belongs to. Corners
/// that the format counts from 1 are counted from 0, and absent frames have no box.
/// @throws Error(Data) naming the path if there is nothing of this format at all.
[[nodiscard]] ReadResult tracks_of_sequences(const SequenceRecords& records,
                                             const std::filesystem::path& path, const Format& format);

}  // namespace rtrack
