#pragma once

#include <memory>
#include <vector>

#include <ATen/ATen.h>

namespace rtrack {

/// Several processes that train one network together, each on its slice of every batch.
class ProcessGroup {
public:
    virtual ~ProcessGroup() = default;
    [[nodiscard]] virtual int rank() const = 0;  ///< 0 writes files and speaks to people
    [[nodiscard]] virtual int size() const = 0;
    /// Replaces each tensor by its sum over the processes.
    virtual void sum(std::vector<at::Tensor>& tensors) = 0;
    /// Gives everybody rank 0's tensors.
    virtual void broadcast(std::vector<at::Tensor>& tensors) = 0;
};

}  // namespace rtrack
