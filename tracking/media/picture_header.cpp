#include "tracking/media/picture_header.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace rtrack {
namespace {

using Bytes = std::span<const uint8_t>;

// What follows each start code 00 00 01, up to the next one.
void for_each_start_code(Bytes bytes, const std::function<void(Bytes)>& visit) {
    size_t part = 0;  // where the part behind the last start code begins; 0: none yet
    size_t at = 0;
    while (at + 3 <= bytes.size()) {
        if (bytes[at + 2] > 1) {
            at += 3;
        } else if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
            if (part > 0) visit(bytes.subspan(part, at - part));
            part = at += 3;
        } else {
            ++at;
        }
    }
    if (part > 0) visit(bytes.subspan(part));
}

// The units of an MP4 or Matroska file, each behind its length.
void for_each_length(Bytes bytes, size_t length_bytes, const std::function<void(Bytes)>& visit) {
    while (bytes.size() > length_bytes) {
        size_t length = 0;
        for (size_t i = 0; i < length_bytes; ++i) length = length << 8 | bytes[i];
        bytes = bytes.subspan(length_bytes);
        length = std::min(length, bytes.size());
        visit(bytes.first(length));
        bytes = bytes.subspan(length);
    }
}

void for_each_unit(const AVCodecParameters& codec, Bytes bytes, const std::function<void(Bytes)>& visit) {
    const bool h265 = codec.codec_id == AV_CODEC_ID_HEVC;
    const int length_at = h265 ? 21 : 4;
    const bool has_lengths = codec.extradata_size > length_at && codec.extradata[0] == 1;
    if (!has_lengths) return for_each_start_code(bytes, visit);
    for_each_length(bytes, static_cast<size_t>(codec.extradata[length_at] & 3) + 1, visit);
}

// H.265 pictures that nothing in their own temporal layer refers to may serve higher layers.
int h265_layers(const AVCodecParameters& codec) {
    constexpr int kVideoParameters = 32;
    const Bytes header(codec.extradata, static_cast<size_t>(std::max(codec.extradata_size, 0)));
    if (header.size() > 21 && header[0] == 1) return header[21] >> 3 & 7;
    int layers = 0;
    for_each_start_code(header, [&](Bytes unit) {
        if (unit.size() > 3 && unit[0] >> 1 == kVideoParameters) layers = (unit[3] >> 1 & 7) + 1;
    });
    return layers;
}

/// How the parts of a packet that hold picture data are marked.
struct Marks {
    int unreferenced = 0;
    int others = 0;

    void add(bool is_unreferenced) { ++(is_unreferenced ? unreferenced : others); }
};

void add_h264(Bytes unit, Marks& marks) {
    const int type = unit.empty() ? 0 : unit[0] & 0x1f;
    if (type >= 1 && type <= 5) marks.add((unit[0] & 0x60) == 0);
}

void add_h265(Bytes unit, int layers, Marks& marks) {
    const int type = unit.size() < 2 ? 63 : unit[0] >> 1 & 0x3f;
    if (type >= 32) return;
    const int layer = unit[1] & 7;  // counted from 1
    marks.add(type < 16 && type % 2 == 0 && layer == layers);
}

void add_mpeg2(Bytes part, Marks& marks) {
    if (part.size() > 2 && part[0] == 0x00) marks.add((part[2] >> 3 & 7) == 3);
}

void add_mpeg4(Bytes part, Marks& marks) {
    if (part.size() > 1 && part[0] == 0xb6) marks.add(part[1] >> 6 == 2);
}

// Without the 3 after 0 0 that keeps start codes out of the data.
std::vector<uint8_t> unescaped(Bytes unit) {
    std::vector<uint8_t> bytes;
    int zeros = 0;
    for (uint8_t byte : unit) {
        const bool escape = zeros >= 2 && byte == 3;
        if (!escape) bytes.push_back(byte);
        zeros = byte == 0 ? zeros + 1 : 0;
    }
    return bytes;
}

// A number of a message of supplemental information: bytes of 255 and a last one, added.
size_t take_sum(Bytes& bytes) {
    size_t sum = 0;
    while (!bytes.empty()) {
        const uint8_t byte = bytes.front();
        bytes = bytes.subspan(1);
        sum += byte;
        if (byte != 255) break;
    }
    return sum;
}

// The message "recovery point" begins with the number of frames until pictures are whole, coded so that its
// first bit is set for 0.
bool recovery_takes_frames(Bytes unit) {
    constexpr int kSupplement = 6;
    constexpr size_t kRecoveryPoint = 6;
    if (unit.empty() || (unit[0] & 0x1f) != kSupplement) return false;
    const std::vector<uint8_t> plain = unescaped(unit.subspan(1));
    for (Bytes rest = plain; rest.size() > 2;) {
        const size_t type = take_sum(rest);
        const size_t size = std::min(take_sum(rest), rest.size());
        if (type == kRecoveryPoint && size > 0) return (rest[0] & 0x80) == 0;
        rest = rest.subspan(size);
    }
    return false;
}

}  // namespace

bool recovers_late(const AVCodecParameters& codec, const AVPacket& packet) {
    if (codec.codec_id != AV_CODEC_ID_H264 || (packet.flags & AV_PKT_FLAG_KEY) == 0) return false;
    bool late = false;
    for_each_unit(codec, Bytes(packet.data, static_cast<size_t>(packet.size)),
                  [&](Bytes unit) { late = late || recovery_takes_frames(unit); });
    return late;
}

bool nothing_refers_to(const AVCodecParameters& codec, const AVPacket& packet) {
    const Bytes bytes(packet.data, static_cast<size_t>(std::max(packet.size, 0)));
    Marks marks;
    switch (codec.codec_id) {
        case AV_CODEC_ID_H264:
            for_each_unit(codec, bytes, [&](Bytes unit) { add_h264(unit, marks); });
            break;
        case AV_CODEC_ID_HEVC:
            for_each_unit(codec, bytes,
                          [&, layers = h265_layers(codec)](Bytes unit) { add_h265(unit, layers, marks); });
            break;
        case AV_CODEC_ID_MPEG1VIDEO:
        case AV_CODEC_ID_MPEG2VIDEO:
            for_each_start_code(bytes, [&](Bytes part) { add_mpeg2(part, marks); });
            break;
        case AV_CODEC_ID_MPEG4:
            for_each_start_code(bytes, [&](Bytes part) { add_mpeg4(part, marks); });
            break;
        default:
            break;
    }
    return marks.unreferenced > 0 && marks.others == 0;
}

}  // namespace rtrack
