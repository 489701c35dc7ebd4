#include "tracking/media/frame_index.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

// By time stamp; in decoding order where one is missing.
std::vector<int32_t> shown_in_presentation_order(const std::vector<PacketEntry>& packets) {
    const std::vector<PacketStamps> stamps = stamps_on_one_clock(packets);
    std::vector<int32_t> order;
    bool all_stamped = true;
    for (size_t i = 0; i < packets.size(); ++i) {
        if (!packets[i].shown) continue;
        order.push_back(static_cast<int32_t>(i));
        all_stamped = all_stamped && stamps[i].pts != kNoTimestamp;
    }
    if (all_stamped) {
        std::stable_sort(order.begin(), order.end(),
                         [&](int32_t a, int32_t b) { return stamps[a].pts < stamps[b].pts; });
    }
    return order;
}

// Decoding times, sorted, are the presentation times up to a constant: what is left where a container has
// only those.
std::vector<int64_t> presentation_stamps(const std::vector<PacketEntry>& packets,
                                         const std::vector<int32_t>& order) {
    const std::vector<PacketStamps> stamps = stamps_on_one_clock(packets);
    std::vector<int64_t> by_pts;
    std::vector<int64_t> by_dts;
    bool any_pts_missing = false;
    bool any_dts_missing = false;
    for (int32_t packet : order) {
        by_pts.push_back(stamps[packet].pts);
        by_dts.push_back(stamps[packet].dts);
        any_pts_missing = any_pts_missing || by_pts.back() == kNoTimestamp;
        any_dts_missing = any_dts_missing || by_dts.back() == kNoTimestamp;
    }
    if (!any_pts_missing || any_dts_missing) return by_pts;
    std::sort(by_dts.begin(), by_dts.end());
    return by_dts;
}

// Stamps beyond this are damage; below it sums and differences of a few of them do not overflow.
constexpr int64_t kMostStamp = int64_t{1} << 60;

std::vector<PacketStamps> usable_stamps(const std::vector<PacketEntry>& packets) {
    const auto usable = [](int64_t stamp) {
        return stamp < -kMostStamp || stamp > kMostStamp ? kNoTimestamp : stamp;
    };
    std::vector<PacketStamps> stamps;
    stamps.reserve(packets.size());
    for (const PacketEntry& packet : packets) stamps.push_back({usable(packet.pts), usable(packet.dts)});
    return stamps;
}

// Whether a packet would be shown before all of those right ahead of it, which reordering never does.
bool shown_before_last(const std::vector<PacketStamps>& stamps, size_t packet) {
    constexpr size_t kReordered = 16;
    for (size_t i = packet - std::min(packet, kReordered); i < packet; ++i) {
        if (stamps[i].pts != kNoTimestamp && stamps[i].pts <= stamps[packet].pts) return false;
    }
    return true;
}

// The packets at which the decoding time falls, and the end: a part of a joined file begins at each. Some
// demuxers have presentation times for decoding times behind a join; those fall at any reordered picture.
std::vector<size_t> ends_of_parts(const std::vector<PacketEntry>& packets,
                                  const std::vector<PacketStamps>& stamps) {
    std::vector<size_t> ends;
    int64_t last = kNoTimestamp;
    for (size_t i = 0; i < packets.size(); ++i) {
        if (stamps[i].dts == kNoTimestamp) continue;
        const bool falls = stamps[i].dts < last;
        if (falls && (packets[i].key || shown_before_last(stamps, i))) ends.push_back(i);
        last = stamps[i].dts;
    }
    ends.push_back(packets.size());
    return ends;
}

// First and last presentation time of a part.
struct Span {
    int64_t first = std::numeric_limits<int64_t>::max();
    int64_t last = kNoTimestamp;
    int64_t shown = 0;

    [[nodiscard]] int64_t usual_step() const {
        return shown > 1 ? std::max<int64_t>(1, (last - first) / (shown - 1)) : 1;
    }
};

Span span_of(const std::vector<PacketEntry>& packets, const std::vector<PacketStamps>& stamps, size_t begin,
             size_t end) {
    Span span;
    for (size_t i = begin; i < end; ++i) {
        if (!packets[i].shown || stamps[i].pts == kNoTimestamp) continue;
        span.first = std::min(span.first, stamps[i].pts);
        span.last = std::max(span.last, stamps[i].pts);
        ++span.shown;
    }
    return span;
}

