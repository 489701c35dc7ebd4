#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "training/learn/process_group.h"

namespace rtrack {

/// Which of several processes this one is.
struct ProcessPlace {
    int rank = 0;
    int world = 1;
    int local_rank = 0;  ///< on this machine: which GPU
    std::string master_address;
    uint16_t master_port = 0;
    bool store_is_elsewhere = false;  ///< torchrun keeps the meeting place itself
    std::string store_prefix;
};

/// From the environment that torchrun sets (RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR, MASTER_PORT), or Slurm
/// (SLURM_PROCID, SLURM_NTASKS, SLURM_LOCALID, with MASTER_ADDR and MASTER_PORT). nullopt: this process is
/// alone.
/// @throws Error(Argument) naming the variable that is missing or no number.
[[nodiscard]] std::optional<ProcessPlace> place_from_environment();

/// Meets the other processes, over Torch's own c10d with Gloo. Tensors on a GPU travel through the host's
/// memory.
/// @throws Error(Internal) if they do not come, and from every call if one of them has gone.
[[nodiscard]] std::unique_ptr<ProcessGroup> join_processes(const ProcessPlace& place);

}  // namespace rtrack
