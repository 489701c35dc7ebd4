#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tracking/annotation/formats/format.h"

namespace rtrack {

struct ExportJob {
    const Format* format = nullptr;
    std::filesystem::path path;  ///< file or folder
    WriteOptions write;
    bool overwrite = false;  ///< may replace files of the same names; others are never touched
    bool keyframes_only = false;
    int64_t first_frame = 0;  ///< where a range starts; formats with a line for each frame start there
    int64_t frames = 0;       ///< the length of the range; 0: to the end
    /// Writes pictures into the folder, before it gets its name. @return those whose frames cannot be
    /// decoded. Empty: none are written.
    std::function<std::vector<std::string>(const std::filesystem::path& folder)> write_pictures = {};
    /// Where the videos are now that pictures are made of, beside where the set has them. They are never
    /// replaced, and no picture gets into a folder of theirs.
    std::vector<std::filesystem::path> sources = {};
    /// Renders the file, which appears whole or not at all: of `video_format` only. @return the frames that
    /// cannot be decoded.
    std::function<std::vector<std::string>(const std::filesystem::path& file)> render = {};
};

/// What was written. The manifest lies beside, PATH.manifest.json.
struct ExportedFiles {
    std::filesystem::path manifest_file;
    std::string manifest;  ///< its JSON text: format, index base, rounding, videos with hash, counts, files
    BoxCounts counts;
    int64_t tracks = 0;
    std::vector<std::string> losses;       ///< see not_kept
    std::vector<std::string> not_decoded;  ///< pictures or frames that the pictures of the video lack
};

/// The frame of the video that the export's numbers count from.
[[nodiscard]] int64_t numbered_from(const ExportJob& job);

/// Writes the set beside `path` and renames, so that everything is there or nothing. Nothing is ever deleted.
/// @throws Error(Argument) if the format cannot hold the set: no videos, or several where it has one only;
/// if the export would replace a video of the set or lay pictures among its own.
/// @throws Error(Data) if a file is there already and `overwrite` does not allow it, or cannot be written.
ExportedFiles export_files(const AnnotationSet& set, const ExportJob& job);

/// A sequence of a folder format and the video that its pictures come from.
struct PictureSequence {
    std::string name;
    size_t video = 0;
};
[[nodiscard]] std::vector<PictureSequence> picture_sequences(const AnnotationSet& set, const Format& format);

/// What a manifest says.
struct Manifest {
    std::string format;
    int64_t first_frame = 0;
    std::vector<Video> videos;
    std::vector<std::string> names;            ///< of these videos in the export
    std::map<std::string, std::string> files;  ///< path inside the export, SHA-256
};

/// The manifest of an export, by the export's path or its own.
[[nodiscard]] std::filesystem::path manifest_of(const std::filesystem::path& path);

/// @throws Error(Data) naming the file if it is none.
[[nodiscard]] Manifest read_manifest(const std::filesystem::path& file);

/// A sentence for each file of the export that is missing or has changed since.
[[nodiscard]] std::vector<std::string> changed_files(const Manifest& manifest,
                                                     const std::filesystem::path& manifest_file);

}  // namespace rtrack
