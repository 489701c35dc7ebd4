#pragma once

#include <deque>
#include <set>
#include <vector>

#include "tracking/media/frame_index.h"
#include "tracking/media/video_decoder.h"

namespace rtrack {

/// Gets decoded pictures by frame index: reads on where that is shortest, else starts at a key packet. Keeps
/// the book of damage. Internal; one thread.
class FrameWalker {
public:
    /// Both must outlive the walker.
    FrameWalker(PacketReader& packets, const FrameIndex& index, int threads);

    /// The decoded picture of this frame; null if it does not decode, or only with wrong pixels: it is then
    /// in `missing`.
    libav::FramePtr fetch(int64_t frame);

    [[nodiscard]] const std::set<int64_t>& missing() const { return missing_; }

private:
    struct Pending {
        libav::FramePtr picture;
        int64_t frame = 0;
        int64_t packet = 0;
    };
    /// A packet that gave no picture, or a damaged one.
    struct Loss {
        int64_t packet = 0;
        bool spreads = false;  // to what may refer to it
    };
    enum class Outcome { Found, Lost, NotYetDecodable };

    void start_at(int64_t packet);
    [[nodiscard]] bool can_read_on(int64_t frame, int64_t start) const;
    Outcome walk_to(int64_t frame, libav::FramePtr& picture);
    bool pull();
    void note_gap(int64_t frame);
    void note_missing(int64_t frame);
    [[nodiscard]] bool loss_is_certain(int64_t frame) const;
    [[nodiscard]] bool start_owes_picture() const;
    void note_complaints();
    [[nodiscard]] bool settled(const Pending& pending) const;
    [[nodiscard]] Loss loss_of(int64_t packet) const { return {packet, index_.packets()[packet].referenced}; }
    [[nodiscard]] bool spoiled(const std::vector<Loss>& losses, int64_t packet) const;

    const FrameIndex& index_;
    VideoDecoder decoder_;
    std::deque<Pending> pending_;  // decoded, in order, not yet known to be whole or not yet asked for
    std::vector<Loss> lost_;       // since the start
    std::vector<Loss> doubted_;    // since the start: what may turn out to give no picture
    std::set<int64_t> skipped_;    // packets that were left out: nobody wants or refers to their pictures
    int64_t wanted_frame_ = -1;    // frames before this one are not asked for
    std::set<int64_t> missing_;
    int64_t first_frame_ = 0;      // what comes before it cannot be decoded from this start
    int64_t newest_frame_ = -1;    // the last that the decoder gave since the start; -1: none
    int64_t consumed_frame_ = -1;  // nothing up to here can be had without starting again
    bool started_ = false;
    bool at_end_ = false;
};

}  // namespace rtrack
