// VOT: list.txt, <seq>/{color/00000001.jpg... or 00000001.jpg..., groundtruth.txt, *.tag or *.label,
// sequence}. A truth line is a box (4 numbers), a polygon (6 or more), or a mask "mX,Y,W,H,run,run,..." (2020
// and later).

#include <algorithm>
#include <cmath>

#include "tracking/base/region_text.h"
#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

std::vector<Box> read_regions(const fs::path& file, Faults& faults) {
    const auto lines = read_lines(file, faults);
    if (!lines) return {};
    std::vector<Box> boxes;
    for (size_t i = 0; i < lines->size(); ++i) {
        const auto box = parse_region((*lines)[i]);
        if (!box) {
            faults.push_back({file, static_cast<int64_t>(i) + 1,
                              "is neither a box, a polygon nor a mask: " + in_quotes((*lines)[i])});
        }
        boxes.push_back(box.value_or(nan_box()));
    }
    return boxes;
}

/// Names of the per-frame tags that are set on any frame.
std::vector<std::string> read_tags(const fs::path& folder, Faults& faults) {
    std::vector<std::string> tags;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".tag" && extension != ".label") continue;
        const std::vector<bool> flags = read_flags(entry.path(), faults);
        if (std::find(flags.begin(), flags.end(), true) != flags.end())
            tags.push_back(entry.path().stem().string());
    }
    std::sort(tags.begin(), tags.end());
    return tags;
}

/// Width and height in the file "sequence" (2018 and later), lines of key=value.
void read_size(const fs::path& file, Sequence& sequence, Faults& faults) {
    if (!fs::exists(file)) return;
    const auto lines = read_lines(file, faults).value_or(std::vector<std::string>{});
    for (size_t i = 0; i < lines.size(); ++i) {
        const size_t equals = lines[i].find('=');
        const std::string key = trimmed(lines[i].substr(0, equals));
        if (equals == std::string::npos || (key != "width" && key != "height")) continue;
        const auto value = parse_number(std::string_view(lines[i]).substr(equals + 1));
        constexpr double kMost = 1 << 20;
        if (value && *value >= 0 && *value <= kMost) {
            (key == "width" ? sequence.width : sequence.height) = static_cast<int>(*value);
        } else {
            faults.push_back({file, static_cast<int64_t>(i) + 1, "cannot read the value of '" + key + "'"});
        }
    }
    if (sequence.width == 0 || sequence.height == 0) sequence.width = sequence.height = 0;
}

}  // namespace

void read_vot(const fs::path& path, Dataset& dataset) {
    const SequenceNames found = find_sequence_names(path, "groundtruth.txt", dataset.faults);
    for (const std::string& name : found.names) {
        const fs::path folder = found.root / name;
        Sequence sequence;
        sequence.name = name;
        sequence.frames = list_pictures(fs::is_directory(folder / "color") ? folder / "color" : folder);
        sequence.boxes = read_regions(folder / "groundtruth.txt", dataset.faults);
        for (const Box& box : sequence.boxes) sequence.absent.push_back(std::isnan(box.x));
        sequence.attributes = read_tags(folder, dataset.faults);
        read_size(folder / "sequence", sequence, dataset.faults);
        if (align(sequence, {folder / "groundtruth.txt", 1}, dataset.faults)) {
            dataset.sequences.push_back(std::move(sequence));
        }
    }
}

}  // namespace rtrack
