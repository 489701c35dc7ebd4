#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "training/evaluation/dataset.h"
#include "training/evaluation/metrics.h"

namespace rtrack {

/// Where a toolkit looks for results.
enum class ResultLayout {
    Got10k,  ///< TRACKER/SEQ/SEQ_001.txt (.._003 for stochastic trackers), TRACKER/SEQ/SEQ_time.txt
    Otb,     ///< TRACKER/SEQ.txt, TRACKER/times/SEQ_time.txt
};

/// GOT-10k's for its own kind, OTB's for all others.
[[nodiscard]] ResultLayout result_layout(const std::string& dataset_kind);

/// The folder that the toolkit keeps a data set's results in: "GOT-10k", "OTB2015", "TrackingNet", ...
[[nodiscard]] std::string result_folder_name(const std::string& dataset_kind);

[[nodiscard]] std::filesystem::path result_file(const std::filesystem::path& tracker_folder,
                                                const std::string& sequence_name, ResultLayout layout,
                                                int repetition = 1);
[[nodiscard]] std::filesystem::path time_file(const std::filesystem::path& tracker_folder,
                                              const std::string& sequence_name, ResultLayout layout);

/// Boxes as "x,y,w,h" with three decimals and seconds with eight, one line a frame; each file whole or not at
/// all.
/// @throws Error(Data) naming the file if it cannot be written.
void write_result(const std::filesystem::path& tracker_folder, const std::string& sequence_name,
                  ResultLayout layout, const std::vector<Box>& boxes, const std::vector<double>& seconds);

/// Removes what is there of a sequence, in both layouts: all repetitions, and the times.
/// @throws Error(Data) naming the file if it cannot be removed.
void remove_result(const std::filesystem::path& tracker_folder, const std::string& sequence_name);

/// Whether there is a result of any sequence, in either layout.
[[nodiscard]] bool has_any_result(const std::filesystem::path& tracker_folder, const Dataset& dataset);

/// What is there of a sequence, in this layout or, where that has nothing, in the other; commas, tabs or
/// blanks. A line that is no box becomes a NaN box and a fault. nullopt if there is no file.
[[nodiscard]] std::optional<SequenceResult> read_result(const std::filesystem::path& tracker_folder,
                                                        const std::string& sequence_name, ResultLayout layout,
                                                        Faults& faults);

/// True if there is a box for each of `frame_count` frames, none of them NaN, and the first is `first_box` as
/// far as three decimals go: then a resumed evaluation keeps the file.
[[nodiscard]] bool result_is_complete(const std::filesystem::path& tracker_folder,
                                      const std::string& sequence_name, ResultLayout layout,
                                      size_t frame_count, const Box& first_box);

struct FoundTracker {
    std::string name;
    std::filesystem::path folder;
};

/// The trackers with results for any sequence of the data set: sub-folders of `results` or of
/// `dataset_folder` (or the toolkit's folder) inside it; `results` itself if the files lie there. Sorted by
/// name.
[[nodiscard]] std::vector<FoundTracker> find_trackers(const std::filesystem::path& results,
                                                      const Dataset& dataset,
                                                      const std::string& dataset_folder);

/// Packs a tracker's results as the benchmark's server wants them: GOT-10k, one folder a sequence;
/// TrackingNet, one text file a sequence at the root.
///
/// @throws Error(Argument) if the kind has no server, Error(Data) naming the first sequence without a
/// complete result.
void write_submission(const std::filesystem::path& zip_file, const std::filesystem::path& tracker_folder,
                      const Dataset& dataset);

/// True for the kinds that `write_submission` knows.
[[nodiscard]] bool has_submission(const std::string& dataset_kind);

}  // namespace rtrack
