#pragma once

#include <nlohmann/json.hpp>

namespace rtrack {

/// `rtrack bench track`: frames a second of every tracker on the same 1280 x 720 pictures of the demo scene,
/// decoding left out; for RTrack with stage times, operations and the share of the matrix-product peak
/// measured in the same run. Words about what runs go to stderr. @return one entry a tracker under "track",
/// the machine under "machine"
/// @param threads  of the trackers; 0: as many as the process may use
[[nodiscard]] nlohmann::json bench_track(int threads);

}  // namespace rtrack
