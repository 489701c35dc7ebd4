#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tracking/media/frame_index.h"
#include "tracking/media/packet_reader.h"

namespace rtrack {

/// What reading all packets of a video once has shown.
struct BuiltIndex {
    FrameIndex index;
    std::vector<std::string> damage;       ///< sentences; empty: nothing found
    std::vector<int64_t> damaged_packets;  ///< packets that the container calls damaged, or beside damage
};

/// Numbers the frames of a video. Reads all packets; decodes only the first few to check the order, and
/// everything only where time stamps do not tell the order (none at all with B-frames, repeated ones, two
/// fields a frame). Leaves the reader anywhere in the file.
/// @throws Error(Data) naming the file if it has no frames; Error(Stopped) if cancelled.
[[nodiscard]] BuiltIndex build_frame_index(PacketReader& packets, int threads,
                                           const std::function<void(double)>& progress);

}  // namespace rtrack
