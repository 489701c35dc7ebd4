#pragma once

#include <QObject>

/// The main job, driven through the real window with a fake engine.
class AnnotateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void openDrawTrackDoubtCorrectContinueExport();
    void undoToTheStartAndRedoToTheEnd();
    void trackingGoesBackward();
    void trackingKeepsToTheRange();
    void boxesOfPeopleSurviveARunAndRestartTheTracker();
    void acceptingTheDoubtfulBoxGoesOn();
    void resultsOfAStoppedRunAreDropped();
    void aSeekStopsTheRunAndKeepsItsBoxes();
    void aFailedRunKeepsEverythingAndSaysWhy();
    void aDamagedFrameEndsTheRunWithAMessage();
    void draggingAHandleIsOneUndoStep();
    void drawingABoxAnewEndsWhenItsObjectIsNoLongerSelected();
    void aBoxIsDrawnAndMovedByKeyboardAlone();
    void trackingWithoutABoxSaysWhatToDo();
    void aPartOfTheLastVideoComesToNobody();
};
