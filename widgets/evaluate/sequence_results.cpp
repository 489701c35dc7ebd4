#include "widgets/evaluate/sequence_results.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"
#include "training/evaluation/result_files.h"

namespace rtrack {
namespace {

TrackerOnSequence read_tracker(const ScoredTracker& scored, const EvaluatedDataset& dataset,
                               const Sequence& sequence) {
    TrackerOnSequence tracker{scored.name, scored.folder, {}, {}};
    Faults faults;  // told when the scores were made
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
    // rtrack NAME HASH PRECISION NAME=VALUE..., of which NAME may have blanks; then the file, in newer ones.
    std::ifstream stream(tracker_folder / "tracker.txt");
    std::string line;
    std::getline(stream, line);
    std::istringstream parts(line);
    std::vector<std::string> words{std::istream_iterator<std::string>(parts), {}};
    if (words.empty() || words.front() != "rtrack") return std::nullopt;
    TrackerOrigin origin;
    for (; words.back().find('=') != std::string::npos; words.pop_back())
        origin.options.push_back(words.back());
    if (words.size() < 4) return std::nullopt;
    origin.precision = words.back();
    origin.model_hash = words[words.size() - 2];
    const size_t name = line.find_first_not_of(' ', words.front().size());
    origin.model = line.substr(name, line.find(" " + origin.model_hash + " ") - name);
    std::error_code failure;
    if (std::getline(stream, line) && std::filesystem::exists(line, failure)) origin.model = line;
    return origin;
}

}  // namespace rtrack
