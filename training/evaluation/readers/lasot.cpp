// LaSOT: <class>/<class>-<n>/{img/00000001.jpg..., groundtruth.txt, full_occlusion.txt, out_of_view.txt};
// also flat.

#include <algorithm>

#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

std::string class_of(const std::string& name) {
    return name.substr(0, name.rfind('-'));
}

/// root/<name> or root/<class>/<name>.
fs::path folder_of(const fs::path& root, const std::string& name) {
    return fs::is_directory(root / name) ? root / name : root / class_of(name) / name;
}

/// Absent where either file says so. Lengths that differ from each other are a fault and give no labels.
std::vector<bool> read_absence(const fs::path& folder, Faults& faults) {
    std::vector<bool> occluded = read_flags(folder / "full_occlusion.txt", faults);
    const std::vector<bool> out_of_view = read_flags(folder / "out_of_view.txt", faults);
    if (occluded.empty() || out_of_view.empty()) return occluded.empty() ? out_of_view : occluded;
    if (occluded.size() != out_of_view.size()) {
        faults.push_back({folder / "out_of_view.txt", 0,
                          std::to_string(out_of_view.size()) + " labels, but full_occlusion.txt has " +
                              std::to_string(occluded.size()) + "; both are left out"});
        return {};
    }
    for (size_t i = 0; i < occluded.size(); ++i) occluded[i] = occluded[i] || out_of_view[i];
    return occluded;
}

void append_sequence(const fs::path& folder, Dataset& dataset) {
    Sequence sequence;
    sequence.name = folder.filename().string();
    sequence.class_name = class_of(sequence.name);
    sequence.frames = list_pictures(folder / "img");
    sequence.boxes = read_boxes(folder / "groundtruth.txt", dataset.faults);
    sequence.absent = read_absence(folder, dataset.faults);
    if (align(sequence, {folder / "groundtruth.txt", 1}, dataset.faults)) {
        dataset.sequences.push_back(std::move(sequence));
    }
}

}  // namespace

void read_lasot(const fs::path& path, Dataset& dataset) {
    const SequenceNames found = find_sequence_names(path, "groundtruth.txt", dataset.faults);
    for (const std::string& name : found.names) append_sequence(folder_of(found.root, name), dataset);
    if (!found.names.empty()) return;
    for (const fs::path& class_folder : list_folders(path)) {
        for (const fs::path& folder : list_folders(class_folder)) {
            if (fs::exists(folder / "groundtruth.txt")) append_sequence(folder, dataset);
        }
    }
}

}  // namespace rtrack
