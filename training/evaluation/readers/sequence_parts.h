#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tracking/base/annotation_text.h"
#include "tracking/base/picture_folder.h"
#include "training/evaluation/dataset.h"

namespace rtrack {

/// What to do with pictures that have no box although the sequence has more than one.
enum class ExtraPictures {
    Fault,   ///< the truth should cover all: report, and drop the pictures
    Ignore,  ///< known of this data set: drop the pictures silently
};

struct Alignment {
    std::filesystem::path truth_file;     ///< the file that the boxes came from, for the faults
    std::optional<int64_t> first_number;  ///< the number in the name of the first picture, where it is fixed
    ExtraPictures extra = ExtraPictures::Fault;
};

/// Makes the vectors of a sequence agree.
///
/// Where there are more boxes than pictures and the pictures are numbered, the boxes and labels of missing
/// numbers are dropped, a fault each; boxes beyond the last picture are dropped with a fault; labels of
/// another length than the boxes are dropped with a fault. One box only: the sequence of a test set, its
/// pictures are all kept.
/// @return false, with a fault, if nothing is left to follow (no pictures or no boxes).
[[nodiscard]] bool align(Sequence& sequence, const Alignment& alignment, Faults& faults);

/// Labels as flags: not zero is true; NaN (a bad line) is false. Missing file: empty, no fault.
[[nodiscard]] std::vector<bool> read_flags(const std::filesystem::path& file, Faults& faults);

/// The names of a list file, one a line. One that stands there twice is a fault and taken once.
[[nodiscard]] std::vector<std::string> read_list(const std::filesystem::path& list_file, Faults& faults);

/// The .txt files of a folder by name, hidden ones left out. Empty if there is no such folder.
[[nodiscard]] std::vector<std::filesystem::path> text_files(const std::filesystem::path& folder);

/// The names that a data set folder or list file stands for.
struct SequenceNames {
    std::filesystem::path root;
    std::vector<std::string> names;
};

/// PATH is a list file, a folder with list.txt, a sequence folder (has `marker`), or a folder of such
/// folders. A list of nothing but numbers holds indices from 0 into the folder's list.txt, as OSTrack's
/// GOT-10k splits do.
[[nodiscard]] SequenceNames find_sequence_names(const std::filesystem::path& path, const std::string& marker,
                                                Faults& faults);

}  // namespace rtrack
