#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace rtrack {

/// `rtrack bench train`: training pairs a second of the presets tiny, small and rtrack-256 in both
/// precisions, with the trainer of `rtrack train` on pictures of the demo scene that fit the decoded cache;
/// on a GPU also without loading, as a loader may be slower than the card. And what the loader makes alone.
///
/// @param threads  of the network on the CPU, beside one loader thread, and of the loader for a GPU; 0: as
///                 many as the process may use
/// @param batch    pairs in a batch; on the CPU halved, and said so, where the free memory may not do
/// @param device   auto, cpu, cuda or cuda:N
/// @param networks only these presets; empty: all
/// @return one entry a network and precision under "train": pairs_per_second, batch, batch_asked, loader_wait
///         as a share, memory_mb, and the seconds of a step by stage (loading: the wait for the loader),
///         which on a GPU are the host's alone: the device works behind it; and under "loader" one a network:
///         pairs_per_second of the loader by `threads` threads of its own
/// @throws Error(Argument) as choose_compute
[[nodiscard]] nlohmann::json bench_train(int threads, int batch, const std::string& device,
                                         const std::vector<std::string>& networks);

}  // namespace rtrack
