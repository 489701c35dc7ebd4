#pragma once

#include <memory>

#include "training/data/loader.h"
#include "training/learn/batch_source.h"
#include "training/learn/train_options.h"

namespace rtrack {

/// What a training with these options draws its pairs from.
/// @throws Error(Argument) or Error(Data) as open_dataset, or if no data set has anything to sample.
[[nodiscard]] std::shared_ptr<const PairGenerator> pair_generator(const TrainOptions& options);

/// The loader as a trainer sees it.
class LoaderSource : public BatchSource {
public:
    /// @throws as pair_generator and BatchLoader
    explicit LoaderSource(const TrainOptions& options, BatchSlice slice = {});

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
