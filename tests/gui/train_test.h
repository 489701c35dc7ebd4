#pragma once

#include <QObject>

/// The Train workspace: what it lists, and that it leaves Annotate as it was.
class TrainTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void docksAndKeysBelongToAnnotate();
    void openingAVideoLeadsBackToAnnotate();
    void closingAsksWhatBecomesOfRunsAtWork();
    void closingTellsWhichRunsHaveNotBegun();
    void runsAreListedWhereverTheyComeFrom();
    void aRunThatComesAndGoesKeepsTheSelection();
    void partialLinesWaitAndUnknownEventsAreIgnored();
    void aRunOfANewerProgramIsTold();
    void aShortRunIsSeen();
    void selectedRunsAreCompared();
    void coloursAndNamesOfRunsAreSeen();
    void runsAreRenamedAndOnesAtWorkAreLeftAlone();
    void whatNamesARenamedRunFollowsIt();
    void aRunThatWaitsCanBeDiscarded();
    void aHundredLongRunsAreListedAndOneIsFollowed();
};
