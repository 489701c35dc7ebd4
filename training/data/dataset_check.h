#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "training/evaluation/dataset.h"

namespace rtrack {

/// What a check of a data set found. Every fault names its file, and its line where there is one.
struct DatasetReport {
    std::string name;
    int64_t sequences = 0;
    int64_t frames = 0;
    int64_t annotated_frames = 0;  ///< with a usable box
    int64_t visible_frames = 0;
    int64_t still_pictures = 0;
    int64_t instances = 0;
    int64_t outlines = 0;
    int smallest_width = 0, smallest_height = 0;  ///< of the pictures read; 0: none read
    int largest_width = 0, largest_height = 0;
    double smallest_target = 0;  ///< square root of the smallest and largest box's area
    double largest_target = 0;
    Faults faults;   ///< the reader's first, then by sequence and picture
    Faults remarks;  ///< what may be right, and is worth a look
};

struct DatasetCheckOptions {
    bool decode = true;  ///< decode every picture; else only its header is read
    int threads = 1;
    std::function<void(int64_t pictures)> on_pictures;  ///< so many more are checked; from any thread
};

/// Frames and still pictures.
[[nodiscard]] int64_t picture_count(const Dataset& dataset);

/// Missing and unreadable pictures, boxes that are empty or outside, lists of different length, changes of
/// size within a video, repeated frames; as remarks, boxes that jump.
[[nodiscard]] DatasetReport check_dataset(const Dataset& dataset, const DatasetCheckOptions& options);

/// Pictures of `validation` that are, byte for byte, also in `training`.
[[nodiscard]] Faults find_leaks(const std::vector<const Dataset*>& training,
                                const std::vector<const Dataset*>& validation);

/// The report as lines for people: counts, sizes, then faults and remarks.
[[nodiscard]] std::vector<std::string> describe(const DatasetReport& report);

}  // namespace rtrack
