#pragma once

#include <filesystem>
#include <functional>

#include "tracking/base/image.h"
#include "training/evaluation/dataset.h"

namespace rtrack {

/// What data sets need and this layer cannot do: a program with the project file and FFmpeg brings it.
struct ProjectSupport {
    /// Appends the sequences of a project file. @throws Error(Data) naming it if it cannot be read.
    std::function<void(const std::filesystem::path& project, Dataset& dataset)> read;
    /// Decodes a frame of a video (see video_frame.h) or a picture of any format. Called from many threads.
    /// @throws Error(Data) naming the picture.
    std::function<Image(const std::filesystem::path& picture)> decode;
};

/// Once, before any data set is opened.
void set_project_support(ProjectSupport support);

/// Without support: `read` says what to do instead, `decode` is empty.
[[nodiscard]] const ProjectSupport& project_support();

/// Whether a picture is decoded by project_support(): frames of videos, and where the program can, whatever
/// is no JPEG. @throws Error(Data) for the frame of a video if the program has no support.
[[nodiscard]] bool needs_project_support(const std::filesystem::path& picture);

}  // namespace rtrack
