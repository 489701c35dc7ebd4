#pragma once

#include "tracking/media/libav.h"

namespace rtrack {

/// Whether a packet of this stream says that no other picture refers to its picture: H.264, H.265 and the
/// B pictures of MPEG-1, -2 and -4. False where that is not known. Internal to this folder.
[[nodiscard]] bool nothing_refers_to(const AVCodecParameters& codec, const AVPacket& packet);

/// Whether a key packet of this stream says that pictures are whole only some time after it: H.264 that is
/// refreshed little by little.
[[nodiscard]] bool recovers_late(const AVCodecParameters& codec, const AVPacket& packet);

}  // namespace rtrack
