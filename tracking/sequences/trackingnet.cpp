// TrackingNet: {TRAIN_0..11, TEST}/{anno/<seq>.txt, frames/<seq>/0.jpg ...}; PATH is the root, one of its
// parts, or a list of names in one of them.

#include <map>

#include "tracking/base/picture_folder.h"
#include "tracking/sequences/layouts.h"
#include "tracking/sequences/sequence_names.h"
#include "tracking/sequences/sequence_text.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

SequenceRecord read_sequence(const fs::path& part, const fs::path& truth_file) {
    SequenceRecord record;
    record.name = record.video = truth_file.stem().string();
    record.pictures.folder = part / "frames" / record.name;
    record.pictures.first_number = 0;
    record.truth_file = truth_file;
    read_truth(record);
    return record;
}

/// The folder itself, if it is a part, and the parts in it.
std::vector<fs::path> parts_of(const fs::path& root) {
    std::vector<fs::path> parts;
    if (fs::is_directory(root / "anno")) parts.push_back(root);
    for (const fs::path& part : list_folders(root)) {
        if (fs::is_directory(part / "anno")) parts.push_back(part);
    }
    return parts;
}

}  // namespace

SequenceRecords trackingnet_sequences(const fs::path& path) {
    SequenceRecords records;
    const bool is_list = fs::exists(path) && !fs::is_directory(path);
    std::map<std::string, int64_t> wanted;  // those of the list that are not found yet, with their line
    if (is_list) {
        for (const ListedName& listed : read_list(path, records.faults)) wanted[listed.name] = listed.line;
    }
    for (const fs::path& part : parts_of(is_list ? path.parent_path() : path)) {
        for (const fs::path& file : text_files(part / "anno")) {
            if (is_list && wanted.erase(file.stem().string()) == 0) continue;
            records.sequences.push_back(read_sequence(part, file));
        }
    }
    for (const auto& [name, line] : wanted) {
        records.faults.push_back(
            {path, line, "names " + in_quotes(name) + ", and no part has its anno/" + name + ".txt"});
    }
    return records;
}

}  // namespace rtrack
