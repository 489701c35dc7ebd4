#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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

/// The option `device` of one of several processes: "cuda", and "auto" where so many GPUs are there, become
/// the GPU of the process's number on its machine; all others stay.
/// @param gpus  that Torch sees
[[nodiscard]] std::string device_of_process(const std::string& device, const ProcessPlace& place, int gpus);

/// Processes that have met over Torch's own c10d. Tensors in the host's memory travel by Gloo; those on GPUs
/// too, through the host's memory, until `settle_device` finds that NCCL can take them.
class JoinedProcesses : public ProcessGroup {
public:
    /// Where the tensors of this process will be. NCCL takes them if each process has a GPU of its own and
    /// the plug-in for it. A collective call.
    /// @return for people: "NCCL", "Gloo" on processors, or "Gloo, through the host's memory (some processes
    ///         share a GPU)"
    [[nodiscard]] virtual std::string settle_device(at::Device device) = 0;
};

/// Meets the other processes.
/// @throws Error(Internal) if they do not come, and from every call if one of them has gone.
[[nodiscard]] std::unique_ptr<JoinedProcesses> join_processes(const ProcessPlace& place);

/// The lines of all processes in the order of their ranks, each text once. A collective call.
[[nodiscard]] std::vector<std::string> lines_of_all(ProcessGroup& processes,
                                                    const std::vector<std::string>& own);

}  // namespace rtrack
