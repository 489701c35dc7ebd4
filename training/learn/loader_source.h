#pragma once

#include "training/data/loader.h"
#include "training/learn/batch_source.h"
#include "training/learn/train_options.h"

namespace rtrack {

/// The loader as a trainer sees it.
class LoaderSource : public BatchSource {
public:
    /// @param rank, world  this process and how many share a batch
    /// @throws as BatchLoader
    LoaderSource(const TrainOptions& options, int rank, int world);

    void start(int64_t epoch, int64_t first_batch) override { loader_.start(epoch, first_batch); }
    std::optional<Batch> next() override { return loader_.next(); }
    int64_t batches_per_epoch() const override { return loader_.steps_per_epoch(); }
    double waited_seconds() const override { return loader_.waited_seconds(); }
    std::vector<std::string> take_warnings() override;

    /// What there is to draw from, a line a data set.
    [[nodiscard]] std::vector<std::string> summary() const { return loader_.generator().summary(); }

private:
    BatchLoader loader_;
    std::vector<std::string> warnings_;  ///< not taken yet
};

}  // namespace rtrack
