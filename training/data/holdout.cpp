#include "training/data/holdout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"
#include "tracking/base/video_frame.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

/// Where the seed puts a video among all others: evenly spread, and the same on every machine, which
/// std::hash is not. Of the path the last two names count, so that data may lie elsewhere. FNV-1a, then the
/// finalizer of MurmurHash3: without it, names that differ in the last letter would lie side by side.
uint64_t place_of(const fs::path& video, int64_t seed) {
    uint64_t hash = 0xcbf29ce484222325;
    const std::string name = video.parent_path().filename().string() + "/" + video.filename().string();
    for (const char letter : std::to_string(seed) + "/" + name)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
    return hash ^ (hash >> 33);
}

std::set<fs::path> drawn_videos(const std::set<fs::path>& videos, double share, int64_t seed) {
    std::set<fs::path> drawn;
    if (share <= 0 || videos.size() < 2) return drawn;
    std::vector<std::pair<uint64_t, fs::path>> order;
    for (const fs::path& video : videos) order.emplace_back(place_of(video, seed), video);
    std::sort(order.begin(), order.end());
    for (size_t i = 0; i + 1 < order.size(); ++i) {
        const bool below = static_cast<double>(order[i].first) < std::ldexp(share, 64);
        if (below || i == 0) drawn.insert(order[i].second);
    }
    return drawn;
}

std::vector<WeightedDataset> open_all(const DataOptions& options) {
    std::vector<WeightedDataset> datasets;
    for (const std::string& text : options.train) datasets.push_back(open_weighted_dataset(text));
    return datasets;
}

}  // namespace

fs::path video_of(const Sequence& sequence) {
    const fs::path& first = sequence.frames.front();
    const auto frame = video_frame_of(first);
    const fs::path& file = frame ? frame->video : first;
    return fs::weakly_canonical(is_picture_file(file) ? file.parent_path() : file);
}

std::vector<Dataset> take_held_out(std::vector<WeightedDataset>& datasets, double share, int64_t seed) {
    std::map<const Sequence*, fs::path> video_by_sequence;
    std::set<fs::path> videos;
    for (const WeightedDataset& entry : datasets) {
        for (const Sequence& sequence : entry.dataset.sequences)
            videos.insert(video_by_sequence[&sequence] = video_of(sequence));
    }
    const std::set<fs::path> drawn = drawn_videos(videos, share, seed);
    std::vector<Dataset> held_out;
    for (WeightedDataset& entry : datasets) {
        Dataset part;
        part.kind = entry.dataset.kind;
        part.root = entry.dataset.root;
        std::vector<Sequence> kept;
        for (Sequence& sequence : entry.dataset.sequences) {
            const bool is_drawn = drawn.contains(video_by_sequence.at(&sequence));
            (is_drawn ? part.sequences : kept).push_back(std::move(sequence));
        }
        entry.dataset.sequences = std::move(kept);
        if (!part.sequences.empty()) held_out.push_back(std::move(part));
    }
    std::erase_if(datasets, [](const WeightedDataset& entry) {
        return entry.dataset.sequences.empty() && entry.dataset.stills.empty();
    });
    return held_out;
}

std::vector<WeightedDataset> open_training_data(const DataOptions& options) {
    std::vector<WeightedDataset> datasets = open_all(options);
    if (options.holdout > 0) (void)take_held_out(datasets, options.holdout, options.holdout_seed);
    return datasets;
}

std::vector<Dataset> open_held_out_data(const DataOptions& options) {
    if (options.holdout <= 0) return {};
    std::vector<WeightedDataset> datasets = open_all(options);
    std::vector<Dataset> held_out = take_held_out(datasets, options.holdout, options.holdout_seed);
    if (held_out.empty()) {
        throw Error(
            ErrorCode::Argument,
            "data.holdout cannot keep anything back: data.train has fewer than two videos with boxes; "
            "set data.holdout=0 or name a data set to validate on");
    }
    return held_out;
}

}  // namespace rtrack
