#include "tracking/media/packet_setup.h"

#include <algorithm>
#include <new>
#include <utility>

namespace rtrack {
namespace {

using Kind = DecoderSetup::Kind;
constexpr Kind kKinds[] = {Kind::Header, Kind::Palette};

AVPacketSideDataType type_of(Kind kind) {
    return kind == Kind::Header ? AV_PKT_DATA_NEW_EXTRADATA : AV_PKT_DATA_PALETTE;
}

const AVPacketSideData* beside(const AVPacket& packet, Kind kind) {
    for (int i = 0; i < packet.side_data_elems; ++i) {
        if (packet.side_data[i].type == type_of(kind)) return &packet.side_data[i];
    }
    return nullptr;
}

/// In place of what the packet has of this kind.
void put(AVPacket& packet, Kind kind, const void* bytes, size_t size) {
    uint8_t* room = av_packet_new_side_data(&packet, type_of(kind), size);
    if (room == nullptr) throw std::bad_alloc();
    std::copy_n(static_cast<const uint8_t*>(bytes), size, room);
}

}  // namespace

void note_setups(const AVPacket& packet, int32_t number, std::vector<DecoderSetup>& setups) {
    for (const Kind kind : kKinds) {
        const AVPacketSideData* data = beside(packet, kind);
        if (data == nullptr || data->size == 0) continue;
        std::string bytes(reinterpret_cast<const char*>(data->data), data->size);
        const auto newest = std::find_if(setups.rbegin(), setups.rend(),
                                         [kind](const DecoderSetup& setup) { return setup.kind == kind; });
        if (newest != setups.rend() && newest->bytes == bytes) continue;
        setups.push_back({kind, number, std::move(bytes)});
    }
}

void PacketSetup::put_before(int64_t number, const FrameIndex& index, const AVStream& stream,
                             AVPacket& packet) {
    for (const Kind kind : kKinds) {
        const DecoderSetup*& given = given_[static_cast<size_t>(kind)];
        const DecoderSetup* wanted = index.setup_for(number, kind);
        if (wanted == given && beside(packet, kind) == nullptr) continue;
        given = wanted;
        const AVCodecParameters& first = *stream.codecpar;
        if (wanted != nullptr) put(packet, kind, wanted->bytes.data(), wanted->bytes.size());
        if (wanted == nullptr && kind == Kind::Header && first.extradata_size > 0)
            put(packet, kind, first.extradata, static_cast<size_t>(first.extradata_size));
    }
}

}  // namespace rtrack
