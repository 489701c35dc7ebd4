#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tracking/annotation/project.h"
#include "tracking/base/image.h"
#include "widgets/annotate/opened_video.h"

namespace rtrack {

/// One object of a project as a training sequence: the frames that a person made a box at, or agreed to.
struct TrainingSequence {
    std::string name;        ///< of a folder
    std::string video_path;  ///< as the project knows it
    std::vector<FrameBox> frames;
};

/// Every track of the project with at least two such frames; boxes that nobody has looked at are left out.
[[nodiscard]] std::vector<TrainingSequence> training_sequences(const Project& project);

/// Where frames come from and pictures go: what the studio's services do.
struct TrainingSetWriter {
    std::function<OpenedVideo(const std::string& path)> open;
    std::function<void(const std::filesystem::path& file, const Image& picture)> write_jpeg;
    std::function<void(double share)> progress;
    std::function<bool()> cancelled;
};

/// Writes the sequences as a GOT-10k folder (list.txt; pictures, groundtruth.txt and absence.label of each)
/// that the trainer reads as got10k:FOLDER. Written beside and renamed: the folder is whole or not there.
/// @return the number of pictures.
/// @throws Error(Data) naming what cannot be read or written; Error(Stopped) when cancelled.
int64_t write_training_set(const std::vector<TrainingSequence>& sequences,
                           const std::filesystem::path& folder, const TrainingSetWriter& writer);

}  // namespace rtrack
