#pragma once

#include <QObject>

/// Projects through the real window: opening, saving, several videos, a second window, recovery.
class ProjectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aVideoHasItsBoxesAgainWhenItIsOpenedAgain();
    void aFolderWithASlashAtItsEndIsTheSameVideo();
    void saveAsMovesTheUntitledProjectAndWorkGoesOnThere();
    void saveAsAsksBeforeItReplacesAProject();
    void savingTellsWhatTheFileHolds();
    void aFileThatIsGoneIsToldAndSavedUnderAnyName_data();
    void aFileThatIsGoneIsToldAndSavedUnderAnyName();
    void nobodyLeavesAProjectWhoseFileIsGoneUnasked();
    void undoSurvivesChangingVideoAndClosing();
    void aVideoThatIsBeingOpenedDoesNotOutliveItsProject();
    void aProjectThatIsBeingOpenedIsNotOpenInAnotherWindow();
    void aVideoThatIsRemovedWhileItIsOpenedStaysRemoved();
    void undoInAnotherVideoIsToldAndShown();
    void aSecondWindowIsToldAndMayRead();
    void aVideoThatWasMovedIsFound();
    void aVideoThatTheProjectHasIsKnownAtAnotherPlace();
    void aVideoWithOtherPicturesIsShownOnlyWhenAPersonAgrees();
    void aVideoWhoseFramesHaveOtherTimesIsTold();
    void aRunKeepsItsModelAndAnotherFileOfItsNameIsTold();
    void aMissingVideoKeepsItsBoxes();
    void aProjectThatWasNotClosedIsOffered();
    void workGoesOnInTheVideoAndAtTheFrameWhereItEnded();
    void aRefusedChangeIsTold();
};