template <typename T>
void put(std::string& bytes, const T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

template <typename T>
T take(const std::string& bytes, size_t& offset) {
    if (bytes.size() - offset < sizeof(T)) throw Error(ErrorCode::Data, "the saved frame index is cut off");
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    offset += sizeof(T);
    return value;
}

// To the end of the bytes: most videos have none, and indices of earlier versions end before them.
std::vector<DecoderSetup> take_setups(const std::string& bytes, size_t& offset) {
    std::vector<DecoderSetup> setups;
    while (offset < bytes.size()) {
        DecoderSetup& setup = setups.emplace_back();
        setup.kind = take<DecoderSetup::Kind>(bytes, offset);
        setup.packet = take<int32_t>(bytes, offset);
        const auto size = take<int64_t>(bytes, offset);
        if (size < 0 || static_cast<uint64_t>(size) > bytes.size() - offset)
            throw Error(ErrorCode::Data, "the saved frame index is cut off");
        setup.bytes = bytes.substr(offset, static_cast<size_t>(size));
        offset += setup.bytes.size();
    }
    return setups;
}

constexpr char kMagic[8] = {'r', 't', 'f', 'i', 'd', 'x', '0', '2'};

}  // namespace

std::vector<PacketStamps> stamps_on_one_clock(const std::vector<PacketEntry>& packets) {
    std::vector<PacketStamps> stamps = usable_stamps(packets);
    int64_t offset = 0;
    int64_t shown_until = kNoTimestamp;  // on the one clock
    int64_t step = 1;
    size_t begin = 0;
    for (const size_t end : ends_of_parts(packets, stamps)) {
        const Span span = span_of(packets, stamps, begin, end);
        if (span.shown > 0) {
            if (shown_until != kNoTimestamp && span.first + offset <= shown_until) {
                offset = std::min(shown_until + step - span.first, 2 * kMostStamp);
            }
            shown_until = std::max(shown_until, span.last + offset);
            step = span.usual_step();
        }
        for (; begin < end; ++begin) {
            if (stamps[begin].pts != kNoTimestamp) stamps[begin].pts += offset;
            if (stamps[begin].dts != kNoTimestamp) stamps[begin].dts += offset;
        }
    }
    return stamps;
}

uint32_t packet_digest(const uint8_t* data, size_t size) {
    uint64_t state = size * 0x9E3779B97F4A7C15ULL;
    const auto mix = [&state](uint64_t word) {
        state = (state ^ word) * 0xD6E8FEB86659FD93ULL;
        state ^= state >> 32;
    };
    size_t offset = 0;
    for (; offset + 8 <= size; offset += 8) {
        uint64_t word = 0;
        std::memcpy(&word, data + offset, 8);
        mix(word);
    }
    uint64_t rest = 0;
    if (offset < size) std::memcpy(&rest, data + offset, size - offset);
    mix(rest);
    return static_cast<uint32_t>(state ^ (state >> 32));
}

FrameIndex::FrameIndex(std::vector<PacketEntry> packets, double seconds_per_unit, double nominal_rate,
                       std::vector<DecoderSetup> setups)
    : packets_(std::move(packets)),
      setups_(std::move(setups)),
      seconds_per_unit_(seconds_per_unit),
      nominal_rate_(nominal_rate) {
    packet_of_frame_ = shown_in_presentation_order(packets_);
    link_packets();
    set_times();
}

FrameIndex::FrameIndex(std::vector<PacketEntry> packets, std::vector<int32_t> packet_of_frame,
                       double seconds_per_unit, double nominal_rate, std::vector<DecoderSetup> setups)
    : packets_(std::move(packets)),
      setups_(std::move(setups)),
      packet_of_frame_(std::move(packet_of_frame)),
      seconds_per_unit_(seconds_per_unit),
      nominal_rate_(nominal_rate) {
    for (PacketEntry& packet : packets_) packet.shown = false;
    for (int32_t packet : packet_of_frame_) {
        if (packet < 0 || packet >= packet_count() || packets_[packet].shown) {
            throw Error(ErrorCode::Contract, "a frame index names packet " + std::to_string(packet) +
                                                 " twice or does not have it");
        }
        packets_[packet].shown = true;
    }
    link_packets();
    set_times();
}

