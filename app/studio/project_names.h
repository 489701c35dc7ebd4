#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include "app/studio/settings.h"

namespace rtrack {

inline const QString kProjectSuffix = ".rtrack";

/// Where projects lie that a person gave no name.
[[nodiscard]] QString untitledFolder();
/// The project that a video is opened in: where its boxes were saved last, else an untitled one of its own.
[[nodiscard]] QString projectFor(const Settings& settings, const QString& video_path);
/// What people know a project by: an untitled one by the video that it was made for.
[[nodiscard]] QString nameOfProject(const Settings& settings, const QString& file);
/// With the video that was worked on last, if the project has several.
[[nodiscard]] QString nameOfWork(const Settings& settings, const QString& file);
[[nodiscard]] QDateTime lastChange(const QString& file);
/// Projects that were not closed, because the program ended unexpectedly; newest first.
[[nodiscard]] QStringList projectsLeftOpen(const Settings& settings);

}  // namespace rtrack
