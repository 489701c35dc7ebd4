#pragma once

#include <memory>
#include <string>

// FFmpeg's C types with owners. Only for the .cpp files and internal headers of this folder.
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

namespace rtrack::libav {

struct FormatDeleter {
    void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
};
struct CodecDeleter {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct PacketDeleter {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct FrameDeleter {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct SwsDeleter {
    void operator()(SwsContext* context) const { sws_freeContext(context); }
};
using FormatPtr = std::unique_ptr<AVFormatContext, FormatDeleter>;
using CodecPtr = std::unique_ptr<AVCodecContext, CodecDeleter>;
using PacketPtr = std::unique_ptr<AVPacket, PacketDeleter>;
using FramePtr = std::unique_ptr<AVFrame, FrameDeleter>;
using SwsPtr = std::unique_ptr<SwsContext, SwsDeleter>;

/// @throws std::bad_alloc.
[[nodiscard]] PacketPtr make_packet();
[[nodiscard]] FramePtr make_frame();

/// FFmpeg's words for an AVERROR, and before them the last line that it logged on this thread since
/// `quiet_log`, which mostly says more ("Picture size 20000x20000 is invalid").
[[nodiscard]] std::string error_text(int error);

/// FFmpeg prints to stderr by itself; our errors say the same with file and frame. Called before an operation
/// whose failure is reported; forgets what was logged on this thread.
void quiet_log();

}  // namespace rtrack::libav
