#include "tracking/media/decoder_complaints.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "tracking/media/libav.h"

namespace rtrack {
namespace {

// How FFmpeg's decoders begin the lines that mean lost picture data. Other errors (odd headers, unknown side
// information) are logged for good pictures too.
constexpr std::array<std::string_view, 10> kDamage = {
    "concealing",                                // H.264, MPEG-1, -2, -4: macroblocks were made up
    "error while decoding MB",                   // H.264
    "decode_slice_header error",                 // H.264: a slice was dropped
    "Missing reference picture",                 // H.264
    "reference picture missing during reorder",  // H.264
    "Could not find ref with POC",               // H.265
    "mismatching checksum of plane",             // H.265 with picture hashes
    "overread",                                  // MJPEG
    "error y=",                                  // MJPEG
    "error dc",                                  // MJPEG
};

bool means_damage(std::string_view format) {
    return std::any_of(kDamage.begin(), kDamage.end(),
                       [&](std::string_view start) { return format.substr(0, start.size()) == start; });
}

}  // namespace

DecoderComplaints::DecoderComplaints(size_t packets_in_work) : slots_(packets_in_work) {
    for (Slot& slot : slots_) slot.book = this;
}

DecoderComplaints::Slot* DecoderComplaints::slot_for(int64_t packet) {
    Slot& slot = slots_[next_slot_];
    next_slot_ = (next_slot_ + 1) % slots_.size();
    slot.packet = packet;
    return &slot;
}

void DecoderComplaints::note_error(int64_t packet) {
    const std::lock_guard lock(mutex_);
    complaints_.push_back({packet, false});
}

void DecoderComplaints::note_line(int64_t packet, int level, const char* format) {
    const bool damage = means_damage(format);
    if (level > AV_LOG_ERROR && !damage) return;
    const std::lock_guard lock(mutex_);
    complaints_.push_back({packet, damage});
}

std::vector<DecoderComplaint> DecoderComplaints::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(complaints_, {});
}

}  // namespace rtrack
