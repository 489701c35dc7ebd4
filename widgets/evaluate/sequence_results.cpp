#include "widgets/evaluate/sequence_results.h"

#include <algorithm>
#include <fstream>

#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"
#include "training/evaluation/result_files.h"

namespace rtrack {
namespace {

TrackerOnSequence read_tracker(const ScoredTracker& scored, const EvaluatedDataset& dataset,
                               const Sequence& sequence) {
    TrackerOnSequence tracker{scored.name, scored.folder, {}, {}};
    std::vector<DatasetFault> faults;  // told when the scores were made
    const auto result =
        read_result(scored.folder, sequence.name, result_layout(dataset.dataset->kind), faults);
    if (!result || result->repetitions.empty()) return tracker;
    tracker.boxes = result->repetitions.front();
    if (!scores_of(scored, sequence.name)) return tracker;  // boxes without a truth to compare them with
    tracker.overlaps = overlap_by_frame(sequence, *result, dataset.options);
    return tracker;
}

/// Data sets that leave out pictures (OTB) count from another one than their folder does.
int64_t place_in_folder(const Sequence& sequence) {
    const auto pictures = pictures_of_video(sequence.frames.front().parent_path());
    const auto first = std::find(pictures.begin(), pictures.end(), sequence.frames.front());
    const bool side_by_side = pictures.end() - first >= static_cast<int64_t>(sequence.frames.size()) &&
                              std::equal(sequence.frames.begin(), sequence.frames.end(), first);
    return side_by_side ? first - pictures.begin() : -1;
}

}  // namespace

SequenceResults load_sequence_results(const EvaluatedDataset& dataset, const std::string& name) {
    const std::vector<Sequence>& sequences = dataset.dataset->sequences;
    const auto sequence = std::find_if(sequences.begin(), sequences.end(),
                                       [&](const Sequence& candidate) { return candidate.name == name; });
    if (sequence == sequences.end())
        throw Error(ErrorCode::Data, dataset.name + " has no sequence " + name + ".");
    SequenceResults results{dataset.dataset, &*sequence, place_in_folder(*sequence), {}};
    for (const ScoredTracker& tracker : dataset.trackers)
        results.trackers.push_back(read_tracker(tracker, dataset, *sequence));
    return results;
}

std::optional<TrackerOrigin> origin_of(const std::filesystem::path& tracker_folder) {
    std::ifstream stream(tracker_folder / "tracker.txt");
    TrackerOrigin origin;
    if (!(stream >> origin.tracker >> origin.model)) return std::nullopt;
    return origin;
}

}  // namespace rtrack
