#pragma once

#include <filesystem>

#include "training/evaluation/dataset.h"

namespace rtrack {

// One function a kind of data set, each in its own file. They append sequences or stills and faults to
// `dataset` and leave it empty where `path` holds nothing of that kind; `open_dataset` makes that an error.

void read_coco(const std::filesystem::path& path, Dataset& dataset);
void read_tlp(const std::filesystem::path& path, Dataset& dataset);
/// By project_support(). @throws Error(Data) if the program has none.
void read_project(const std::filesystem::path& path, Dataset& dataset);

}  // namespace rtrack
