// UAV123: anno/UAV123/<seq>.txt (NaN where the target is absent), data_seq/UAV123/<folder>/000001.jpg ...
// PATH is the root, a folder of truth files such as anno/UAV20L, or a list of names in one of them.

#include <cmath>
#include <map>

#include "tracking/sequences/layouts.h"
#include "tracking/sequences/sequence_names.h"
#include "tracking/sequences/sequence_text.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

struct Part {
    std::string folder;
    int64_t first_number;
};

/// Sequences that are parts of one video: its folder and the number of the part's first picture. The part
/// ends with its boxes. All others have a folder of their own and start at 1. From the benchmark's
/// configSeqs.m.
const std::map<std::string, Part>& parts() {
    static const std::map<std::string, Part> table = {
        {"bird1_1", {"bird1", 1}},
        {"bird1_2", {"bird1", 775}},
        {"bird1_3", {"bird1", 1573}},
        {"car1_1", {"car1", 1}},
        {"car1_2", {"car1", 751}},
        {"car1_3", {"car1", 1627}},
        {"car6_1", {"car6", 1}},
        {"car6_2", {"car6", 487}},
        {"car6_3", {"car6", 1807}},
        {"car6_4", {"car6", 2953}},
        {"car6_5", {"car6", 3925}},
        {"car8_1", {"car8", 1}},
        {"car8_2", {"car8", 1357}},
        {"car16_1", {"car16", 1}},
        {"car16_2", {"car16", 415}},
        {"group1_1", {"group1", 1}},
        {"group1_2", {"group1", 1333}},
        {"group1_3", {"group1", 2515}},
        {"group1_4", {"group1", 3925}},
        {"group2_1", {"group2", 1}},
        {"group2_2", {"group2", 907}},
        {"group2_3", {"group2", 1771}},
        {"group3_1", {"group3", 1}},
        {"group3_2", {"group3", 1567}},
        {"group3_3", {"group3", 2827}},
        {"group3_4", {"group3", 4369}},
        {"person2_1", {"person2", 1}},
        {"person2_2", {"person2", 1189}},
        {"person4_1", {"person4", 1}},
        {"person4_2", {"person4", 1501}},
        {"person5_1", {"person5", 1}},
        {"person5_2", {"person5", 877}},
        {"person7_1", {"person7", 1}},
        {"person7_2", {"person7", 1249}},
        {"person8_1", {"person8", 1}},
        {"person8_2", {"person8", 1075}},
        {"person12_1", {"person12", 1}},
        {"person12_2", {"person12", 601}},
        {"person14_1", {"person14", 1}},
        {"person14_2", {"person14", 847}},
        {"person14_3", {"person14", 1813}},
        {"person17_1", {"person17", 1}},
        {"person17_2", {"person17", 1501}},
        {"person19_1", {"person19", 1}},
        {"person19_2", {"person19", 1243}},
        {"person19_3", {"person19", 2791}},
        {"truck4_1", {"truck4", 1}},
        {"truck4_2", {"truck4", 577}},
        {"uav1_1", {"uav1", 1}},
        {"uav1_2", {"uav1", 1555}},
        {"uav1_3", {"uav1", 2473}},
    };
    return table;
}

struct Places {
    fs::path truth;
    fs::path pictures;
    bool long_term = false;  ///< UAV20L: whole videos under the same names
};

Places find_places(const fs::path& path) {
    const fs::path inside = path / "anno" / "UAV123";
    const fs::path folder = path.has_filename() ? path : path.parent_path();
    const bool long_term = folder.filename() == "UAV20L";
    if (fs::is_directory(inside)) return {inside, path / "data_seq" / "UAV123", false};
    if (long_term || folder.filename() == "UAV123")
        return {folder, folder.parent_path().parent_path() / "data_seq" / "UAV123", long_term};
    return {folder, folder / "data_seq" / "UAV123", false};  // annotations alone lie in any folder
}

/// Numbers alone, or NaN for a target that is not there.
std::optional<TruthLine> parse_line(const std::string& text) {
    auto line = parse_box_line(text);
    if (line && std::isnan(line->box.x)) line->absent = true;
    return line;
}

/// By the table where the whole video is there; else the sequence has pictures of its own.
Part part_of(const std::string& name, const Places& places) {
    const auto known = parts().find(name);
    if (known == parts().end() || places.long_term) return {name, 1};
    return fs::is_directory(places.pictures / known->second.folder) ? known->second : Part{name, 1};
}

SequenceRecord read_sequence(const fs::path& truth_file, const Places& places) {
    SequenceRecord record;
    record.name = truth_file.stem().string();
    record.truth_file = truth_file;
    read_truth(record, kFourNumbersExpected, parse_line);
    const Part part = part_of(record.name, places);
    record.pictures = {places.pictures / part.folder, part.first_number,
                       part.first_number + static_cast<int64_t>(record.boxes.size()) - 1};
    record.video = part.folder;
    return record;
}

}  // namespace

SequenceRecords uav123_sequences(const fs::path& path) {
    SequenceRecords records;
    if (!fs::exists(path)) return records;
    if (fs::is_directory(path)) {
        const Places places = find_places(path);
        for (const fs::path& file : text_files(places.truth))  // attributes are in a sub-folder of its own
            records.sequences.push_back(read_sequence(file, places));
        return records;
    }
    const Places places = find_places(path.parent_path());
    const SequenceNames found{path.parent_path(), path, read_list(path, records.faults)};
    for (const ListedName& listed : found.names) {
        const fs::path file = places.truth / (listed.name + ".txt");
        if (fs::exists(file)) {
            records.sequences.push_back(read_sequence(file, places));
        } else {
            records.faults.push_back(missing_sequence(found, listed, file));
        }
    }
    return records;
}

}  // namespace rtrack
