#pragma once

#include "training/evaluation/drill_down.h"
#include "widgets/evaluate/evaluation_data.h"

namespace rtrack {

/// What one tracker left of a sequence.
struct TrackerOnSequence {
    std::string name;
    std::filesystem::path folder;  ///< of its result files
    std::vector<Box> boxes;        ///< of the first repetition, by frame
    std::vector<double> overlaps;  ///< by frame; NaN: does not count
};

struct SequenceResults {
    std::shared_ptr<const Dataset> dataset;  ///< keeps `sequence` alive
    const Sequence* sequence = nullptr;
    /// Place of its first picture in their folder; -1: they do not lie side by side.
    int64_t first_in_folder = -1;
    std::vector<TrackerOnSequence> trackers;  ///< in the evaluation's order; without a usable result: empty
};

/// Reads the result files of all trackers. For a thread of its own.
/// @throws Error(Data) if the data set has no such sequence.
[[nodiscard]] SequenceResults load_sequence_results(const EvaluatedDataset& dataset,
                                                    const std::string& sequence);

/// An RTrack tracker to run again on a sequence.
struct TrackerOrigin {
    std::string model;                      ///< its file or its name
    std::string model_hash = {};            ///< of its file; empty: whatever it holds
    std::string precision = "auto";         ///< fp32, bf16
    std::vector<std::string> options = {};  ///< "name=value"
};
/// From the `tracker.txt` that `rtrack evaluate` writes beside its results; nullopt if they are another
/// tracker's. The model is found by its file or, where that is no more, by its name.
[[nodiscard]] std::optional<TrackerOrigin> origin_of(const std::filesystem::path& tracker_folder);

}  // namespace rtrack
