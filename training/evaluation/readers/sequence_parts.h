#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tracking/base/annotation_text.h"
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
/// numbers are dropped, a fault each; boxes beyond the last picture are dropped with a fault. One box only:
/// the sequence of a test set, its pictures are all kept.
/// @return false, with a fault, if nothing is left to follow (no pictures or no boxes).
[[nodiscard]] bool align(Sequence& sequence, const Alignment& alignment, Faults& faults);

}  // namespace rtrack
