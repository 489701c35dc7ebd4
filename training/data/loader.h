#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "training/data/batch.h"
#include "training/data/pair_generator.h"
#include "training/evaluation/dataset.h"

namespace rtrack {

/// Which part of every batch a process makes: the `rank`-th of `world`.
struct BatchSlice {
    int rank = 0;
    int world = 1;
};

/// How an epoch is cut into batches.
struct BatchPlan {
    int64_t pairs_per_epoch = 0;
    int batch_size = 0;  ///< of this process; that of all is batch_size * slice.world
    int threads = 1;
    BatchSlice slice = {};
};

/// Makes batches ahead of the trainer, on threads of its own, and hands them over in order.
///
/// The batches of (seed, epoch, step) are the same for any number of threads and however one gets there. The
/// methods are for one consumer thread.
class BatchLoader {
public:
    /// @throws Error(Argument) if an epoch has less than one batch.
    BatchLoader(std::shared_ptr<const PairGenerator> generator, const BatchPlan& plan);
    ~BatchLoader();
    BatchLoader(const BatchLoader&) = delete;
    BatchLoader& operator=(const BatchLoader&) = delete;

    /// Whether batches lie in memory from which a GPU copies by itself, while the trainer goes on; needs a
    /// GPU. Ends what is under way.
    void set_pinned(bool pinned);

    /// Begins delivering the batches of this epoch from this step on; whatever was being made before is
    /// dropped.
    void start(int64_t epoch, int64_t first_step);
    /// Waits for the next batch. @return nullopt at the end of the epoch and before the first `start`.
    /// @throws Error(Data) if the data cannot give a usable sample at all.
    [[nodiscard]] std::optional<Batch> next();
    /// Ends the threads' work; `start` begins anew.
    void stop();

    [[nodiscard]] int64_t steps_per_epoch() const;
    /// Seconds that `next` has waited in all: what the loader held up the trainer.
    [[nodiscard]] double waited_seconds() const;
    /// Unreadable pictures since the last call, each named once; their samples were replaced by the next
    /// draw.
    [[nodiscard]] Faults take_faults();
    [[nodiscard]] const PairGenerator& generator() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rtrack
