#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace rtrack {

/// `rtrack bench track`: frames a second of every tracker on the same 1280 x 720 pictures of the demo scene,
/// decoding left out, and object-frames a second of many objects in one frame; for RTrack, which looks once
/// at a frame but for the line "as used", with stage times, operations and the share of the
/// matrix-product peak measured in the same run. Words about what runs go to stderr. @return one entry a
/// tracker under "track", the machine under "machine"
/// @param threads   of the trackers; 0: as many as the process may use
/// @param device    of RTrack: auto, cpu, cuda or cuda:N
/// @param networks  only networks whose name contains one of these, and no other trackers; empty: all
/// @throws Error(Argument) as choose_compute
[[nodiscard]] nlohmann::json bench_track(int threads, const std::string& device,
                                         const std::vector<std::string>& networks);

}  // namespace rtrack