void FrameIndex::link_packets() {
    frame_of_packet_.assign(packets_.size(), -1);
    for (size_t frame = 0; frame < packet_of_frame_.size(); ++frame) {
        frame_of_packet_[packet_of_frame_[frame]] = static_cast<int32_t>(frame);
    }
    last_frame_until_.resize(packets_.size());
    int32_t last = -1;
    for (size_t packet = 0; packet < packets_.size(); ++packet) {
        last = std::max(last, frame_of_packet_[packet]);
        last_frame_until_[packet] = last;
        if (packets_[packet].key) keys_.push_back(static_cast<int32_t>(packet));
    }
}

void FrameIndex::set_times() {
    const size_t count = packet_of_frame_.size();
    const std::vector<int64_t> stamps = presentation_stamps(packets_, packet_of_frame_);
    std::vector<int64_t> steps;
    for (size_t i = 0; i < count; ++i) {
        missing_timestamps_ += packets_[packet_of_frame_[i]].pts == kNoTimestamp ? 1 : 0;
        if (i == 0 || stamps[i] == kNoTimestamp || stamps[i - 1] == kNoTimestamp) continue;
        if (stamps[i] <= stamps[i - 1]) {
            ++repeated_timestamps_;
        } else {
            steps.push_back(stamps[i] - stamps[i - 1]);
        }
    }
    double usual_seconds = nominal_rate_ > 0 ? 1.0 / nominal_rate_ : 0;
    if (!steps.empty()) {
        const auto middle = steps.begin() + static_cast<int64_t>(steps.size() / 2);
        std::nth_element(steps.begin(), middle, steps.end());
        const auto median = static_cast<double>(*middle);
        const auto [least, most] = std::minmax_element(steps.begin(), steps.end());
        // A container that rounds to its time base (Matroska: 1 ms) moves a constant step by one unit either
        // way. Where the clock counts the frames themselves (AVI), a unit is no rounding.
        constexpr double kMostRounding = 0.0025;  // seconds
        const double rounding =
            seconds_per_unit_ > 0 ? std::min(2.0, kMostRounding / seconds_per_unit_) : 2.0;
        const double tolerance = std::max(rounding, 0.05 * median);
        variable_rate_ = static_cast<double>(*most - *least) > tolerance;
        if (usual_seconds == 0) usual_seconds = median * seconds_per_unit_;
    }
    if (usual_seconds == 0) usual_seconds = 1.0 / 25;  // no time at all: what FFmpeg assumes too

    seconds_.resize(count);
    for (size_t i = 0; i < count; ++i) {
        const bool known = stamps[i] != kNoTimestamp && stamps[0] != kNoTimestamp;
        const double stamped = known ? static_cast<double>(stamps[i] - stamps[0]) * seconds_per_unit_ : -1;
        const double least = i == 0 ? 0 : seconds_[i - 1];
        seconds_[i] =
            i == 0 || stamped > least ? std::max(stamped, 0.0) : least + (known ? 0 : usual_seconds);
    }
    const double span = count > 1 ? seconds_.back() : 0;
    frames_per_second_ = span > 0 ? static_cast<double>(count - 1) / span : 1.0 / usual_seconds;
}

const DecoderSetup* FrameIndex::setup_for(int64_t packet, DecoderSetup::Kind kind) const {
    const auto newest = std::find_if(setups_.rbegin(), setups_.rend(), [&](const DecoderSetup& setup) {
        return setup.kind == kind && setup.packet <= packet;
    });
    return newest == setups_.rend() ? nullptr : &*newest;
}

int64_t FrameIndex::start_packet_for(int64_t frame) const {
    auto key = std::upper_bound(keys_.begin(), keys_.end(), packet_of_frame(frame));
    while (key != keys_.begin()) {
        --key;
        if (frame_of_packet(*key) <= frame) return *key;
    }
    return 0;
}

int64_t FrameIndex::key_before(int64_t packet) const {
    const auto key = std::lower_bound(keys_.begin(), keys_.end(), packet);
    return key == keys_.begin() ? 0 : *(key - 1);
}

int64_t FrameIndex::key_after(int64_t packet) const {
    const auto key = std::upper_bound(keys_.begin(), keys_.end(), packet);
    return key == keys_.end() ? packet_count() : *key;
}

int64_t FrameIndex::fresh_start_after(int64_t packet) const {
    const int64_t key = key_after(packet);
    return key < packet_count() && packets_[key].recovers_late ? key_after(key) : key;
}

bool FrameIndex::leads(int64_t packet, int64_t key) const {
    return packet > key && frame_of_packet(packet) >= 0 && frame_of_packet(packet) < frame_of_packet(key);
}

