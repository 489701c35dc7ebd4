#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "training/data/data_options.h"
#include "training/data/sample.h"
#include "training/evaluation/dataset.h"

namespace rtrack {

/// A data set and how often it is drawn from.
struct WeightedDataset {
    Dataset dataset;
    double weight = 1;
};

/// Opens "KIND:PATH" or "KIND:PATH*WEIGHT". @throws Error as open_dataset, and Error(Argument) for a bad
/// weight.
[[nodiscard]] WeightedDataset open_weighted_dataset(const std::string& text);

/// How a network sees the two views of a pair.
struct ViewSizes {
    int template_size = 128;
    int search_size = 256;
    double template_factor = 2;
    double search_factor = 4;
    std::string padding = "black";  ///< outside the picture: ModelOptions::padding
};

/// Makes training pairs: draws the frames, crops, augments. Thread-safe; `make` may be called from any
/// thread.
class PairGenerator {
public:
    /// Opens the data sets, less what is held out of them, and the pictures' folder that the options name.
    PairGenerator(const DataOptions& options, const ViewSizes& sizes, uint64_t seed);
    /// Over data sets that are open already; options.train is not read.
    PairGenerator(const DataOptions& options, std::vector<WeightedDataset> datasets, const ViewSizes& sizes,
                  uint64_t seed);
    ~PairGenerator();
    PairGenerator(const PairGenerator&) = delete;
    PairGenerator& operator=(const PairGenerator&) = delete;

    /// The pair of this epoch and index: always the same one for the same seed, data and options.
    /// @throws Error(Data) if a great many draws in a row gave nothing usable, or the data have gone.
    [[nodiscard]] Sample make(int64_t epoch, int64_t sample_index) const;

    [[nodiscard]] const ViewSizes& sizes() const;
    /// What is there to draw from, one line a data set: for the log.
    [[nodiscard]] std::vector<std::string> summary() const;
    /// What is wrong with the annotations: found when the data sets were opened.
    [[nodiscard]] Faults dataset_faults() const;
    /// Unreadable pictures and boxes that cannot be right since the last call, each named once.
    [[nodiscard]] Faults take_faults() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rtrack
