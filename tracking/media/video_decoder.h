#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "tracking/media/decoder_complaints.h"
#include "tracking/media/packet_reader.h"
#include "tracking/media/packet_setup.h"

namespace rtrack {

/// Decodes the packets of a PacketReader; every picture comes with the number of its packet. Internal; one
/// thread.
///
/// The number travels through the codec in place of the time stamp, so that repeated, missing or wild stamps
/// cannot confuse frames.
class VideoDecoder {
public:
    /// @param packets  shared with the caller; this decoder moves it.
    /// @throws Error(Data) naming the file and codec if there is no decoder for it.
    VideoDecoder(PacketReader& packets, int threads);

    struct Picture {
        libav::FramePtr frame;
        int64_t packet = -1;
        bool intra = false;    ///< stands for itself: an I picture
        bool damaged = false;  ///< the decoder says that it filled gaps
    };

    /// The next picture in presentation order. @return nullopt at the end of the stream (or of
    /// `stop_before`).
    std::optional<Picture> next();

    /// The first picture of a file without an index (packet number -1): a still picture.
    std::optional<Picture> next_unnumbered();

    /// Continues with this packet, which should be a key packet; what was decoded before is forgotten.
    void start_at(int64_t packet);
    /// What the decoder has said about packets since the last call. Whatever it has to say about a picture's
    /// packet, and about those before, is there when `next` returns the picture.
    [[nodiscard]] std::vector<DecoderComplaint> take_complaints() { return complaints_->take(); }
    /// Of H.264, where a picture says whether others refer to it, the pictures that nothing refers to are
    /// left out from now on if `skippable` says so of their packet; every other picture stays the same.
    void skip_unreferenced(std::function<bool(int64_t packet)> skippable) {
        skippable_ = std::move(skippable);
    }
    /// No packet from this number on is decoded; -1: none.
    void stop_before(int64_t packet) { stop_before_ = packet; }

    [[nodiscard]] int64_t started_at() const { return started_at_; }
    [[nodiscard]] int64_t next_packet() const { return packets_.next_number(); }
    [[nodiscard]] const AVCodecContext& codec() const { return *codec_; }

private:
    void feed();
    void note_error();

    PacketReader& packets_;
    std::unique_ptr<DecoderComplaints> complaints_;  // before the codec, whose threads write into it
    libav::CodecPtr codec_;
    PacketSetup setup_;
    std::function<bool(int64_t)> skippable_;
    bool can_skip_ = false;
    bool speaks_of_packets_ = false;
    libav::PacketPtr packet_;
    int64_t started_at_ = 0;
    int64_t stop_before_ = -1;
    bool draining_ = false;
};

}  // namespace rtrack
