#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tracking/base/annotation_text.h"
#include "tracking/sequences/sequence_record.h"

namespace rtrack {

struct ListedName {
    std::string name;
    int64_t line = 0;  ///< in the list, from 1
};

/// The names of a list file, one a line. One that stands there twice is a fault and taken once.
[[nodiscard]] std::vector<ListedName> read_list(const std::filesystem::path& list_file, Faults& faults);

/// The .txt files of a folder by name, hidden ones left out. Empty if there is no such folder.
[[nodiscard]] std::vector<std::filesystem::path> text_files(const std::filesystem::path& folder);

/// The names that a data set's folder or list file stands for.
struct SequenceNames {
    std::filesystem::path root;
    std::filesystem::path list_file;  ///< empty: the folders themselves were looked at
    std::vector<ListedName> names;
};

/// PATH is a list file, a folder with list.txt, a sequence folder (has `marker`), or a folder of such
/// folders. A list of nothing but numbers holds indices from 0 into the folder's list.txt, as OSTrack's
/// GOT-10k splits do. No names if there is no such path.
[[nodiscard]] SequenceNames find_sequence_names(const std::filesystem::path& path, const std::string& marker,
                                                Faults& faults);

struct SequenceFolder {
    std::string name;
    std::filesystem::path folder;
};

/// The folders root/NAME of find_sequence_names. Those without the marker are a fault of the list's line.
[[nodiscard]] std::vector<SequenceFolder> find_sequence_folders(const std::filesystem::path& path,
                                                                const std::string& marker, Faults& faults);

/// What `read` makes of each of find_sequence_folders.
[[nodiscard]] SequenceRecords records_of_folders(
    const std::filesystem::path& path, const std::string& marker,
    const std::function<SequenceRecord(const SequenceFolder&)>& read);

/// The fault of a list that names a sequence without its truth.
[[nodiscard]] TextFault missing_sequence(const SequenceNames& found, const ListedName& listed,
                                         const std::filesystem::path& truth_file);

}  // namespace rtrack
