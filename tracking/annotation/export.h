#pragma once

#include <filesystem>
#include <functional>
#include <map>

#include "tracking/annotation/box_record.h"
#include "tracking/annotation/video_info.h"

namespace rtrack {

/// One track as it is exported: a copy, so that the project can be changed while it is written.
struct ExportedTrack {
    VideoInfo video;
    std::map<int64_t, BoxRecord> boxes;  ///< by frame

    /// nullptr: there is no box at this frame.
    [[nodiscard]] const BoxRecord* record_at(int64_t frame_index) const;
};

enum class ExportFormat {
    Got10k,  ///< text, one `x,y,w,h` line a frame, four decimals; `0,0,0,0` where there is no box
    Csv,     ///< a header and one line for each box
    Json,    ///< the video's facts and one object for each box, with points and init box
};

struct ExportOptions {
    ExportFormat format = ExportFormat::Got10k;
    int64_t first_frame = 0;
    int64_t last_frame = 0;  ///< included
};

/// What was written. Frame indices in files count from 0; coordinates are pixels from the picture's top-left
/// corner.
struct ExportReport {
    std::vector<std::filesystem::path> files;
    int64_t frames = 0;         ///< in the range
    int64_t boxes = 0;          ///< written
    int64_t human_boxes = 0;    ///< of `boxes`
    int64_t tracker_boxes = 0;  ///< of `boxes`
    int64_t unreviewed = 0;     ///< tracker boxes that nobody has looked at
    int64_t doubtful = 0;       ///< boxes at which tracking stopped in doubt, not accepted since
    int64_t without_box = 0;    ///< frames of the range without a box
};

/// The counts alone, as `export_boxes` would report them.
[[nodiscard]] ExportReport count_boxes(const ExportedTrack& track, int64_t first_frame, int64_t last_frame);

/// The first lines of the file, as it will be.
[[nodiscard]] std::string export_preview(const ExportedTrack& track, const ExportOptions& options, int lines);

/// Writes the boxes beside `file` under a temporary name and then renames, so that `file` is whole or as
/// before.
///
/// @param progress  called with the share done in [0, 1]; returning false stops the export.
/// @throws Error(Data) naming the file if it cannot be written; Error(Stopped) if `progress` said so;
///         Error(Argument) if the range is empty or outside the video.
ExportReport export_boxes(const ExportedTrack& track, const ExportOptions& options,
                          const std::filesystem::path& file,
                          const std::function<bool(double share)>& progress = {});

}  // namespace rtrack
