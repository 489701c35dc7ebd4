#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "tracking/base/image.h"
#include "tracking/base/tracker.h"
#include "training/evaluation/dataset.h"

namespace rtrack {

/// A tracker under evaluation.
struct NamedTracker {
    std::string name;  ///< the folder of its results and its name in reports
    /// What exactly answers (model, hash, precision): results of another are not mixed in.
    std::string identity;
    std::function<std::unique_ptr<Tracker>()> make;  ///< called on the threads that track
    std::string model_file = {};  ///< kept beside the identity, of which a file that is moved is no part
};

/// Decodes a picture. Called from several threads at a time. @throws Error(Data) naming the file.
using FrameLoader = std::function<Image(const std::filesystem::path&)>;

struct OnePassOptions {
    std::filesystem::path results;
    bool resume = false;  ///< keep complete result files of the same tracker
    int threads = 1;      ///< sequences tracked at a time, each by a tracker of its own
    /// Only these; empty: all. What else the folder holds of another tracker goes too.
    std::vector<std::string> sequences;
    std::stop_token stop;
};

struct OnePassProgress {
    std::string tracker;
    std::string dataset;
    std::string sequence;
    bool sequence_ended = false;
    bool kept = false;             ///< taken from an earlier run
    double frames_per_second = 0;  ///< of the ended sequence, updates only
    int64_t frames_done = 0;       ///< of the whole evaluation
    int64_t frames_total = 0;
};

struct SequenceFailure {
    std::string tracker;
    std::string dataset;
    std::string sequence;
    std::string message;
};

/// The folder below `results` for each data set: the one that holds its results already, by the `dataset.txt`
/// in it; else the toolkit's name, with the data set's own where two share one or another set's results are
/// there.
[[nodiscard]] std::vector<std::string> dataset_folder_names(const std::filesystem::path& results,
                                                            const std::vector<Dataset>& datasets);

/// One-pass evaluation: each tracker starts on the first frame's truth and follows it to the end of the
/// sequence.
///
/// Result and time files are written in the toolkit's layout under results / data set / tracker, each
/// sequence when it ends. The time of a frame is that of `update` alone; the first frame's is 0. A sequence
/// whose pictures cannot be read, whose size changes or that has no first box is reported in the answer, not
/// written, and the others go on.
///
/// @param observer  called after every frame, from one thread at a time.
/// @throws Error(Argument) if `sequences` names one that no data set has; Error(Stopped) on a stop request,
/// with the finished sequences kept; whatever else a tracker throws.
[[nodiscard]] std::vector<SequenceFailure> run_one_pass(
    const std::vector<Dataset>& datasets, const std::vector<NamedTracker>& trackers,
    const FrameLoader& load_frame, const OnePassOptions& options,
    const std::function<void(const OnePassProgress&)>& observer);

}  // namespace rtrack
