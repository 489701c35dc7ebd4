#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace rtrack {

/// Frames [first, end).
struct FrameRange {
    int64_t first = 0;
    int64_t end = 0;
};

/// No time stamp: the container does not give one.
constexpr int64_t kNoTimestamp = std::numeric_limits<int64_t>::min();

/// One compressed picture of the video stream, as the container holds it.
struct PacketEntry {
    int64_t pts = kNoTimestamp;  ///< presentation time, in time-base units
    int64_t dts = kNoTimestamp;  ///< decoding time, in time-base units
    int64_t pos = -1;            ///< byte position in the file; -1: unknown
    int32_t size = 0;            ///< bytes
    uint32_t digest = 0;         ///< of the bytes (packet_digest): recognises the packet after a seek
    bool key = false;            ///< decoding can start here
    bool shown = true;     ///< gives a frame: false for what an edit list cuts away and for hidden references
    bool corrupt = false;  ///< the container already says that bytes are missing
    /// Bytes of the file are damaged right beside it: it may be, or need, what is lost.
    bool beside_gap = false;
    bool recovers_late = false;  ///< a key packet from which on pictures are whole only after a while
    bool referenced = true;      ///< false: the stream says that no other picture refers to this one
    bool operator==(const PacketEntry&) const = default;
};

/// What a container hands to the decoder once, beside a packet, for this one and those behind it: a new
/// header (MP4 and FLV keep the parameter sets of H.264 and H.265 outside the packets) or a palette.
struct DecoderSetup {
    enum class Kind : uint8_t { Header, Palette };
    Kind kind = Kind::Header;
    int32_t packet = 0;  ///< the first that needs it
    std::string bytes;
    bool operator==(const DecoderSetup&) const = default;
};

/// A quick digest of a packet's bytes; not cryptographic.
[[nodiscard]] uint32_t packet_digest(const uint8_t* data, size_t size);

/// A packet's time stamps, in time-base units; kNoTimestamp where the container gives none.
struct PacketStamps {
    int64_t pts = kNoTimestamp;
    int64_t dts = kNoTimestamp;
};
/// The packets' stamps on one clock. Where several recordings were joined into one file (transport streams,
/// mostly), the clock may start anew, or go back, with each: a part whose pictures would be shown before the
/// end of the part ahead of it is moved to where that one ends.
/// @param packets  in decoding order
[[nodiscard]] std::vector<PacketStamps> stamps_on_one_clock(const std::vector<PacketEntry>& packets);

/// Names the frames of a video: frame N is the N-th in presentation order, whatever the time stamps are.
///
/// Packets are numbered from 0 in file order, which is decoding order. Made once when a video is opened (see
/// index_builder.h); a plain value, so that a project can keep it. Immutable: any thread may read.
class FrameIndex {
public:
    FrameIndex() = default;

    /// Presentation order by time stamp (stamps_on_one_clock); equal stamps keep decoding order.
    /// @param packets               in decoding order.
    /// @param seconds_per_unit      the time base.
    /// @param nominal_rate          frames a second that the container states, for frames without time; 0:
    /// unknown.
    /// @param setups                in the order of their packets.
    FrameIndex(std::vector<PacketEntry> packets, double seconds_per_unit, double nominal_rate,
               std::vector<DecoderSetup> setups = {});

    /// Presentation order as a decoder gave it: `packet_of_frame[n]` is the packet of frame n.
    /// @throws Error(Contract) if a packet is out of range or named twice.
    FrameIndex(std::vector<PacketEntry> packets, std::vector<int32_t> packet_of_frame,
               double seconds_per_unit, double nominal_rate, std::vector<DecoderSetup> setups = {});

    [[nodiscard]] int64_t frame_count() const { return static_cast<int64_t>(packet_of_frame_.size()); }
    [[nodiscard]] const std::vector<PacketEntry>& packets() const { return packets_; }
    [[nodiscard]] int64_t packet_count() const { return static_cast<int64_t>(packets_.size()); }

    /// What the decoder must have been given when it gets this packet: the newest of the kind. Null: what the
    /// file begins with.
    [[nodiscard]] const DecoderSetup* setup_for(int64_t packet, DecoderSetup::Kind kind) const;

