#pragma once

#include <QIcon>

namespace rtrack {

enum class Glyph {
    None,
    OpenVideo,
    OpenFolder,
    OpenProject,
    NewBox,
    TrackBackward,
    TrackForward,
    Stop,
    Undo,
    Redo,
    Export,
    Play,
    Pause,
    StepBack,
    StepForward,
    ToStart,
    ToEnd,
    Demo,
    Locked,
    Unlocked,
    Eye,
    Info,
    Warning,
    Error
};

/// Drawn in the colour of the text at the moment of painting: right in every theme and at every scale.
/// @param largest  the side that is never exceeded, in pixels; 0: as large as asked for
[[nodiscard]] QIcon icon(Glyph glyph, int largest = 0);

}  // namespace rtrack
