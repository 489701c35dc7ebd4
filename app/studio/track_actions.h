#pragma once

#include <QObject>
#include <vector>

#include "app/studio/actions.h"
#include "widgets/annotate/track_editor.h"
#include "widgets/common/message_bar.h"

class QInputDialog;
class QShortcut;

namespace rtrack {

class Inspector;

/// What menus, keys and the inspector do to tracks, and the keys of the project's classes. GUI thread.
class TrackActions : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive it. @param page  parent of the dialogs; while it is on screen, the keys of
    /// the classes work
    TrackActions(AnnotateSession* session, TrackEditor* editor, Inspector* inspector, MessageBar* messages,
                 Actions* actions, QWidget* page);

    void showClasses();
    /// The inspector shows the current track's answers.
    void refreshAttributes();

private:
    void connectActions(Actions* actions);
    void connectInspector();
    void connectEditor();
    void refreshClassKeys();
    void askHowFarToPropagate();
    void askHowMuchToSimplify();
    [[nodiscard]] QInputDialog* numberDialog(const QString& title, const QString& question);

    AnnotateSession* session_;
    TrackEditor* editor_;
    Inspector* inspector_;
    MessageBar* messages_;
    Actions* actions_;
    QWidget* page_;
    std::vector<QShortcut*> class_keys_;
};

}  // namespace rtrack
