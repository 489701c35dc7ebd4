#pragma once

#include <nlohmann/json.hpp>

namespace rtrack {

/// `rtrack bench decode`: frames a second from a 1080p H.264 clip to packed RGB, by VideoReader and by the
/// ffmpeg program (where installed) in the same run. @param threads  decoding threads; 0: all cores. @return
/// {"decode": [...]}
[[nodiscard]] nlohmann::json bench_decode(int threads);

/// `rtrack bench seek`: milliseconds to a random exact frame, against decoding from its key frame (the least
/// that an exact seek costs), and from the cache. @return {"seek": [...]}
[[nodiscard]] nlohmann::json bench_seek(int threads);

}  // namespace rtrack
