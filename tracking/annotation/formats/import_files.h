#pragma once

#include <filesystem>

#include "tracking/annotation/formats/format.h"
#include "tracking/annotation/project.h"

namespace rtrack {

/// Reads what is at `path`, or the sequence whose truth file it is. Files of an export of ours do not name
/// their video as the project does, once for each object of it: the manifest beside them says which it is.
/// @throws Error(Data) naming the path if there is nothing of this format at all.
[[nodiscard]] ReadResult read_files(const Format& format, const std::filesystem::path& path,
                                    const ReadOptions& options);

/// Where in `video` these files begin: what their manifest says if they were made on that video, else 0. The
/// pictures of an exported range, for one, are a video of their own.
[[nodiscard]] int64_t first_frame_in(const Video& video, const ReadResult& read);

/// The folder of the sequence, if the path is its truth file; else the path.
[[nodiscard]] std::filesystem::path sequence_of_truth_file(const std::filesystem::path& path);

}  // namespace rtrack
