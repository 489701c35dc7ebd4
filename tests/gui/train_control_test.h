#pragma once

#include <QObject>

/// Starting and steering runs: with a stand-in that misbehaves, and with the real `rtrack` on generated data.
class TrainControlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRunIsStartedPausedStoppedAndResumed();
    void theModelOfARunAtWorkIsTheBestOrNone();
    void aRunGoesOnWithoutTheStudioAndIsFoundAgain();
    void aCrashIsToldAndCanBeResumed();
    void aRunThatDoesNotObeyCanBeEnded();
    void outOfMemoryOffersHalfTheBatch();
    void aSilentRunIsToldWithItsLastWords();
    void liveTrackingGivesBackItsMemoryToARun();
    void aRunSaysWhichDeviceItTakes();
    void aRefusedStartShowsItsLastWords();
    void runsWaitForTheirTurn();
    void aFormStaysUntilItsRunIsQueued();
    void anotherVersionIsTold();
    void theFormMarksWhatDiffersAndWhatIsWrong();
    void aCheckOnlyPutsOffThePairs();
    void aProjectWithoutAPairIsNoTrainingData();
    void theRealTrainerFromTheFormToTheModel();
};
