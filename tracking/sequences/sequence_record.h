#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tracking/base/annotation_text.h"
#include "tracking/base/geometry.h"

namespace rtrack {

/// Which pictures the lines of a truth file belong to, in order.
struct PictureRange {
    std::filesystem::path folder;
    int64_t first_number = 1;            ///< in the name of the first picture that has a line
    std::optional<int64_t> last_number;  ///< of the last one; nullopt: all pictures have lines
};

/// One target through a video as a benchmark's files have it, before anyone decides what to do with it: the
/// boxes become tracks of a project or the truth of an evaluation. The vectors of labels are as long as
/// `boxes`, or empty where the files do not say.
struct SequenceRecord {
    std::string name;   ///< of the sequence, as results are named: "Jogging.2"
    std::string video;  ///< whose pictures they are: "Jogging"
    int target = 0;     ///< its number, from 1, in layouts with several targets in a video; 0: in others
    std::string class_name;
    std::vector<std::string> attributes;  ///< challenge tags that are set on any frame
    PictureRange pictures;
    std::filesystem::path truth_file;
    std::vector<Box> boxes;      ///< one a line, in the file's own coordinates; NaN: none
    std::vector<bool> absent;    ///< known not to be there; a frame with neither this nor a box: nobody said
    std::vector<bool> occluded;  ///< LaSOT: wholly, and then absent too; VOT: also in part
    std::vector<std::optional<int>> cover;  ///< visible eighths, 0 to 8; nullopt: the label is no cover
    std::vector<bool> cut_by_image;
    bool from_outlines = false;    ///< some boxes were polygons or masks
    int width = 0;                 ///< pixels; 0: not known
    int height = 0;                ///< pixels
    double frames_per_second = 0;  ///< 0: not known
    Faults faults;
};

/// What a folder or list holds. Faults of the lists themselves are beside those of the sequences.
struct SequenceRecords {
    std::vector<SequenceRecord> sequences;
    Faults faults;
};

/// The pictures of the range that are there, in natural order.
[[nodiscard]] std::vector<std::filesystem::path> pictures_of(const PictureRange& range);

/// How many pictures of the folder come before the range, where only a part of them has lines.
[[nodiscard]] int64_t pictures_before(const PictureRange& range);

}  // namespace rtrack
