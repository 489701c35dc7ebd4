#pragma once

#include <QString>

#include "tracking/annotation/formats/format.h"
#include "tracking/annotation/formats/project_exchange.h"

namespace rtrack {

/// What a person chose to export, and how. Remembered for each project in the settings, not in its file: the
/// path is of this machine.
struct ExportChoice {
    enum class Videos { All, OnScreen };
    enum class Objects { All, Selected };

    QString format = "got10k";
    QString path;  ///< file or folder; empty: one beside the video is proposed
    Videos videos = Videos::OnScreen;
    Objects objects = Objects::All;
    bool only_range = false;  ///< the range of the timeline
    bool keyframes_only = false;
    bool pictures = false;    ///< the frames as JPEG, where the format has a place for them
    bool detections = false;  ///< MOT: det/det.txt too
    QString line_format;      ///< DarkLabel-like text; empty: the usual one

    [[nodiscard]] QString toJson() const;
    /// What is missing or unknown in the text is as in a new choice.
    [[nodiscard]] static ExportChoice fromJson(const QString& text);
    bool operator==(const ExportChoice&) const = default;
};

/// What an export can be about: where the window is.
struct ExportSubject {
    QString project_file;
    QString folder;  ///< where a new file is proposed
    QString name;    ///< how it is proposed to begin: of the video, or of a project that has a name
    int64_t video = 0;
    std::vector<int64_t> selection;  ///< tracks of this video
    int64_t range_first = 0;
    int64_t range_last = 0;
    bool is_part = false;  ///< the range is not the whole video
};

[[nodiscard]] FromProject fromProject(const ExportChoice& choice, const ExportSubject& subject);

/// What can be chosen: the registry, and the rendered video at the end.
[[nodiscard]] const std::vector<const Format*>& exportFormats();

/// What an export would hold, looked up before it is written.
struct ExportLook {
    BoxCounts counts;
    int64_t tracks = 0;
    int64_t videos = 0;
    std::vector<std::vector<FormatLoss>> losses;  ///< by format, in the order of `exportFormats'
    int64_t first_frame = 0;                      ///< that the export begins at
    AnnotationSet sample;  ///< of the first video, for a preview: the first boxes of each track
};

/// Reads the whole choice: for a thread of its own. @throws Error(Data) as Project.
[[nodiscard]] ExportLook lookAtExport(const QString& project_file, const FromProject& from);

constexpr int kPreviewLines = 8;

/// The beginning of the file with the most numbers in it, which are the boxes, and its name inside the
/// folder. Empty for a video.
struct ExportPreview {
    QString file;
    QString text;
    QString failure;  ///< why it cannot be written; the others are empty then
};
[[nodiscard]] ExportPreview previewOf(const ExportLook& look, const Format& format,
                                      const WriteOptions& options);

}  // namespace rtrack
