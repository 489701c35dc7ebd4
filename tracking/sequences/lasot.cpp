// LaSOT: <class>/<class>-<n>/{img/00000001.jpg ..., groundtruth.txt, full_occlusion.txt, out_of_view.txt};
// also without the class folders.

#include "tracking/base/picture_folder.h"
#include "tracking/sequences/layouts.h"
#include "tracking/sequences/sequence_names.h"
#include "tracking/sequences/sequence_text.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

constexpr char kTruth[] = "groundtruth.txt";

/// "cat" of cat-2; empty: the name does not say.
std::string class_of(const std::string& name) {
    const size_t mark = name.rfind('-');
    return mark == std::string::npos ? "" : name.substr(0, mark);
}

SequenceRecord read_sequence(const fs::path& folder) {
    SequenceRecord record;
    record.name = record.video = folder.filename().string();
    record.class_name = class_of(record.name);
    record.pictures.folder = folder / "img";
    record.truth_file = folder / kTruth;
    read_truth(record);
    record.occluded = read_flags(folder / "full_occlusion.txt", record);
    const std::vector<bool> out_of_view = read_flags(folder / "out_of_view.txt", record);
    for (size_t i = 0; i < record.boxes.size(); ++i) {
        const bool gone =
            (!record.occluded.empty() && record.occluded[i]) || (!out_of_view.empty() && out_of_view[i]);
        record.absent[i] = record.absent[i] || gone;
    }
    return record;
}

}  // namespace

SequenceRecords lasot_sequences(const fs::path& path) {
    SequenceRecords records;
    const SequenceNames found = find_sequence_names(path, kTruth, records.faults);
    for (const ListedName& listed : found.names) {
        const fs::path flat = found.root / listed.name;
        const fs::path folder =
            fs::is_directory(flat) ? flat : found.root / class_of(listed.name) / listed.name;
        if (fs::exists(folder / kTruth)) {
            records.sequences.push_back(read_sequence(folder));
        } else {
            records.faults.push_back(missing_sequence(found, listed, folder / kTruth));
        }
    }
    if (!found.list_file.empty() || fs::exists(path / kTruth)) return records;
    for (const fs::path& class_folder : list_folders(path)) {
        for (const fs::path& folder : list_folders(class_folder)) {
            if (fs::exists(folder / kTruth)) records.sequences.push_back(read_sequence(folder));
        }
    }
    return records;
}

}  // namespace rtrack
