// OTB: <Seq>/{img/0001.jpg..., groundtruth_rect.txt}; two-target folders have groundtruth_rect.1.txt and
// .2.txt. The boxes' corners count from 1, as MATLAB does; neither toolkit corrects that, and result files of
// others share the convention, so they stay as they are.

#include <algorithm>
#include <map>

#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

struct FrameRange {
    int64_t first;  ///< number of the first labelled picture
    int64_t last;
};

/// Sequences that label a part of their pictures only (benchmark page; got10k toolkit).
const std::map<std::string, FrameRange>& labelled_ranges() {
    static const std::map<std::string, FrameRange> table = {{"David", {300, 770}},
                                                            {"Football1", {1, 74}},
                                                            {"Freeman3", {1, 460}},
                                                            {"Freeman4", {1, 283}},
                                                            {"Diving", {1, 215}}};
    return table;
}

/// The number of the first labelled picture: 1 but for these and the ranges above.
int64_t first_number_of(const std::string& sequence) {
    static const std::map<std::string, int64_t> table = {
        {"BlurCar1", 247}, {"BlurCar3", 3}, {"BlurCar4", 18}};
    const auto range = labelled_ranges().find(sequence);
    if (range != labelled_ranges().end()) return range->second.first;
    const auto number = table.find(sequence);
    return number == table.end() ? 1 : number->second;
}

std::vector<fs::path> labelled_pictures(const fs::path& folder, size_t box_count) {
    std::vector<fs::path> pictures = list_pictures(folder / "img");
    const auto range = labelled_ranges().find(folder.filename().string());
    if (range == labelled_ranges().end() || pictures.size() <= box_count) return pictures;
    const FrameRange labelled = range->second;
    std::erase_if(pictures, [&](const fs::path& picture) {  // by number: some may be missing
        const auto number = trailing_number(picture);
        return !number || *number < labelled.first || *number > labelled.last;
    });
    return pictures;
}

bool is_blank(const fs::path& file) {
    Faults ignored;
    const auto names = read_names(file, ignored);
    return !names || names->empty();
}

std::vector<fs::path> truth_files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        const std::string name = entry.path().filename().string();
        // Human4's groundtruth_rect.1.txt is empty in the benchmark itself.
        if (name.starts_with("groundtruth") && name.ends_with(".txt") && !is_blank(entry.path())) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// @param only_target  its number, from 1, of a folder of several; empty: all
void append_folder(const fs::path& folder, const std::string& only_target, Dataset& dataset) {
    const std::string name = folder.filename().string();
    const auto extra = labelled_ranges().contains(name) ? ExtraPictures::Ignore : ExtraPictures::Fault;
    bool found = false;
    const std::vector<fs::path> truth_files = truth_files_in(folder);
    if (truth_files.empty()) {
        dataset.faults.push_back(
            {folder, 0, "has no groundtruth_rect.txt with boxes; the sequence is left out"});
    }
    for (size_t target = 1; target <= truth_files.size(); ++target) {
        const fs::path& truth_file = truth_files[target - 1];
        if (!only_target.empty() && only_target != std::to_string(target)) continue;
        found = true;
        Sequence sequence;
        sequence.name = name;
        if (truth_files.size() > 1) sequence.name += "." + std::to_string(target);
        sequence.boxes = read_boxes(truth_file, dataset.faults);
        sequence.frames = labelled_pictures(folder, sequence.boxes.size());
        if (align(sequence, {truth_file, first_number_of(name), extra}, dataset.faults)) {
            dataset.sequences.push_back(std::move(sequence));
        }
    }
    if (!found && !truth_files.empty()) {
        dataset.faults.push_back({folder, 0,
                                  "has no target " + only_target + ", it has " +
                                      std::to_string(truth_files.size()) + "; the sequence is left out"});
    }
}

}  // namespace

void read_otb(const fs::path& path, Dataset& dataset) {
    if (!truth_files_in(path).empty()) return append_folder(path, "", dataset);
    if (fs::is_directory(path) && !fs::exists(path / "list.txt")) {
        for (const fs::path& folder : list_folders(path)) {
            if (!truth_files_in(folder).empty()) append_folder(folder, "", dataset);
        }
        return;
    }
    const SequenceNames found = find_sequence_names(path, "groundtruth_rect.txt", dataset.faults);
    for (const std::string& name : found.names) {
        const size_t mark = name.find_last_of(".-");
        const bool names_target = !fs::is_directory(found.root / name) && mark != std::string::npos;
        append_folder(found.root / name.substr(0, names_target ? mark : name.size()),
                      names_target ? name.substr(mark + 1) : "", dataset);
    }
}

}  // namespace rtrack
