#include "tracking/media/frame_walker.h"

#include <algorithm>

namespace rtrack {

FrameWalker::FrameWalker(PacketReader& packets, const FrameIndex& index, int threads)
    : index_(index), decoder_(packets, threads) {
    decoder_.skip_unreferenced([this](int64_t packet) {
        const int64_t frame = index_.frame_of_packet(packet);
        const bool skippable = frame >= 0 && frame < wanted_frame_ && !index_.packets()[packet].referenced;
        if (skippable) skipped_.insert(packet);
        return skippable;
    });
}

libav::FramePtr FrameWalker::fetch(int64_t frame) {
    if (missing_.count(frame) > 0) return nullptr;
    wanted_frame_ = frame;
    int64_t start = index_.start_packet_for(frame);
    bool read_on = can_read_on(frame, start);
    // A key packet of a stream that is refreshed little by little gives whole pictures only after a while,
    // and the last pictures of an open GOP may stay in a decoder that started at its key packet: then the key
    // packets before it are tried.
    constexpr int kStarts = 3;
    for (int attempt = 0; attempt < kStarts; ++attempt) {
        if (!read_on) start_at(start);
        read_on = false;
        libav::FramePtr picture;
        const Outcome outcome = walk_to(frame, picture);
        if (outcome == Outcome::Found) return picture;
        start = std::min(start, decoder_.started_at());
        if (start == 0 || (outcome == Outcome::Lost && loss_is_certain(frame))) break;
        start = index_.key_before(start);
    }
    missing_.insert(frame);
    return nullptr;
}

// What a decoder does not give that started at the last possible packet, it may give after an earlier start.
bool FrameWalker::loss_is_certain(int64_t frame) const {
    return decoder_.started_at() == 0 || decoder_.started_at() < index_.start_packet_for(frame);
}

void FrameWalker::note_missing(int64_t frame) {
    if (loss_is_certain(frame)) missing_.insert(frame);
}

void FrameWalker::start_at(int64_t packet) {
    decoder_.start_at(packet);
    pending_.clear();
    lost_.clear();
    doubted_.clear();
    skipped_.clear();
    first_frame_ = std::max<int64_t>(index_.frame_of_packet(packet), 0);
    newest_frame_ = -1;
    consumed_frame_ = -1;
    started_ = true;
    at_end_ = false;
}

bool FrameWalker::can_read_on(int64_t frame, int64_t start) const {
    if (!started_ || frame <= consumed_frame_ || frame < first_frame_) return false;
    if (!pending_.empty() && frame <= newest_frame_) return true;
    return !at_end_ && start <= decoder_.next_packet();
}

FrameWalker::Outcome FrameWalker::walk_to(int64_t frame, libav::FramePtr& picture) {
    while (true) {
        if (pending_.empty() || !settled(pending_.front())) {
            if (pull()) continue;
            if (pending_.empty()) return newest_frame_ < 0 ? Outcome::NotYetDecodable : Outcome::Lost;
        }
        Pending& front = pending_.front();
        if (front.frame > frame) {
            const bool nothing_before = consumed_frame_ < 0;
            return nothing_before ? Outcome::NotYetDecodable : Outcome::Lost;
        }
        const bool whole = !spoiled(lost_, front.packet);
        if (!whole) note_missing(front.frame);
        const bool found = front.frame == frame;
        consumed_frame_ = front.frame;
        if (found && whole) picture = std::move(front.picture);
        pending_.pop_front();
        if (found) return whole ? Outcome::Found : Outcome::Lost;
    }
}

// One more picture from the decoder into `pending_`. @return false at the end of the stream.
bool FrameWalker::pull() {
    if (at_end_) return false;
    std::optional<VideoDecoder::Picture> picture = decoder_.next();
    note_complaints();
    if (!picture) {
        at_end_ = true;
        note_gap(index_.frame_count());
        return false;
    }
    const int64_t frame = index_.frame_of_packet(picture->packet);
    if (frame < first_frame_ || frame <= newest_frame_)
        return true;  // leading pictures of the start, or no frame
    note_gap(frame);
    if (picture->damaged) lost_.push_back(loss_of(picture->packet));
    newest_frame_ = frame;
    const auto is_past = [&](int64_t packet) {
        return picture->packet >= index_.key_after(index_.fresh_start_after(packet)) && pending_.empty();
    };
    std::erase_if(lost_, [&](const Loss& loss) { return is_past(loss.packet); });
    std::erase_if(doubted_, [&](const Loss& loss) { return is_past(loss.packet); });
    std::erase_if(skipped_, is_past);
    pending_.push_back({std::move(picture->frame), frame, picture->packet});
    return true;
}

// The leading pictures of the start cannot be whole; nothing that is shown refers to them.
void FrameWalker::note_complaints() {
    using Kind = DecoderComplaint::Kind;
    // Nobody sees a picture missing that the decoder would have held back anyway.
    const bool held_back = newest_frame_ < 0 && index_.packets()[decoder_.started_at()].recovers_late;
    for (const DecoderComplaint& complaint : decoder_.take_complaints()) {
        const int64_t frame = index_.frame_of_packet(complaint.packet);
        if (frame >= 0 && frame < first_frame_) continue;
        Loss loss = loss_of(complaint.packet);
        // The reference that was lost is lost to others too, though the decoder complains once only.
        loss.spreads = loss.spreads || complaint.kind == Kind::NoReference;
        const bool doubtful =
            complaint.kind == Kind::Error || (complaint.kind == Kind::Failure && !held_back);
        (doubtful ? doubted_ : lost_).push_back(loss);
    }
}

// The decoder went from `newest_frame_` to `frame`: what lies between gave no picture, by wish or by damage.
void FrameWalker::note_gap(int64_t frame) {
    if (newest_frame_ < 0 && !start_owes_picture()) return;
    for (int64_t lost = newest_frame_ < 0 ? first_frame_ : newest_frame_ + 1; lost < frame; ++lost) {
        const int64_t packet = index_.packet_of_frame(lost);
        if (skipped_.count(packet) > 0) continue;
        lost_.push_back(loss_of(packet));
        note_missing(lost);
    }
}

// Only H.264 has key packets without a whole picture; its decoder holds back what is not whole yet.
bool FrameWalker::start_owes_picture() const {
    const int64_t start = decoder_.started_at();
    return decoder_.codec().codec_id != AV_CODEC_ID_H264 && index_.packets()[start].key &&
           index_.frame_of_packet(start) >= 0;
}

// A picture is judged when it comes, unless the decoder stumbled over something that the picture may refer
// to: then when all that it may refer to has come, or not.
bool FrameWalker::settled(const Pending& pending) const {
    return at_end_ || !spoiled(doubted_, pending.packet) ||
           newest_frame_ >= index_.last_frame_until(pending.packet);
}

bool FrameWalker::spoiled(const std::vector<Loss>& losses, int64_t packet) const {
    return std::any_of(losses.begin(), losses.end(), [&](const Loss& loss) {
        return loss.packet == packet || (loss.spreads && index_.may_need(packet, loss.packet));
    });
}

}  // namespace rtrack
