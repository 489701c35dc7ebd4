// GOT-10k: <name>/{00000001.jpg..., groundtruth.txt, absence.label, cover.label, cut_by_image.label,
// meta_info.ini}.

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

/// Class and resolution; other keys are skipped, "resolution: (W, H)" and "width: W", "height: H" both read.
void read_meta_info(const fs::path& file, Sequence& sequence, Faults& faults) {
    if (!fs::exists(file)) return;
    const auto lines = read_lines(file, faults);
    if (!lines) return;
    for (size_t i = 0; i < lines->size(); ++i) {
        const size_t colon = (*lines)[i].find(':');
        if (colon == std::string::npos) continue;
        const std::string key = trimmed((*lines)[i].substr(0, colon));
        const std::string value = trimmed((*lines)[i].substr(colon + 1));
        bool understood = true;
        if (key == "object_class") sequence.class_name = value;
        if (key == "resolution")
            understood = std::sscanf(value.c_str(), "(%d, %d)", &sequence.width, &sequence.height) == 2;
        if (key == "width") understood = std::sscanf(value.c_str(), "%d", &sequence.width) == 1;
        if (key == "height") understood = std::sscanf(value.c_str(), "%d", &sequence.height) == 1;
        if (!understood || sequence.width < 0 || sequence.height < 0) {
            faults.push_back({file, static_cast<int64_t>(i) + 1, "cannot read the value of '" + key + "'"});
            sequence.width = sequence.height = 0;
        }
    }
}

std::vector<int> read_cover(const fs::path& file, Faults& faults) {
    if (!fs::exists(file)) return {};
    std::vector<int> cover;
    const std::vector<double> numbers = read_label_numbers(file, faults);
    for (size_t i = 0; i < numbers.size(); ++i) {
        const bool in_range = numbers[i] >= 0 && numbers[i] <= 8;
        if (!in_range && !std::isnan(numbers[i])) {
            faults.push_back({file, static_cast<int64_t>(i) + 1, "cover is 0 to 8 eighths; taken as 0"});
        }
        cover.push_back(in_range ? static_cast<int>(numbers[i]) : 0);
    }
    return cover;
}

}  // namespace

void read_got10k(const fs::path& path, Dataset& dataset) {
    const SequenceNames found = find_sequence_names(path, "groundtruth.txt", dataset.faults);
    for (const std::string& name : found.names) {
        const fs::path folder = found.root / name;
        if (!fs::is_directory(folder)) {
            dataset.faults.push_back({folder, 0, "the list names this sequence, but the folder is missing"});
            continue;
        }
        Sequence sequence;
        sequence.name = name;
        sequence.frames = list_pictures(folder);
        sequence.boxes = read_boxes(folder / "groundtruth.txt", dataset.faults);
        sequence.absent = read_flags(folder / "absence.label", dataset.faults);
        sequence.cover = read_cover(folder / "cover.label", dataset.faults);
        sequence.cut_by_image = read_flags(folder / "cut_by_image.label", dataset.faults);
        read_meta_info(folder / "meta_info.ini", sequence, dataset.faults);
        if (align(sequence, {folder / "groundtruth.txt", 1}, dataset.faults)) {
            dataset.sequences.push_back(std::move(sequence));
        }
    }
}

}  // namespace rtrack
