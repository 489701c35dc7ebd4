#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tracking/base/annotation_text.h"
#include "tracking/base/geometry.h"
#include "training/evaluation/frame_paths.h"

namespace rtrack {

/// One target followed through the frames of a video, as benchmarks keep it. All vectors but `frames` are
/// either empty (the data set does not say) or as long as `boxes`.
struct Sequence {
    std::string name;
    /// Pictures in presentation order; decoded by whoever needs them.
    FramePaths frames;
    /// Truth, frame pixels, x,y from 0; NaN where the set gives none; may be shorter than `frames` (test sets
    /// give the first box only).
    std::vector<Box> boxes;
    std::vector<bool> absent;        ///< out of view or fully occluded
    std::vector<int> cover;          ///< GOT-10k: visible eighths, 0 to 8
    std::vector<bool> cut_by_image;  ///< GOT-10k
    std::string class_name;
    std::vector<std::string> attributes;  ///< challenge tags of the benchmark, where it has them
    int width = 0;                        ///< 0: not known without decoding a frame
    int height = 0;
    std::filesystem::path truth_file;  ///< the file that has a box a line; empty: there is none
    std::vector<int64_t> truth_lines;  ///< the line of each box, from 1; empty: one after the other from 1

    /// The line of a frame's box in truth_file, from 1.
    [[nodiscard]] int64_t truth_line(size_t frame_index) const;

    /// Positive size, finite, and not marked absent or fully covered (REFERENCE 1.2).
    [[nodiscard]] bool visible(int64_t frame_index) const;
};

/// An object in a still picture.
struct Instance {
    Box box;
    std::vector<std::vector<Point>> polygons;  ///< outline in picture pixels; empty: box only
    int category_id = 0;
    bool crowd = false;
};

struct StillPicture {
    std::filesystem::path file;
    int width = 0;
    int height = 0;
    std::vector<Instance> instances;
};

/// A data set in memory: annotations and file names, no pixels.
struct Dataset {
    std::string kind;  ///< "got10k", "coco", ...
    std::filesystem::path root;
    std::vector<Sequence> sequences;
    std::vector<StillPicture> stills;  ///< COCO only
    Faults faults;

    [[nodiscard]] std::string display_name() const { return kind + ":" + root.string(); }
};

/// The kinds that `open_dataset` reads: got10k lasot trackingnet coco uav123 otb vot tlp project.
[[nodiscard]] const std::vector<std::string>& dataset_kinds();

/// Opens "KIND:PATH", the name of a data set everywhere (command line, YAML, dialogs). PATH is the folder
/// that holds the sequences (with list.txt, where there is one), or a list file inside that folder that names
/// some of them.
///
/// @throws Error(Argument) for an unknown kind or a malformed name.
/// @throws Error(Data) naming the folder if nothing in it can be read as this kind.
[[nodiscard]] Dataset open_dataset(const std::string& kind_and_path);

/// The same data sets with the named sequences only, some perhaps with none. No names: all stay.
/// @throws Error(Argument) if no data set has a name.
[[nodiscard]] std::vector<Dataset> with_sequences(std::vector<Dataset> datasets,
                                                  const std::vector<std::string>& names);

}  // namespace rtrack
