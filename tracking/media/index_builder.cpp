#include "tracking/media/index_builder.h"

#include <algorithm>
#include <utility>

#include "tracking/base/error.h"
#include "tracking/media/video_decoder.h"

namespace rtrack {
namespace {

constexpr int64_t kProbePackets = 16;

struct Stream {
    std::vector<PacketEntry> entries;
    double seconds_per_unit = 0;
    double nominal_rate = 0;
    bool fields = false;  // some packets hold half a frame
};

Stream read_entries(PacketReader& packets, const std::function<void(double)>& progress) {
    Stream stream;
    const AVStream& source = packets.stream();
    stream.seconds_per_unit = av_q2d(source.time_base);
    const AVRational rate = source.avg_frame_rate.num > 0 ? source.avg_frame_rate : source.r_frame_rate;
    stream.nominal_rate = rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0;
    libav::PacketPtr packet = libav::make_packet();
    while (packets.read(packet.get())) {
        stream.entries.push_back(packets.entry_of(*packet));
        const AVCodecParserContext* parser = av_stream_get_parser(&source);
        stream.fields = stream.fields || (parser != nullptr &&
                                          (parser->picture_structure == AV_PICTURE_STRUCTURE_TOP_FIELD ||
                                           parser->picture_structure == AV_PICTURE_STRUCTURE_BOTTOM_FIELD));
        if (progress && stream.entries.size() % 256 == 0) progress(packets.part_read());
    }
    // A frame of two packets has one name: damage in either packet must count for both.
    if (stream.fields) {
        for (PacketEntry& entry : stream.entries) entry.referenced = true;
    }
    return stream;
}

bool is_intra_only(AVCodecID codec) {
    const AVCodecDescriptor* descriptor = avcodec_descriptor_get(codec);
    return descriptor != nullptr && (descriptor->props & AV_CODEC_PROP_INTRA_ONLY) != 0;
}

// Whether the time stamps tell the order in which the frames are shown.
bool stamps_tell_order(const std::vector<PacketEntry>& entries, const AVCodecParameters& codec) {
    if (is_intra_only(codec.codec_id)) return true;
    std::vector<int64_t> stamps;
    for (const PacketEntry& entry : entries) {
        if (!entry.shown) continue;
        if (entry.pts == kNoTimestamp) return codec.video_delay == 0;
        stamps.push_back(entry.pts);
    }
    if (std::is_sorted(stamps.begin(), stamps.end())) return true;
    std::sort(stamps.begin(), stamps.end());
    return std::adjacent_find(stamps.begin(), stamps.end()) == stamps.end();
}

struct DecodedOrder {
    std::vector<int32_t> packets;  // whose pictures the decoder gives, in the order in which it gives them
    std::vector<int32_t> intra;    // those of them that stand for themselves
};

/// @param count  only the first `count` packets; -1: all.
DecodedOrder decoded_order(PacketReader& packets, int threads, int64_t count,
                           const std::function<void(double)>& progress) {
    packets.rewind();
    VideoDecoder decoder(packets, threads);
    decoder.stop_before(count);
    DecodedOrder order;
    while (const auto picture = decoder.next()) {
        order.packets.push_back(static_cast<int32_t>(picture->packet));
        if (picture->intra) order.intra.push_back(order.packets.back());
        if (progress && order.packets.size() % 64 == 0) progress(packets.part_read());
    }
    return order;
}

enum class Verdict { Agrees, StartsLate, Disagrees };

// Compares the index with what the decoder makes of the first packets. What a stream that was cut out of
// another one cannot decode at its start (no key packet yet, or leading pictures of the first one) is taken
// out of `entries`.
Verdict judge(const FrameIndex& index, const std::vector<int32_t>& order, int64_t count,
              std::vector<PacketEntry>& entries) {
    std::vector<bool> given(static_cast<size_t>(count), false);
    int64_t last_frame = -1;
    for (int32_t packet : order) {
        const int64_t frame = index.frame_of_packet(packet);
        if (frame <= last_frame) return Verdict::Disagrees;
        last_frame = frame;
        given[packet] = true;
    }
    if (order.empty()) return Verdict::Agrees;  // damaged: the reader will say which frames
    const int64_t first_frame = index.frame_of_packet(order.front());
    int64_t missing = 0;
    int64_t late = 0;
    for (int64_t packet = 0; packet < count; ++packet) {
        if (given[packet] || index.frame_of_packet(packet) < 0) continue;
        ++missing;
        if (index.frame_of_packet(packet) < first_frame) {
            ++late;
            entries[packet].shown = false;
        }
    }
    if (3 * (missing - late) >= static_cast<int64_t>(order.size())) return Verdict::Disagrees;
    return late > 0 ? Verdict::StartsLate : Verdict::Agrees;
}

// A packet can only be a start if its own picture stands for itself: parsers take fillers of packed AVI for
// key frames.
FrameIndex index_from_decoded(Stream& stream, DecodedOrder order) {
    std::vector<char> seen(stream.entries.size(), 0);
    std::erase_if(order.packets, [&](int32_t packet) { return std::exchange(seen[packet], 1) != 0; });
    std::vector<char> intra(stream.entries.size(), 0);
    for (int32_t packet : order.intra) intra[packet] = 1;
    for (size_t i = 0; i < stream.entries.size(); ++i) stream.entries[i].key &= intra[i] != 0;
    return {stream.entries, std::move(order.packets), stream.seconds_per_unit, stream.nominal_rate};
}

void note_damage(const PacketReader& packets, const Stream& stream, BuiltIndex& built) {
    const auto count = static_cast<int64_t>(stream.entries.size());
    for (int64_t i = 0; i < count; ++i) {
        if (stream.entries[i].corrupt) built.damaged_packets.push_back(i);
    }
    const std::string frames = std::to_string(built.index.frame_count());
    if (packets.stream().nb_frames > count) {
        built.damage.push_back("The file is cut off: it says that it has " +
                               std::to_string(packets.stream().nb_frames) + " frames, " + frames +
                               " are in it and can be used.");
    } else if (!packets.read_error().empty()) {
        built.damage.push_back("Reading stopped before the end of the file (" + packets.read_error() +
                               "); the first " + frames + " frames can be used.");
    }
    if (!built.damaged_packets.empty()) {
        built.damage.push_back("Bytes are missing in " + std::to_string(built.damaged_packets.size()) +
                               " compressed pictures; frames that need them are reported as missing.");
    }
}

}  // namespace

BuiltIndex build_frame_index(PacketReader& packets, int threads,
                             const std::function<void(double)>& progress) {
    Stream stream = read_entries(packets, progress);
    const AVCodecParameters& codec = *packets.stream().codecpar;
    const auto no_frames = [&] {
        throw Error(ErrorCode::Data,
                    packets.name() + " has a video stream without a single frame" +
                        (packets.read_error().empty() ? "" : " (" + packets.read_error() + ")"));
    };
    if (stream.entries.empty()) no_frames();

    BuiltIndex built;
    built.index = FrameIndex(stream.entries, stream.seconds_per_unit, stream.nominal_rate);
    if (built.index.frame_count() == 0) no_frames();
    packets.use_index(built.index);
    bool certain = !stream.fields && stamps_tell_order(stream.entries, codec);
    if (certain) {
        const int64_t count = std::min(kProbePackets, built.index.packet_count());
        const std::vector<int32_t> order = decoded_order(packets, threads, count, {}).packets;
        const Verdict verdict = judge(built.index, order, count, stream.entries);
        certain = verdict != Verdict::Disagrees;
        if (verdict == Verdict::StartsLate) {
            built.index = FrameIndex(stream.entries, stream.seconds_per_unit, stream.nominal_rate);
            built.damage.emplace_back(
                "The video starts in the middle of a group of pictures; what cannot be decoded "
                "before its first key frame is not counted.");
        }
    }
    if (!certain) {
        DecodedOrder order = decoded_order(packets, threads, -1, progress);
        if (order.packets.empty()) no_frames();
        built.index = index_from_decoded(stream, std::move(order));
    }
    note_damage(packets, stream, built);
    if (progress) progress(1.0);
    return built;
}

}  // namespace rtrack
