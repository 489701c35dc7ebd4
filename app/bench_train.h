#pragma once

#include <nlohmann/json.hpp>

namespace rtrack {

/// `rtrack bench train`: training pairs a second of the presets tiny, small and rtrack-256 on the CPU, in
/// both precisions, with the trainer of `rtrack train` on pictures of the demo scene that fit the decoded
/// cache.
///
/// @param threads  of the network, beside one loader thread; 0: as many as the process may use
/// @param batch    pairs in a batch; halved, and said so, where the free memory may not do
/// @return one entry a network and precision under "train": pairs_per_second, batch, batch_asked, the seconds
/// of
///         a step by stage (loading: the wait for the loader), loader_wait as a share, memory_mb
[[nodiscard]] nlohmann::json bench_train(int threads, int batch);

}  // namespace rtrack
