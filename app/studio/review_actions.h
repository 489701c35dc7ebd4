#pragma once

#include <QObject>

#include "app/studio/actions.h"
#include "widgets/annotate/overlay.h"
#include "widgets/annotate/track_editor.h"
#include "widgets/common/message_bar.h"

class QStackedWidget;

namespace rtrack {

class RetrackPanel;
class ReviewPanel;

/// Review: the queue of what is doubtful and the walk along it, and the flagged stretches that were tracked a
/// second time, beside what they were. GUI thread.
class ReviewActions : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive it.
    ReviewActions(AnnotateSession* session, TrackEditor* editor, Actions* actions, MessageBar* messages,
                  QObject* parent);

    /// For a dock: the queue, or while there are second results, their comparison.
    [[nodiscard]] QWidget* pages() const;
    [[nodiscard]] ReviewPanel* panel() const { return panel_; }
    [[nodiscard]] RetrackPanel* retrackPanel() const { return retrack_panel_; }

    /// Of the selected tracks, else of all in this video; once the queue knows of every change.
    void trackFlaggedAgain();
    /// Old and new on the same frame: the old box in dashes, the new one beside it.
    void addCandidates(Overlay& overlay, qint64 frame) const;
    /// Stops the walk's showing of the frames of a place. @return whether it was at that
    bool stopShowing();

Q_SIGNALS:
    /// There is something to be seen in `pages`.
    void shown();
    void videoWanted(qint64 video);
    void candidatesChanged();

private:
    void connectQueue();
    void connectRetrack();
    void accept();
    void onQueueChanged();
    void startRetrack();
    /// What waits for the queue is not done.
    void stopWaiting();
    void onRetrackEnded(const TrackEnd& end);

    AnnotateSession* session_;
    TrackEditor* editor_;
    Actions* actions_;
    MessageBar* messages_;
    QStackedWidget* pages_;
    ReviewPanel* panel_;
    RetrackPanel* retrack_panel_;
    bool retrack_waits_ = false;  // for the review queue to be up to date
};

}  // namespace rtrack
