#pragma once

#include <QObject>

#include "app/studio/actions.h"
#include "app/studio/settings.h"
#include "app/studio/studio_services.h"
#include "widgets/annotate/track_editor.h"
#include "widgets/common/message_bar.h"

namespace rtrack {

/// Starts and stops tracking, with the tracker and the rules of the settings, and says how it ended: a doubt
/// with what can be answered. GUI thread.
class TrackingControl : public QObject {
    Q_OBJECT
public:
    /// All but the services, which it copies, must outlive it.
    TrackingControl(AnnotateSession* session, TrackEditor* editor, StudioServices services,
                    const Settings* settings, MessageBar* messages, Actions* actions, QObject* parent);

    /// Runs that start from now on go by the settings of now.
    void applySettings();

Q_SIGNALS:
    /// A person wants to draw the current track's box, which is on screen or will be.
    void redrawWanted();

private:
    void connectActions();
    void onRefused(const QString& reason);
    [[nodiscard]] Message messageOfEnd(const TrackEnd& end);
    void addAnswers(Message& message, const TrackDoubt& doubt, int direction);

    AnnotateSession* session_;
    TrackEditor* editor_;
    StudioServices services_;
    const Settings* settings_;
    MessageBar* messages_;
    Actions* actions_;
};

}  // namespace rtrack
