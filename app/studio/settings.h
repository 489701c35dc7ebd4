#pragma once

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include "app/engine/tracker_factory.h"
#include "tracking/annotation/project_items.h"
#include "widgets/commands/key_map.h"
#include "widgets/common/theme.h"
#include "widgets/evaluate/evaluation_data.h"

namespace rtrack {

/// What the studio remembers from one start to the next, besides the window's own geometry.
struct Settings {
    Theme theme = Theme::System;
    QString language;  ///< "en", "zh_CN"; empty: the system's
    TrackerRequest tracker;
    double lowest_score = 0.45;
    int frame_megabytes = 768;  ///< of memory for the decoded frames of a video
    bool stops_in_doubt = true;
    bool checks_backward = false;
    bool until_human_box = false;  ///< a run ends before the next box of a person
    bool fills_missing = false;    ///< a run leaves the boxes of earlier ones
    bool draws_by_extreme_points = false;
    bool shows_names = true;
    bool shows_points = true;
    bool shows_init_box = true;
    bool shows_trail = false;
    EvaluationSetup evaluation;  ///< what the Evaluate workspace shows
    QString runs_folder;         ///< where the Train workspace looks for runs and puts new ones
    QString folder;              ///< where a file dialog starts
    bool tour_seen = false;      ///< to its end, or skipped: it does not come by itself again
    KeyChoice keys;
    QStringList recent_commands;               ///< run from the command palette, by id, newest first
    QStringList recent;                        ///< projects and videos, newest first
    QMap<QString, QString> project_of_video;   ///< by path: where its boxes were saved
    QMap<QString, QString> export_of_project;  ///< by project file: ExportChoice::toJson
    QVariantMap stored;                        ///< as it was read or written last

    static constexpr int kRecentCount = 10;
    static constexpr int kLeastFrameMegabytes = 64;
    static constexpr int kMostFrameMegabytes = 65536;
    void addRecent(const QString& path);
    void addRecentCommand(const QString& id);
};

/// What a project keeps of a tracking run with these settings.
[[nodiscard]] TrackingRun aboutRun(const Settings& settings);

[[nodiscard]] Settings loadSettings();
/// Writes what differs from `stored`: another window may have written the rest, or added to the lists and
/// maps, which come from there.
void saveSettings(Settings& settings);

/// Installs the translations for "en", "zh_CN" or the system's language (empty), replacing those before. What
/// programs read, such as exported boxes, keeps the decimal point whatever the language is.
void applyLanguage(const QString& language);

}  // namespace rtrack