    [[nodiscard]] int64_t packet_of_frame(int64_t frame) const {
        return packet_of_frame_[static_cast<size_t>(frame)];
    }
    /// -1 if the packet gives no frame.
    [[nodiscard]] int64_t frame_of_packet(int64_t packet) const {
        return frame_of_packet_[static_cast<size_t>(packet)];
    }

    /// The last packet from which decoding can start so that this frame comes out whole: a key packet, not
    /// after the frame in decoding order, nor shown after it (the leading pictures of an open GOP need the
    /// key before). Packet 0 if there is none.
    [[nodiscard]] int64_t start_packet_for(int64_t frame) const;
    /// The key packet before this one; packet 0 if there is none.
    [[nodiscard]] int64_t key_before(int64_t packet) const;
    /// The first key packet after this one; packet_count() if there is none.
    [[nodiscard]] int64_t key_after(int64_t packet) const;
    /// The first packet after this one from which on pictures no longer need it, leading ones aside;
    /// packet_count() if there is none.
    [[nodiscard]] int64_t fresh_start_after(int64_t packet) const;
    /// The last frame among this packet and those before it: whatever the packet may refer to has been shown
    /// once this frame has.
    [[nodiscard]] int64_t last_frame_until(int64_t packet) const {
        return last_frame_until_[static_cast<size_t>(packet)];
    }
    /// Whether a packet's picture may need that of an earlier packet: a leading picture is needed by its like
    /// alone, any other up to the next key packet and by that one's leading pictures. Behind a key packet
    /// that recovers late everything may be needed up to the one after it.
    [[nodiscard]] bool may_need(int64_t packet, int64_t earlier_packet) const;

    /// The first and one past the last frame of the run that decodes from one key packet and contains
    /// `frame`.
    [[nodiscard]] FrameRange group_of(int64_t frame) const;

    /// When the frame is shown, from the first frame on. Never falls with the index, also where stamps repeat
    /// or are missing (then by the nominal rate).
    [[nodiscard]] double seconds_at(int64_t frame) const { return seconds_[static_cast<size_t>(frame)]; }
    [[nodiscard]] double frames_per_second() const { return frames_per_second_; }  ///< average; 0: unknown
    [[nodiscard]] bool variable_rate() const { return variable_rate_; }
    [[nodiscard]] int64_t repeated_timestamps() const { return repeated_timestamps_; }
    [[nodiscard]] int64_t missing_timestamps() const { return missing_timestamps_; }
    [[nodiscard]] int64_t key_count() const { return static_cast<int64_t>(keys_.size()); }

    [[nodiscard]] double seconds_per_unit() const { return seconds_per_unit_; }
    [[nodiscard]] double nominal_rate() const { return nominal_rate_; }

    /// Binary form for a project file; `from_bytes(to_bytes())` equals the index.
    [[nodiscard]] std::string to_bytes() const;
    /// @throws Error(Data) if the bytes are no frame index of this version, or cut off.
    [[nodiscard]] static FrameIndex from_bytes(const std::string& bytes);

    bool operator==(const FrameIndex&) const = default;

private:
    /// A leading picture of this key packet: decoded after it, shown before it.
    [[nodiscard]] bool leads(int64_t packet, int64_t key) const;
    void link_packets();
    void set_times();

    std::vector<PacketEntry> packets_;
    std::vector<DecoderSetup> setups_;
    std::vector<int32_t> packet_of_frame_;
    std::vector<int32_t> frame_of_packet_;
    std::vector<int32_t> last_frame_until_;
    std::vector<int32_t> keys_;
    std::vector<double> seconds_;
    double seconds_per_unit_ = 0;
    double nominal_rate_ = 0;
    double frames_per_second_ = 0;
    bool variable_rate_ = false;
    int64_t repeated_timestamps_ = 0;
    int64_t missing_timestamps_ = 0;
};

/// When each frame of an index that was kept as bytes is shown, in seconds from the first.
/// @throws Error(Data) as FrameIndex::from_bytes.
[[nodiscard]] std::vector<double> frame_times(const std::string& index_bytes);

}  // namespace rtrack
