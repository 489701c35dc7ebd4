#include "tracking/media/ffmpeg_info.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/avutil.h>
}

namespace rtrack {

std::string ffmpeg_version() {
    return av_version_info();
}

std::vector<CodecSupport> codec_support() {
    const std::pair<const char*, AVCodecID> promised[] = {
        {"H.264", AV_CODEC_ID_H264},   {"H.265", AV_CODEC_ID_HEVC},   {"VP9", AV_CODEC_ID_VP9},
        {"AV1", AV_CODEC_ID_AV1},      {"MPEG-4", AV_CODEC_ID_MPEG4}, {"MJPEG", AV_CODEC_ID_MJPEG},
        {"ProRes", AV_CODEC_ID_PRORES}};
    std::vector<CodecSupport> support;
    for (const auto& [name, id] : promised) {
        support.push_back({name, avcodec_find_decoder(id) != nullptr, avcodec_find_encoder(id) != nullptr});
    }
    return support;
}

}  // namespace rtrack
