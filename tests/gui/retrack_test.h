#pragma once

#include <QObject>

/// Tracking flagged stretches again and comparing the results.
class RetrackTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBetterTrackerIsComparedAndAcceptedAndUndoRestoresAll();
    void aPersonsBoxInsideTheStretchStays();
    void rejectingChangesNothing();
    void escapeChangesNothing();
    void onlySelectedTracksAreTrackedAgain();
    void spaceAfterAClickDecidesNothingMore();
    void severalObjectsAreFollowedInOneStep();
    void aTrustedBoxBehindIsTrackedBackwardFrom();
    void otherFramesAndVideosLeaveTheResultsThere();
    void aLargeChangeLeavesTheResultsOfTracksThatStay();
    void withoutAFlagThereIsAMessage();
    void whatWaitsForTheQueueIsSaidAndEndsWithTheVideo();
    void aQueueThatCannotBeMadeIsTold();
    void useThisModelOffersIt();
};
