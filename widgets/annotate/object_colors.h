#pragma once

#include <QColor>

#include "tracking/annotation/project.h"

namespace rtrack {

/// The colour of a track: that of its class, or, without one, one by its number: it stays when others come
/// and go, and that of the next track differs.
[[nodiscard]] QColor colorOfTrack(const Project& project, int64_t track);

/// A colour for a new class.
[[nodiscard]] QColor colorForClass(const Project& project);

/// What a track is called: its name, or, where that is only a number, its class and that, as in "car 12".
[[nodiscard]] QString nameOfTrack(const Project& project, int64_t track);

/// The edit with numbers for its new tracks that a person has not named: the next ones of their video,
/// counted from 1, which stay when others go.
[[nodiscard]] ProjectEdit withNumbers(const Project& project, ProjectEdit edit);

}  // namespace rtrack
