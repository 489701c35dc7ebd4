#include "training/evaluation/dataset.h"

#include <algorithm>

#include "tracking/base/error.h"
#include "tracking/base/options.h"
#include "tracking/sequences/layouts.h"
#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/record_reader.h"

namespace rtrack {

namespace {

template <SequenceRecords (*read)(const std::filesystem::path& path)>
void read_layout(const std::filesystem::path& path, Dataset& dataset) {
    append_sequences(read(path), dataset);
}

struct Kind {
    std::string name;
    void (*read)(const std::filesystem::path& path, Dataset& dataset);
};

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> table = {
        {"got10k", read_layout<got10k_sequences>},
        {"lasot", read_layout<lasot_sequences>},
        {"trackingnet", read_layout<trackingnet_sequences>},
        {"coco", read_coco},
        {"uav123", read_layout<uav123_sequences>},
        {"otb", read_layout<otb_sequences>},
        {"vot", read_layout<vot_sequences>},
        {"tlp", read_tlp},
        {"project", read_project},
    };
    return table;
}

std::string first_faults(const Faults& faults) {
    constexpr size_t kShown = 3;
    std::string text;
    for (size_t i = 0; i < std::min(kShown, faults.size()); ++i) text += "; " + describe(faults[i]);
    if (faults.size() > kShown) text += "; and " + std::to_string(faults.size() - kShown) + " more";
    return text;
}

}  // namespace

bool Sequence::visible(int64_t frame_index) const {
    const auto index = static_cast<size_t>(frame_index);
    if (frame_index < 0 || index >= boxes.size() || !boxes[index].valid()) return false;
    if (index < absent.size() && absent[index]) return false;
    return index >= cover.size() || cover[index] > 0;
}

int64_t Sequence::truth_line(size_t frame_index) const {
    return frame_index < truth_lines.size() ? truth_lines[frame_index]
                                            : static_cast<int64_t>(frame_index) + 1;
}

const std::vector<std::string>& dataset_kinds() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> result;
        for (const Kind& kind : kinds()) result.push_back(kind.name);
        return result;
    }();
    return names;
}

Dataset open_dataset(const std::string& kind_and_path) {
    const size_t colon = kind_and_path.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == kind_and_path.size()) {
        throw Error(
            ErrorCode::Argument,
            "A data set is named KIND:PATH, as in got10k:/data/GOT-10k/val, not '" + kind_and_path + "'.");
    }
    const std::string name = kind_and_path.substr(0, colon);
    const auto kind =
        std::find_if(kinds().begin(), kinds().end(), [&](const Kind& k) { return k.name == name; });
    if (kind == kinds().end()) {
        throw Error(ErrorCode::Argument, "There is no data set kind '" + name + "'; did you mean '" +
                                             nearest_name(name, dataset_kinds()) + "'?");
    }
    Dataset dataset;
    dataset.kind = name;
    dataset.root = kind_and_path.substr(colon + 1);
    if (!std::filesystem::exists(dataset.root)) {
        throw Error(ErrorCode::Data, "The data set " + kind_and_path + " does not exist.");
    }
    kind->read(dataset.root, dataset);
    if (dataset.sequences.empty() && dataset.stills.empty()) {
        throw Error(ErrorCode::Data, "Nothing in " + dataset.root.string() + " can be read as " + name +
                                         first_faults(dataset.faults) + ".");
    }
    return dataset;
}

std::vector<Dataset> with_sequences(std::vector<Dataset> datasets, const std::vector<std::string>& names) {
    if (names.empty()) return datasets;
    std::vector<std::string> known;
    for (const Dataset& dataset : datasets) {
        for (const Sequence& sequence : dataset.sequences) known.push_back(sequence.name);
    }
    for (const std::string& name : names) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        throw Error(ErrorCode::Argument, "No data set has a sequence '" + name + "'; did you mean '" +
                                             nearest_name(name, known) + "'?");
    }
    for (Dataset& dataset : datasets) {
        std::erase_if(dataset.sequences, [&](const Sequence& sequence) {
            return std::find(names.begin(), names.end(), sequence.name) == names.end();
        });
    }
    return datasets;
}

}  // namespace rtrack
