#pragma once

#include <QObject>

/// The whole work from opening a video to its exported boxes, back and forth, and a crash in the middle.
class WorkflowTest : public QObject {
    Q_OBJECT
public:
    /// Draws boxes in a window until it is killed, and says on stdout what it has saved: the other half of
    /// the test of a crash.
    static int drawUntilKilled();

private Q_SLOTS:
    void fromOpeningToExportAndBackToTheStartAndForthToTheEnd();
    void whatWasShownAsSavedIsThereAfterAKill();
};
