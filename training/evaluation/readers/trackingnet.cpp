// TrackingNet: {TRAIN_0..11, TEST}/{anno/<seq>.txt, frames/<seq>/0.jpg...}; PATH is the root or one of its
// parts.

#include <set>
#include <string>

#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

/// @param wanted  the sequences to read; those that are found are taken off. nullptr: all.
void read_part(const fs::path& part, std::set<std::string>* wanted, Dataset& dataset) {
    for (const fs::path& truth_file : text_files(part / "anno")) {
        Sequence sequence;
        sequence.name = truth_file.stem().string();
        if (wanted && wanted->erase(sequence.name) == 0) continue;
        sequence.frames = list_pictures(part / "frames" / sequence.name);
        sequence.boxes = read_boxes(truth_file, dataset.faults);
        if (align(sequence, {truth_file, 0}, dataset.faults))
            dataset.sequences.push_back(std::move(sequence));
    }
}

}  // namespace

void read_trackingnet(const fs::path& path, Dataset& dataset) {
    const bool is_list = !fs::is_directory(path);
    const fs::path root = is_list ? path.parent_path() : path;
    std::set<std::string> listed;
    if (is_list) {
        for (const std::string& name : read_list(path, dataset.faults)) listed.insert(name);
    }
    std::set<std::string>* wanted = is_list ? &listed : nullptr;
    if (fs::is_directory(root / "anno")) {
        read_part(root, wanted, dataset);
    } else {
        for (const fs::path& part : list_folders(root)) {
            if (fs::is_directory(part / "anno")) read_part(part, wanted, dataset);
        }
    }
    for (const std::string& name : listed) {
        dataset.faults.push_back(
            {path, 0, "names " + in_quotes(name) + ", and no part has its anno/" + name + ".txt"});
    }
}

}  // namespace rtrack
