#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tracking/annotation/project_items.h"
#include "tracking/base/frame_source.h"

namespace rtrack {

/// What a video is on the disk, without decoding it.
struct ContentIdentity {
    int64_t byte_size = 0;  ///< of the file, or of all the pictures of a folder
    std::string hash;       ///< 64 hexadecimal digits
    bool operator==(const ContentIdentity&) const = default;
};

/// Recognises a video file or a folder of pictures: SHA-256 over its size and 64 KiB at the start, the end
/// and fourteen places between; of a folder: over the names and sizes of its pictures (pictures_of_video) in
/// order, and the first, middle and last one as above; other files do not count. Takes milliseconds whatever
/// the size; two videos of one camera differ, a copy does not.
/// @throws Error(Data) naming the path if it cannot be read.
[[nodiscard]] ContentIdentity content_identity(const std::filesystem::path& path);

/// The path as it is written into a project: from the project file's folder; empty if there is none (another
/// drive).
[[nodiscard]] std::string relative_video_path(const std::filesystem::path& video,
                                              const std::filesystem::path& project_file);

/// Paths and identity of a video that is there, for a project file; the rest is the decoder's to say.
[[nodiscard]] Video describe_video(const std::filesystem::path& video,
                                   const std::filesystem::path& project_file);

/// `Video::frame_hashes`: of the first, the middle and the last frame, as far as they can be decoded.
[[nodiscard]] std::vector<FrameHash> frame_hashes_of(FrameSource& source);

/// Whether the source has the length, the size and the pictures of a video whose file is another one now;
/// false also where no picture is known.
[[nodiscard]] bool has_pictures_of(FrameSource& source, const Video& known);

/// Which of a project's videos `video` is: the one at its path, if the content or the pictures are the same,
/// or the first with its content elsewhere. 0: none.
[[nodiscard]] int64_t id_of_video(const std::map<int64_t, Video>& videos, const Video& video);

/// The first frame that is shown at another time than it was, in seconds from the first frame, or that only
/// one of them has; nullopt: there is none. Times are the same up to rounding, kSameTimeSeconds.
[[nodiscard]] std::optional<int64_t> first_retimed_frame(const std::vector<double>& known,
                                                         const std::vector<double>& now);
constexpr double kSameTimeSeconds = 1e-3;

/// `Video::facts`. @param rotation  degrees clockwise by which the stored picture is turned to be shown
[[nodiscard]] std::string video_facts(const std::string& codec, int rotation, bool variable_rate);

/// Where a video of a project is now.
struct VideoPlace {
    enum class State {
        Unchanged,  ///< where it was
        Moved,      ///< the same content elsewhere
        Changed,    ///< something else lies where it was: the boxes may belong to other pictures
        Missing
    };
    State state = State::Missing;
    std::filesystem::path path;  ///< where to read it; empty if missing
};

/// Looks where the project says, first from its own folder (project and videos were moved together), then at
/// the absolute path, then for a file of the same size in the project's folder and `more_folders`, with their
/// sub-folders to a depth of `kSearchDepth`.
[[nodiscard]] VideoPlace find_video(const Video& video, const std::filesystem::path& project_file,
                                    const std::vector<std::filesystem::path>& more_folders = {});

constexpr int kSearchDepth = 3;

}  // namespace rtrack
