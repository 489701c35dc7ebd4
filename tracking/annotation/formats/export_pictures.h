#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tracking/annotation/formats/export_files.h"
#include "tracking/base/frame_source.h"

namespace rtrack {

/// How the frames of an export are read and written: neither decoder nor encoder is this layer's.
struct PictureWork {
    /// @throws Error(Data) if it is not there, or is another video than that of the boxes.
    std::function<std::shared_ptr<FrameSource>(const AnnotatedVideo& video)> open;
    std::function<void(const std::filesystem::path& file, const Image& picture)> write;
    /// Called after each frame of a sequence. @return false to stop
    std::function<bool(const std::string& sequence, int64_t done, int64_t frames)> progress;
};

/// Writes every frame of the sequences, of the range, into the folder, where the format looks for it.
/// @return the pictures that are left out, because their frames cannot be decoded: "clip/00000004.jpg"
/// @throws Error(Argument) if the format has no place for pictures; Error(Stopped) if `progress` said so;
/// Error(Data) naming its first frame if no frame of a sequence can be decoded; what `work` throws.
[[nodiscard]] std::vector<std::string> write_pictures(const AnnotationSet& set, const ExportJob& job,
                                                      const std::filesystem::path& folder,
                                                      const PictureWork& work);

}  // namespace rtrack
