#include "tracking/media/index_builder.h"

#include <algorithm>
#include <set>
#include <utility>

#include "tracking/base/error.h"
#include "tracking/media/encryption.h"
#include "tracking/media/file_end.h"
#include "tracking/media/file_gaps.h"
#include "tracking/media/packet_setup.h"
#include "tracking/media/video_decoder.h"

namespace rtrack {
namespace {

constexpr int64_t kProbePackets = 16;

struct Stream {
    std::vector<PacketEntry> entries;
    std::vector<DecoderSetup> setups;
    double seconds_per_unit = 0;
    double nominal_rate = 0;
    bool fields = false;    // some packets hold half a frame
    bool cut_away = false;  // the file's edit list hides some packets
};

Stream read_entries(PacketReader& packets, const std::function<void(double)>& progress) {
    Stream stream;
    const AVStream& source = packets.stream();
    stream.seconds_per_unit = av_q2d(source.time_base);
    const AVRational rate = source.avg_frame_rate.num > 0 ? source.avg_frame_rate : source.r_frame_rate;
    stream.nominal_rate = rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0;
    libav::PacketPtr packet = libav::make_packet();
    while (packets.read(packet.get())) {
        note_setups(*packet, static_cast<int32_t>(stream.entries.size()), stream.setups);
        stream.entries.push_back(packets.entry_of(*packet));
        stream.cut_away = stream.cut_away || (packet->flags & AV_PKT_FLAG_DISCARD) != 0;
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

FrameIndex index_by_stamps(const Stream& stream) {
    return {stream.entries, stream.seconds_per_unit, stream.nominal_rate, stream.setups};
}

bool is_intra_only(AVCodecID codec) {
    const AVCodecDescriptor* descriptor = avcodec_descriptor_get(codec);
    return descriptor != nullptr && (descriptor->props & AV_CODEC_PROP_INTRA_ONLY) != 0;
}

// Whether the time stamps tell the order in which the frames are shown.
bool stamps_tell_order(const std::vector<PacketEntry>& entries, const AVCodecParameters& codec) {
    if (is_intra_only(codec.codec_id)) return true;
    const std::vector<PacketStamps> all = stamps_on_one_clock(entries);
    std::vector<int64_t> stamps;
    for (size_t i = 0; i < entries.size(); ++i) {
        if (!entries[i].shown) continue;
        if (all[i].pts == kNoTimestamp) return codec.video_delay == 0;
        stamps.push_back(all[i].pts);
    }
    if (std::is_sorted(stamps.begin(), stamps.end())) return true;
    std::sort(stamps.begin(), stamps.end());
    return std::adjacent_find(stamps.begin(), stamps.end()) == stamps.end();
}

struct DecodedOrder {
    std::vector<int32_t> packets;  // whose pictures the decoder gives, in the order in which it gives them
    std::vector<int32_t> intra;    // those of them that stand for themselves
    std::set<int64_t> complained;  // packets that the decoder found fault with
};

void note_complaints(VideoDecoder& decoder, DecodedOrder& order) {
    for (const DecoderComplaint& complaint : decoder.take_complaints()) {
        order.complained.insert(complaint.packet);
    }
}

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
        note_complaints(decoder, order);
        if (progress && order.packets.size() % 64 == 0) progress(packets.part_read());
    }
    note_complaints(decoder, order);
    return order;
}

enum class Verdict { Agrees, StartsLate, Disagrees };

struct Judgement {
    Verdict verdict = Verdict::Agrees;
    int64_t late = 0;  // pictures at the start that cannot be decoded
};

// Whether this packet, which comes to nothing, belongs to a stream that was cut out of another one: no key
// packet yet, or what the first one cannot give.
bool is_late(const FrameIndex& index, int64_t packet, int64_t first_key) {
    return packet < first_key || index.packets()[first_key].recovers_late ||
           index.frame_of_packet(packet) < index.frame_of_packet(first_key);
}

// Compares the index with what the decoder makes of the first packets. What a stream that was cut out of
// another one cannot decode at its start is taken out of `entries`. Damaged pictures stay, and where there
// are any, the decoder's order proves nothing: the reader will say which frames are lost.
Judgement judge(const FrameIndex& index, const DecodedOrder& order, int64_t count,
                std::vector<PacketEntry>& entries) {
    if (order.packets.empty()) return {};
    std::vector<bool> given(static_cast<size_t>(count), false);
    bool ordered = true;
    int64_t last_frame = -1;
    for (int32_t packet : order.packets) {
        const int64_t frame = index.frame_of_packet(packet);
        ordered = ordered && frame > last_frame;
        last_frame = frame;
        given[packet] = true;
    }
    const int64_t first_frame = index.frame_of_packet(order.packets.front());
    const int64_t first_key = index.packets()[0].key ? 0 : index.key_after(0);
    Judgement judgement;
    int64_t missing = 0;
    bool damaged = false;
    std::vector<int64_t> late;
    for (int64_t packet = 0; packet < count; ++packet) {
        if (given[packet] || index.frame_of_packet(packet) < 0) continue;
        if (index.frame_of_packet(packet) < first_frame && is_late(index, packet, first_key)) {
            late.push_back(packet);
        } else {
            ++missing;
            damaged = damaged || order.complained.count(packet) > 0;
        }
    }
    const bool too_many = 3 * missing >= static_cast<int64_t>(order.packets.size());
    if (!damaged && (!ordered || too_many)) {
        judgement.verdict = Verdict::Disagrees;
        return judgement;
    }
    for (int64_t packet : late) entries[packet].shown = false;
    judgement.late = static_cast<int64_t>(late.size());
    judgement.verdict = late.empty() ? Verdict::Agrees : Verdict::StartsLate;
    return judgement;
}

// The pictures that did not come, of packets that the decoder found fault with and of those that need them.
int64_t lost_pictures(const FrameIndex& index, const DecodedOrder& order) {
    const std::set<int64_t> given(order.packets.begin(), order.packets.end());
    int64_t lost = 0;
    for (int64_t packet = 0; packet < index.packet_count(); ++packet) {
        if (!index.packets()[packet].shown || given.count(packet) > 0) continue;
        const auto behind = order.complained.upper_bound(packet);
        if (behind == order.complained.begin()) continue;
        const int64_t complained = *std::prev(behind);
        lost += packet == complained || index.may_need(packet, complained) ? 1 : 0;
    }
    return lost;
}

// A packet can only be a start if its own picture stands for itself: parsers take fillers of packed AVI for
// key frames.
FrameIndex index_from_decoded(Stream& stream, DecodedOrder order) {
    std::vector<char> seen(stream.entries.size(), 0);
    std::erase_if(order.packets, [&](int32_t packet) { return std::exchange(seen[packet], 1) != 0; });
    std::vector<char> intra(stream.entries.size(), 0);
    for (int32_t packet : order.intra) intra[packet] = 1;
    for (size_t i = 0; i < stream.entries.size(); ++i) stream.entries[i].key &= intra[i] != 0;
    return {stream.entries, std::move(order.packets), stream.seconds_per_unit, stream.nominal_rate,
            stream.setups};
}

/// What the container says that it has. An MP4 counts also what its edit list leaves out: its index does not.
int64_t stated_packets(AVStream& stream, const std::string& format) {
    const int64_t indexed = avformat_index_get_entries_count(&stream);
    const bool has_edit_lists = format.find("mp4") != std::string::npos;
    return has_edit_lists && indexed > 0 ? std::min(stream.nb_frames, indexed) : stream.nb_frames;
}

void note_damage(const PacketReader& packets, const Stream& stream, const std::vector<FileGap>& gaps,
                 BuiltIndex& built) {
    const auto count = static_cast<int64_t>(stream.entries.size());
    int64_t corrupt = 0;
    for (int64_t i = 0; i < count; ++i) {
        const PacketEntry& entry = stream.entries[i];
        if (entry.corrupt || entry.beside_gap) built.damaged_packets.push_back(i);
        corrupt += entry.corrupt ? 1 : 0;
    }
    const std::string frames = std::to_string(built.index.frame_count());
    const std::string format = packets.format().iformat->name;
    const bool early = ends_early(packets.name(), format);
    const int64_t stated = stated_packets(packets.stream(), format);
    // The header of an AVI counts empty chunks too.
    if (stated > count && (early || format != "avi")) {
        built.damage.push_back("The file is cut off: it says that it has " + std::to_string(stated) +
                               " frames, " + frames + " are in it and can be used.");
    } else if (early) {
        built.damage.push_back("The file is cut off: it ends before the end that it states; the first " +
                               frames + " frames are in it and can be used.");
    } else if (!packets.read_error().empty()) {
        built.damage.push_back("Reading stopped before the end of the file (" + packets.read_error() +
                               "); the first " + frames + " frames can be used.");
    }
    for (std::string& sentence : sentences_about(gaps, built.index))
        built.damage.push_back(std::move(sentence));
    if (corrupt > 0) {
        built.damage.push_back("Bytes are missing in " + std::to_string(corrupt) +
                               " compressed pictures; frames that need them are reported as missing.");
    }
}

}  // namespace

BuiltIndex build_frame_index(PacketReader& packets, int threads,
                             const std::function<void(double)>& progress) {
    Stream stream = read_entries(packets, progress);
    const AVCodecParameters& codec = *packets.stream().codecpar;
    const auto no_frames = [&] {
        refuse_if_encrypted(packets.name());
        if (stream.cut_away) {
            throw Error(ErrorCode::Data,
                        packets.name() + " shows nothing: its edit list hides all of its pictures");
        }
        throw Error(ErrorCode::Data,
                    packets.name() + " has a video stream without a single frame" +
                        (packets.read_error().empty() ? "" : " (" + packets.read_error() + ")"));
    };
    if (stream.entries.empty()) no_frames();
    const std::vector<FileGap> gaps = find_gaps(packets, stream.entries);
    mark_packets_beside(gaps, stream.entries);

    BuiltIndex built;
    built.index = index_by_stamps(stream);
    if (built.index.frame_count() == 0) no_frames();
    packets.use_index(built.index);
    bool certain = !stream.fields && stamps_tell_order(stream.entries, codec);
    if (certain) {
        const int64_t count = std::min(kProbePackets, built.index.packet_count());
        const DecodedOrder order = decoded_order(packets, threads, count, {});
        const Judgement judgement = judge(built.index, order, count, stream.entries);
        certain = judgement.verdict != Verdict::Disagrees;
        if (judgement.verdict == Verdict::StartsLate) {
            built.index = index_by_stamps(stream);
            built.damage.push_back("The video starts in the middle of a group of pictures; its first " +
                                   std::to_string(judgement.late) +
                                   " pictures cannot be decoded and are not counted.");
        }
    }
    if (!certain) {
        DecodedOrder order = decoded_order(packets, threads, -1, progress);
        if (order.packets.empty()) no_frames();
        const int64_t lost = lost_pictures(built.index, order);
        if (lost > 0) {
            built.damage.push_back(std::to_string(lost) +
                                   " compressed pictures cannot be decoded and are not counted.");
        }
        built.index = index_from_decoded(stream, std::move(order));
    }
    note_damage(packets, stream, gaps, built);
    if (progress) progress(1.0);
    return built;
}

}  // namespace rtrack
