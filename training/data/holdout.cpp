#include "training/data/holdout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

/// The same on every machine, which std::hash is not. FNV-1a.
uint64_t place_of(const std::string& name, int64_t seed) {
    uint64_t hash = 0xcbf29ce484222325;
    for (const char letter : std::to_string(seed) + "/" + name)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
    return hash;
}

}  // namespace

Dataset take_held_out(Dataset& dataset, double share, int64_t seed) {
    Dataset held_out;
    held_out.kind = dataset.kind;
    held_out.root = dataset.root;
    const auto count = static_cast<int64_t>(dataset.sequences.size());
    if (share <= 0 || count < 2) return held_out;
    const int64_t wanted =
        std::clamp<int64_t>(std::llround(share * static_cast<double>(count)), 1, count - 1);
    std::vector<std::pair<uint64_t, size_t>> order;
    for (size_t i = 0; i < dataset.sequences.size(); ++i)
        order.emplace_back(place_of(dataset.sequences[i].name, seed), i);
    std::sort(order.begin(), order.end());
    std::vector<bool> taken(dataset.sequences.size(), false);
    for (int64_t i = 0; i < wanted; ++i) taken[order[static_cast<size_t>(i)].second] = true;
    std::vector<Sequence> kept;
    for (size_t i = 0; i < taken.size(); ++i)
        (taken[i] ? held_out.sequences : kept).push_back(std::move(dataset.sequences[i]));
    dataset.sequences = std::move(kept);
    return held_out;
}

std::vector<WeightedDataset> open_training_data(const DataOptions& options) {
    std::vector<WeightedDataset> datasets;
    for (const std::string& text : options.train) {
        datasets.push_back(open_weighted_dataset(text));
        (void)take_held_out(datasets.back().dataset, options.holdout, options.holdout_seed);
    }
    return datasets;
}

std::vector<Dataset> open_held_out_data(const DataOptions& options) {
    std::vector<Dataset> held_out;
    if (options.holdout <= 0) return held_out;
    for (const std::string& text : options.train) {
        WeightedDataset opened = open_weighted_dataset(text);
        Dataset part = take_held_out(opened.dataset, options.holdout, options.holdout_seed);
        if (!part.sequences.empty()) held_out.push_back(std::move(part));
    }
    if (held_out.empty()) {
        throw Error(ErrorCode::Argument,
                    "data.holdout cannot keep anything back: no data set of data.train has two videos with "
                    "boxes; set data.holdout=0 or name a data set to validate on");
    }
    return held_out;
}

}  // namespace rtrack
