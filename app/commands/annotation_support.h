#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "tracking/annotation/formats/export_files.h"
#include "tracking/annotation/project.h"
#include "tracking/annotation/video_identity.h"

namespace rtrack {

// What convert, import, export and verify share.

/// A format and a path, "--from mot FOLDER".
struct FormatPlace {
    std::vector<std::string> words;  ///< as given: two of them

    [[nodiscard]] const Format& format() const { return annotation_format(words.at(0)); }
    [[nodiscard]] const Format& target() const { return export_format(words.at(0)); }  ///< of an export
    [[nodiscard]] std::filesystem::path path() const { return words.at(1); }
};

/// --from, --size, --line-format and --skip-bad.
struct ReadArguments {
    FormatPlace from;
    std::string size;
    std::string line_format;
    bool skip_bad = false;
};
void declare_read_arguments(CLI::App& parser, ReadArguments& arguments);

/// --to, --overwrite and --detections.
struct WriteArguments {
    FormatPlace to;
    bool overwrite = false;
    bool detections = false;
};
void declare_write_arguments(CLI::App& parser, WriteArguments& arguments);

/// Reads, and tells what was left out and how things were understood.
/// @throws Error(Data) if anything was left out and --skip-bad does not allow it.
[[nodiscard]] ReadResult read_annotations(const ReadArguments& arguments);

struct DescribedVideo {
    Video video;
    std::string frame_index;  ///< FrameIndex::to_bytes; empty for pictures
};

/// The video file or picture folder as a project keeps it, with the hashes of its first, middle and last
/// frame.
[[nodiscard]] DescribedVideo described_video(const std::filesystem::path& video,
                                             const std::filesystem::path& project);

/// `find_video`, which also knows the clip that the program draws itself.
[[nodiscard]] VideoPlace find_pictures(const Video& video, const std::filesystem::path& project);

/// The project's video of this name or path. @throws Error(Argument) listing the names.
[[nodiscard]] int64_t project_video(const Project& project, const std::string& name);

/// Of a job of `video_format`: draws the set's boxes into the frames of the source, with progress on stderr.
/// A stop signal ends it, and nothing is written then.
void render_with(ExportJob& job, const AnnotationSet& set, std::map<std::string, uint32_t> class_colors,
                 std::function<std::shared_ptr<FrameSource>()> open);

/// Words to people about an export, on stderr.
void tell_export(const ExportedFiles& exported, const ExportJob& job);

}  // namespace rtrack
