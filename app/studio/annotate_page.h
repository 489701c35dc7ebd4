#pragma once

#include <QStackedWidget>

#include "app/studio/actions.h"
#include "app/studio/settings.h"
#include "app/studio/studio_services.h"
#include "widgets/annotate/overlay.h"
#include "widgets/annotate/track_editor.h"
#include "widgets/common/message_bar.h"

class QScrollArea;

namespace rtrack {

class DrawActions;
class FrameView;
class Inspector;
class ReviewActions;
class StartPage;
class Timeline;
class TrackActions;
class TrackingControl;
class TrackList;
class TransportBar;

/// The Annotate workspace: the picture with its boxes, or without a video the start page; and around it, for
/// docks of the window, the timeline below the transport buttons, the inspector, the review and the list of
/// tracks. Shows what the session has, and does to it what a person does there.
class AnnotatePage : public QStackedWidget {
    Q_OBJECT
public:
    /// All but the services must outlive it.
    AnnotatePage(AnnotateSession* session, TrackEditor* editor, const StudioServices& services,
                 Settings* settings, MessageBar* messages, Actions* actions);

    [[nodiscard]] StartPage* startPage() const { return start_page_; }
    [[nodiscard]] FrameView* frameView() const { return frame_view_; }
    [[nodiscard]] QWidget* bottom() const { return bottom_; }  ///< timeline and transport
    [[nodiscard]] Timeline* timeline() const { return timeline_; }
    [[nodiscard]] Inspector* inspector() const { return inspector_; }
    [[nodiscard]] ReviewActions* review() const { return review_; }
    [[nodiscard]] TrackList* trackList() const { return track_list_; }

    /// The session's video, or none.
    void showVideo();
    /// After a change of the settings elsewhere.
    void applySettings();
    /// The keys of actions are others now.
    void showKeys();

Q_SIGNALS:
    /// What to do next; empty: nothing in particular.
    void hintChanged(QString hint);
    void scaleChanged(double scale);
    /// Of the settings, how tracking goes about it.
    void trackingChosen();
    /// Another video of the project.
    void videoWanted(qint64 video);
    /// There is something to be seen in the review.
    void reviewWanted();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildCenter();
    void buildSides();
    void connectActions();
    void connectProject();
    void connectSession();
    void connectView();
    void connectSides();
    void connectInspector();
    void retranslate();
    /// How tracking goes about it, and what says so.
    void chooseTracking();
    void refreshBox();
    void refreshActions();
    void refreshHint();
    [[nodiscard]] QString hint() const;
    [[nodiscard]] Overlay overlay() const;

    AnnotateSession* session_;
    TrackEditor* editor_;
    Settings* settings_;
    MessageBar* messages_;
    Actions* actions_;
    std::vector<std::string> tracker_names_;

    StartPage* start_page_ = nullptr;
    QScrollArea* start_area_ = nullptr;  // around it
    FrameView* frame_view_ = nullptr;
    QWidget* bottom_ = nullptr;
    TransportBar* transport_ = nullptr;
    Timeline* timeline_ = nullptr;
    Inspector* inspector_ = nullptr;
    TrackList* track_list_ = nullptr;
    ReviewActions* review_ = nullptr;
    TrackActions* track_actions_ = nullptr;
    DrawActions* drawing_ = nullptr;
    TrackingControl* tracking_ = nullptr;
};

}  // namespace rtrack
