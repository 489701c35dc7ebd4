#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "training/data/batch.h"

namespace rtrack {

/// Where a trainer's batches come from. The batches of (epoch, step) are always the same ones. For one
/// thread.
class BatchSource {
public:
    virtual ~BatchSource() = default;

    /// Begins delivering the batches of this epoch (from 1), from this one on (from 0).
    virtual void start(int64_t epoch, int64_t first_batch) = 0;
    /// The next batch; waits for it. nullopt at the end of the epoch.
    /// @throws Error(Data) if there is nothing usable, for example because the data set has vanished.
    [[nodiscard]] virtual std::optional<Batch> next() = 0;

    [[nodiscard]] virtual int64_t batches_per_epoch() const = 0;
    /// Seconds that `next` has waited in all.
    [[nodiscard]] virtual double waited_seconds() const { return 0; }
    /// What is wrong with the data, and what went wrong with single samples, since the last call: for people.
    [[nodiscard]] virtual std::vector<std::string> take_warnings() { return {}; }
};

}  // namespace rtrack