bool FrameIndex::may_need(int64_t packet, int64_t earlier_packet) const {
    if (packet <= earlier_packet) return false;
    const int64_t key = key_before(earlier_packet + 1);
    if (!packets_[key].recovers_late && leads(earlier_packet, key)) return leads(packet, key);
    const int64_t start = fresh_start_after(earlier_packet);
    return packet < start || (packet < key_after(start) && leads(packet, start));
}

FrameRange FrameIndex::group_of(int64_t frame) const {
    const int64_t start = start_packet_for(frame);
    FrameRange range{frame, frame + 1};
    while (range.first > 0 && start_packet_for(range.first - 1) == start) --range.first;
    while (range.end < frame_count() && start_packet_for(range.end) == start) ++range.end;
    return range;
}

std::string FrameIndex::to_bytes() const {
    std::string bytes(kMagic, sizeof(kMagic));
    put(bytes, seconds_per_unit_);
    put(bytes, nominal_rate_);
    put(bytes, packet_count());
    put(bytes, frame_count());
    for (const PacketEntry& packet : packets_) {
        put(bytes, packet.pts);
        put(bytes, packet.dts);
        put(bytes, packet.pos);
        put(bytes, packet.size);
        put(bytes, packet.digest);
        put(bytes, static_cast<uint8_t>((packet.key ? 1 : 0) | (packet.corrupt ? 2 : 0) |
                                        (packet.referenced ? 0 : 4) | (packet.recovers_late ? 8 : 0) |
                                        (packet.beside_gap ? 16 : 0)));
    }
    for (int32_t packet : packet_of_frame_) put(bytes, packet);
    for (const DecoderSetup& setup : setups_) {
        put(bytes, setup.kind);
        put(bytes, setup.packet);
        put(bytes, static_cast<int64_t>(setup.bytes.size()));
        bytes += setup.bytes;
    }
    return bytes;
}

FrameIndex FrameIndex::from_bytes(const std::string& bytes) {
    if (bytes.size() < sizeof(kMagic) || std::memcmp(bytes.data(), kMagic, sizeof(kMagic)) != 0) {
        throw Error(ErrorCode::Data, "this is not a frame index of this version");
    }
    size_t offset = sizeof(kMagic);
    const auto seconds_per_unit = take<double>(bytes, offset);
    const auto nominal_rate = take<double>(bytes, offset);
    const auto packet_count = take<int64_t>(bytes, offset);
    const auto frame_count = take<int64_t>(bytes, offset);
    const auto limit = static_cast<int64_t>(bytes.size());
    if (packet_count < 0 || frame_count < 0 || packet_count > limit || frame_count > packet_count) {
        throw Error(ErrorCode::Data, "the saved frame index is damaged");
    }
    std::vector<PacketEntry> packets(static_cast<size_t>(packet_count));
    for (PacketEntry& packet : packets) {
        packet.pts = take<int64_t>(bytes, offset);
        packet.dts = take<int64_t>(bytes, offset);
        packet.pos = take<int64_t>(bytes, offset);
        packet.size = take<int32_t>(bytes, offset);
        packet.digest = take<uint32_t>(bytes, offset);
        const auto flags = take<uint8_t>(bytes, offset);
        packet.key = (flags & 1) != 0;
        packet.corrupt = (flags & 2) != 0;
        packet.referenced = (flags & 4) == 0;  // indices of earlier versions know none of these
        packet.recovers_late = (flags & 8) != 0;
        packet.beside_gap = (flags & 16) != 0;
    }
    std::vector<int32_t> order(static_cast<size_t>(frame_count));
    for (int32_t& packet : order) packet = take<int32_t>(bytes, offset);
    std::vector<DecoderSetup> setups = take_setups(bytes, offset);
    try {
        return {std::move(packets), std::move(order), seconds_per_unit, nominal_rate, std::move(setups)};
    } catch (const Error& failure) {
        throw Error(ErrorCode::Data, std::string("the saved frame index is damaged: ") + failure.what());
    }
}

std::vector<double> frame_times(const std::string& index_bytes) {
    const FrameIndex index = FrameIndex::from_bytes(index_bytes);
    std::vector<double> times;
    for (int64_t frame = 0; frame < index.frame_count(); ++frame) times.push_back(index.seconds_at(frame));
    return times;
}

}  // namespace rtrack
