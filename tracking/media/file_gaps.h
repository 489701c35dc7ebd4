#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tracking/media/frame_index.h"
#include "tracking/media/packet_reader.h"

namespace rtrack {

/// A place where the structure of the file is broken, so that packets are gone without a trace.
struct FileGap {
    int64_t position = 0;  ///< byte of the file
    int64_t before = -1;   ///< the last packet ahead of it; -1: none
    int64_t after = -1;    ///< the first packet behind it; the number of packets: none
    int64_t lost = 0;      ///< about how many packets are gone; 0: none, or unknown
};

/// Where packets are gone: where the demuxer complained (Matroska, FLV), where an AVI lists pictures that
/// were not found, and where fragments of an MP4 are broken. How many they are is told by the list, or by
/// the time that is missing.
/// @param packets  after reading all of `entries` since it was opened.
[[nodiscard]] std::vector<FileGap> find_gaps(const PacketReader& packets,
                                             const std::vector<PacketEntry>& entries);

/// Marks the packets beside the gaps: PacketEntry::beside_gap. A key packet behind one needs nothing ahead.
void mark_packets_beside(const std::vector<FileGap>& gaps, std::vector<PacketEntry>& entries);

/// One sentence a gap; many are summed up.
[[nodiscard]] std::vector<std::string> sentences_about(const std::vector<FileGap>& gaps,
                                                       const FrameIndex& index);

}  // namespace rtrack
