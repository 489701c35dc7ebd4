#include "tracking/media/decoder_complaints.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "tracking/media/libav.h"

namespace rtrack {
namespace {

using Kind = DecoderComplaint::Kind;

// How FFmpeg's decoders begin the lines that mean lost picture data. Other errors (odd headers, unknown side
// information) are logged for good pictures too.
constexpr std::array<std::pair<std::string_view, Kind>, 10> kDamage = {{
    {"concealing", Kind::Damage},                      // H.264, MPEG-1, -2, -4: macroblocks were made up
    {"error while decoding MB", Kind::Damage},         // H.264
    {"decode_slice_header error", Kind::Damage},       // H.264: a slice was dropped
    {"Missing reference picture", Kind::NoReference},  // H.264
    {"reference picture missing during reorder", Kind::NoReference},  // H.264
    {"Could not find ref with POC", Kind::NoReference},               // H.265
    {"mismatching checksum of plane", Kind::Damage},                  // H.265 with picture hashes
    {"overread", Kind::Damage},                                       // MJPEG
    {"error y=", Kind::Damage},                                       // MJPEG
    {"error dc", Kind::Damage},                                       // MJPEG
}};

Kind kind_of_line(std::string_view format) {
    const auto known = std::find_if(kDamage.begin(), kDamage.end(), [&](const auto& line) {
        return format.substr(0, line.first.size()) == line.first;
    });
    return known == kDamage.end() ? Kind::Error : known->second;
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
    complaints_.push_back({packet, Kind::Failure});
}

void DecoderComplaints::note_gap(int64_t packet) {
    const std::lock_guard lock(mutex_);
    complaints_.push_back({packet, Kind::NoReference});
}

void DecoderComplaints::note_line(int64_t packet, int level, const char* format) {
    const Kind kind = kind_of_line(format);
    if (level > AV_LOG_ERROR && kind == Kind::Error) return;
    const std::lock_guard lock(mutex_);
    complaints_.push_back({packet, kind});
}

std::vector<DecoderComplaint> DecoderComplaints::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(complaints_, {});
}

}  // namespace rtrack
