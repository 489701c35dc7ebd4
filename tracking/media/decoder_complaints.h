#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace rtrack {

/// What a decoder says about one packet.
struct DecoderComplaint {
    enum class Kind {
        Error,        ///< which may have cost nothing
        Failure,      ///< the decoder gave up on it, or on one shortly before or after it
        Damage,       ///< picture data was lost or made up
        NoReference,  ///< the same, because a picture that it refers to was lost
    };
    int64_t packet = -1;
    Kind kind = Kind::Error;
};

/// What a decoder logs while it works on a packet, by packet.
///
/// FFmpeg's frame threads copy a picture's error flags while another thread may still be decoding it, so that
/// flags miss damage (H.264, MPEG-4). The log line is written by the thread that works on the packet, before
/// that packet's result is handed over: it is always in time. FFmpeg hands `AVCodecContext::opaque` to that
/// thread with the packet; it points to the packet's slot here. Any thread.
class DecoderComplaints {
public:
    struct Slot {
        DecoderComplaints* book = nullptr;
        std::atomic<int64_t> packet = -1;
    };

    /// @param packets_in_work  at most this many packets are being decoded at a time.
    explicit DecoderComplaints(size_t packets_in_work);

    /// What `opaque` is while this packet is sent.
    [[nodiscard]] Slot* slot_for(int64_t packet);
    /// An error in decoding this packet, of which nothing more is known.
    void note_error(int64_t packet);
    /// The file is damaged beside this packet: it, or what it refers to, may be lost whatever the decoder
    /// says.
    void note_gap(int64_t packet);
    /// A line of FFmpeg's log. @param level, format  as av_log has them.
    void note_line(int64_t packet, int level, const char* format);
    /// Everything said since the last call.
    [[nodiscard]] std::vector<DecoderComplaint> take();

private:
    std::vector<Slot> slots_;  // used in turn
    size_t next_slot_ = 0;
    std::mutex mutex_;
    std::vector<DecoderComplaint> complaints_;  // guarded by mutex_
};

}  // namespace rtrack
