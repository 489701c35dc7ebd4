#pragma once

#include <filesystem>

#include "training/evaluation/dataset.h"

namespace rtrack {

/// The tracks of a project file as sequences: what a person drew or reviewed is the truth. A sequence runs
/// from the track's first such box to the last; frames between them that nobody looked at have no box (NaN,
/// cover 0) and are neither drawn in training nor counted in evaluation. Tracks without such a box and videos
/// that are not there are faults.
/// @throws Error(Data) naming the file if it is no project.
void read_project_dataset(const std::filesystem::path& project, Dataset& dataset);

/// Makes "project:FILE" a data set of this program, and videos and all picture formats readable for training.
void support_project_datasets();

}  // namespace rtrack
