#include "tracking/media/libav.h"

#include <cstdarg>
#include <new>

#include "tracking/media/decoder_complaints.h"
#include "tracking/media/demuxer_complaints.h"

namespace rtrack::libav {
namespace {

thread_local std::string last_line;

void note_place(const AVFormatContext& format) {
    auto* complaints = static_cast<DemuxerComplaints*>(format.opaque);
    if (complaints == nullptr || format.pb == nullptr) return;
    if (complaints->positions.size() >= DemuxerComplaints::kMost) return;
    complaints->positions.push_back(avio_tell(format.pb));
}

// Only readers of this folder set `opaque`: of a decoder to the slot of the packet in work, of a demuxer to
// its complaints.
void tell_book(void* context, int level, const char* format) {
    if (context == nullptr) return;
    const AVClass* kind = *static_cast<const AVClass**>(context);
    if (kind == avformat_get_class() && level <= AV_LOG_ERROR) {
        note_place(*static_cast<const AVFormatContext*>(context));
    }
    if (kind != avcodec_get_class()) return;
    const auto* slot = static_cast<DecoderComplaints::Slot*>(static_cast<AVCodecContext*>(context)->opaque);
    if (slot != nullptr) slot->book->note_line(slot->packet, level, format);
}

void keep_line(void* context, int level, const char* format, va_list arguments) {
    tell_book(context, level, format);
    if (level > AV_LOG_ERROR) return;
    char line[512] = {};
    int prefix = 0;
    av_log_format_line2(context, level, format, arguments, line, sizeof(line), &prefix);
    last_line = line;
    while (!last_line.empty() && last_line.back() == '\n') last_line.pop_back();
    const size_t bracket = last_line.find("] ");  // "[png @ 0x5581...] what happened"
    if (!last_line.empty() && last_line.front() == '[' && bracket != std::string::npos) {
        last_line.erase(0, bracket + 2);
    }
}

}  // namespace

PacketPtr make_packet() {
    PacketPtr packet(av_packet_alloc());
    if (!packet) throw std::bad_alloc();
    return packet;
}

FramePtr make_frame() {
    FramePtr frame(av_frame_alloc());
    if (!frame) throw std::bad_alloc();
    return frame;
}

std::string error_text(int error) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(error, text, sizeof(text));
    return last_line.empty() ? text : last_line + " (" + text + ")";
}

void quiet_log() {
    av_log_set_callback(&keep_line);
    last_line.clear();
}

}  // namespace rtrack::libav
