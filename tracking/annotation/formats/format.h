#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tracking/annotation/formats/annotation_set.h"
#include "tracking/base/annotation_text.h"

namespace rtrack {

/// What comes back when a set is written in a format and read again. Boxes and frames always do, as exactly
/// as `Format::decimals` says.
struct FormatHolds {
    bool many_videos = false;
    bool many_tracks = false;  ///< in one video; else every track becomes a sequence of its own
    bool identity = true;      ///< which boxes are the same object
    bool video_names = true;
    bool track_names = false;
    bool classes = false;
    bool attributes = false;  ///< of tracks, and of classes what they may be
    bool absent = false;      ///< that an object is known not to be there
    bool gaps = true;         ///< frames without a box differ from absent ones
    bool occluded = false;
    bool cover = false;  ///< visible eighths; 8 and unknown are the same
    bool cut_by_image = false;
    bool score = false;
    bool interpolated = false;   ///< keyframes and interpolated boxes are told apart
    bool source = false;         ///< human, tracker, interpolated, imported
    bool review = false;         ///< reviewed, doubtful, notes
    bool points = false;         ///< TrackPoints and init boxes
    bool beyond_picture = true;  ///< what of a box lies outside of the picture
};

/// What a file does not say of itself.
struct ReadOptions {
    int width = 0;  ///< of the pictures, for formats that give parts of the picture; 0: not known
    int height = 0;
    std::string line_format;  ///< DarkLabel-like text; empty: kDefaultLineFormat
};

struct WriteOptions {
    bool detections = false;  ///< MOT: also det/det.txt, every box with its score and without its identity
    std::string line_format;  ///< DarkLabel-like text; empty: kDefaultLineFormat
    /// The frames that are listed whether they have boxes or not, by formats that list them and number them
    /// as the video does: a label file without boxes says that there is nothing. No box of the set is
    /// outside.
    int64_t first_frame = 0;
    int64_t frames = 0;  ///< 0: to the end
};

struct ReadResult {
    AnnotationSet set;
    Faults faults;                   ///< places that were left out, up to kMostFaults of them
    int64_t left_out = 0;            ///< all of them
    int64_t first_frame = 0;         ///< of the manifest's video, where the files begin; see first_frame_in
    std::vector<std::string> notes;  ///< sentences: what was understood in a way that one may want to know
};

constexpr size_t kMostFaults = 1000;

/// Text files by their path inside the folder; for a format of one file, its text under the empty path.
using WrittenFiles = std::map<std::filesystem::path, std::string>;

/// An annotation format: one row of the registry, reader and writer.
struct Format {
    std::string name;   ///< on the command line: "got10k"
    std::string title;  ///< for people: "GOT-10k sequence folders"
    bool is_folder = true;
    bool line_per_frame = false;  ///< every frame from the first has a line, whether it has a box or not
    std::string extension;        ///< of a format of one file: ".csv"
    int frame_base = 0;           ///< the number of the first frame, in lines, names or fields
    int pixel_base = 0;           ///< the coordinate of the left edge of the first pixel
    int decimals = 0;             ///< that coordinates are rounded to; in parts of the picture for YOLO
    std::string frame_numbering;  ///< in words
    FormatHolds holds;
    /// Reads what is at `path`. What cannot be read is a fault, and reading goes on.
    /// @throws Error(Data) naming the path if there is nothing of this format at all.
    std::function<ReadResult(const std::filesystem::path& path, const ReadOptions& options)> read;
    /// @throws Error(Argument) if the set cannot be written in this format.
    std::function<WrittenFiles(const AnnotationSet& set, const WriteOptions& options)> write;
    /// Where the format looks for a frame's picture, inside the folder; empty: it has none.
    std::function<std::filesystem::path(const std::string& sequence, int64_t frame)> picture = {};
};

// One file each.
[[nodiscard]] const Format& got10k_format();
[[nodiscard]] const Format& otb_format();
[[nodiscard]] const Format& lasot_format();
[[nodiscard]] const Format& trackingnet_format();
[[nodiscard]] const Format& uav123_format();
[[nodiscard]] const Format& vot_format();
[[nodiscard]] const Format& mot_format();
[[nodiscard]] const Format& coco_format();
[[nodiscard]] const Format& yolo_format();
[[nodiscard]] const Format& voc_format();
[[nodiscard]] const Format& cvat_format();
[[nodiscard]] const Format& darklabel_format();
[[nodiscard]] const Format& csv_format();
[[nodiscard]] const Format& json_format();

/// The registry: all formats, in the order above.
[[nodiscard]] const std::vector<Format>& annotation_formats();

/// @throws Error(Argument) listing the names if there is none of this one.
[[nodiscard]] const Format& annotation_format(const std::string& name);

/// "video": the frames with the boxes drawn in. It is for looking at, and stands outside of the registry:
/// `read` and `write` are empty, and an ExportJob brings what renders it.
[[nodiscard]] const Format& video_format();

/// What can be exported to: the registry and `video_format`. @throws Error(Argument) as annotation_format.
[[nodiscard]] const Format& export_format(const std::string& name);

/// What a format may not keep.
enum class LossKind {
    Identity,
    Classes,
    Attributes,
    Absences,
    Occlusions,
    Covers,
    CutMarks,
    Scores,
    Sources,
    Doubts,
    Points,
    BeyondPicture,
};

struct FormatLoss {
    LossKind kind = LossKind::Identity;
    int64_t count = 0;  ///< tracks for Identity, Classes and Attributes, else boxes
    bool operator==(const FormatLoss&) const = default;
};

/// What of this set the format does not keep.
[[nodiscard]] std::vector<FormatLoss> losses_of(const AnnotationSet& set, const Format& format);
/// The same for any format that holds so much; `FormatHolds{}` counts every kind of mark that there is.
[[nodiscard]] std::vector<FormatLoss> losses_of(const AnnotationSet& set, const FormatHolds& holds);
/// The same, a sentence each: "12 occluded marks".
[[nodiscard]] std::vector<std::string> not_kept(const AnnotationSet& set, const Format& format);

/// The table of all formats in Markdown, for the README and `rtrack convert --formats`.
[[nodiscard]] std::string formats_table();

}  // namespace rtrack
