// TrackingNet: {TRAIN_0..11, TEST}/{anno/<seq>.txt, frames/<seq>/0.jpg...}; PATH is the root or one of its
// parts.

#include <algorithm>
#include <set>

#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

void read_part(const fs::path& part, const std::set<std::string>& wanted, Dataset& dataset) {
    for (const fs::path& truth_file : text_files(part / "anno")) {
        Sequence sequence;
        sequence.name = truth_file.stem().string();
        if (!wanted.empty() && !wanted.contains(sequence.name)) continue;
        sequence.frames = list_pictures(part / "frames" / sequence.name);
        sequence.boxes = read_boxes(truth_file, dataset.faults);
        if (align(sequence, {truth_file, 0}, dataset.faults))
            dataset.sequences.push_back(std::move(sequence));
    }
}

}  // namespace

void read_trackingnet(const fs::path& path, Dataset& dataset) {
    std::set<std::string> wanted;
    fs::path root = path;
    if (!fs::is_directory(path)) {
        const std::vector<std::string> names = read_list(path, dataset.faults);
        wanted.insert(names.begin(), names.end());
        root = path.parent_path();
    }
    if (fs::is_directory(root / "anno")) return read_part(root, wanted, dataset);
    for (const fs::path& part : list_folders(root)) {
        if (fs::is_directory(part / "anno")) read_part(part, wanted, dataset);
    }
}

}  // namespace rtrack
