#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "tracking/media/frame_index.h"
#include "tracking/media/libav.h"

namespace rtrack {

/// Adds what the container hands over beside this packet.
/// @param number  of the packet
void note_setups(const AVPacket& packet, int32_t number, std::vector<DecoderSetup>& setups);

/// Sees to it that a decoder has, with every packet, the header and the palette that belong to it, however
/// one got there: demuxers hand them over where they change while a file is read in order, and after a seek
/// those of the part before, or none. Internal; one for each decoder.
class PacketSetup {
public:
    /// Call for every packet that goes to the decoder.
    /// @param stream  the packet's
    void put_before(int64_t number, const FrameIndex& index, const AVStream& stream, AVPacket& packet);

private:
    std::array<const DecoderSetup*, 2> given_ = {};  // by kind; null: what the file begins with
};

}  // namespace rtrack
