#pragma once

#include <string>

#include <torch/csrc/distributed/c10d/Backend.hpp>
#include <torch/csrc/distributed/c10d/Store.hpp>

namespace rtrack {

/// What the plug-in `librtrack_nccl.so` beside the program gives. The pointers are set where `failure` is
/// empty.
struct NcclPlugin {
    /// A name of the GPU that no other GPU has, on whichever machine.
    std::string (*name_of_gpu)(int index) = nullptr;
    /// NCCL among `size` processes that meet at the store, each on the GPU of the index it gives. The first
    /// collective connects them.
    /// @throws c10::Error if NCCL cannot be set up
    c10::intrusive_ptr<c10d::Backend> (*join)(const c10::intrusive_ptr<c10d::Store>& store, int rank,
                                              int size, int gpu) = nullptr;
    std::string failure;
};

/// The plug-in, loaded by the first call; only where there is a GPU.
[[nodiscard]] const NcclPlugin& nccl_plugin();

/// The symbol of that library.
extern "C" __attribute__((visibility("default"))) void rtrack_nccl_plugin(NcclPlugin& plugin);

}  // namespace rtrack
