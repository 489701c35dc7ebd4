#pragma once

#include <QObject>
#include <QTimer>

#include "app/studio/actions.h"
#include "app/studio/settings.h"
#include "widgets/annotate/track_editor.h"

namespace rtrack {

class FrameView;

/// Boxes that a person draws in the picture, drags, and moves by keys. GUI thread.
class DrawActions : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive it. @param page  while it is on screen, keys move the box
    DrawActions(AnnotateSession* session, TrackEditor* editor, FrameView* view, Settings* settings,
                Actions* actions, QWidget* page);

    /// The next box in the picture. @param redraws  is the current track's, not a new object's
    void draw(bool redraws);
    /// How to go about the box that is being drawn, and whose it is.
    [[nodiscard]] QString hint() const;

Q_SIGNALS:
    void hintChanged();

private:
    void connectActions();
    void connectView();
    void connectKeys(QWidget* page);
    void nudge(const Nudge& step);

    AnnotateSession* session_;
    TrackEditor* editor_;
    FrameView* view_;
    Settings* settings_;
    Actions* actions_;
    bool redraws_ = false;
    QTimer nudge_timer_;  // presses that follow each other closely are one undo step
    int nudge_gesture_ = -1;
};

}  // namespace rtrack
