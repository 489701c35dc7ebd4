#pragma once

#include <QObject>

#include "app/studio/actions.h"
#include "widgets/annotate/track_editor.h"

namespace rtrack {

class ReviewActions;
class TransportBar;

/// The menu Go and its keys: playing, and where in the video we are. GUI thread.
class GoActions : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive it.
    GoActions(AnnotateSession* session, TrackEditor* editor, ReviewActions* review, TransportBar* transport,
              Actions* actions, QObject* parent);

private:
    void connectPlaying();
    void connectSteps();
    void connectRange();
    template <typename What>
    void on(ActionId id, What what) {
        connect(actions_->get(id), &QAction::triggered, this, what);
    }

    AnnotateSession* session_;
    TrackEditor* editor_;
    ReviewActions* review_;
    TransportBar* transport_;
    Actions* actions_;
};

}  // namespace rtrack
