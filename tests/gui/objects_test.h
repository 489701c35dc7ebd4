#pragma once

#include <QObject>

/// Several objects in the real window: selecting, editing, tracking them together, the list and the lanes.
class ObjectsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachNewBoxIsAnObjectAndNTwiceDrawsTheSelectedOneAnew();
    void clickTabAndListSelect();
    void allAreTrackedUnlessSomeAreSelected();
    void aRunEndsBeforeTheNextHumanBoxIfAsked();
    void aRunFillsOnlyWhatIsMissingIfAsked();
    void aGapIsFilledFromBothSidesAsOneStep();
    void aSceneCutStopsAllTargets();
    void aTargetThatLeavesIsProposedAsAbsent();
    void aTargetThatLeftIsLookedForAndItsReturnIsProposed();
    void aTargetThatStaysAwayIsAbsentToTheEnd();
    void theListShowsAPictureOfEachObject();
    void flagsCoverAndNote();
    void keyframesInterpolateAndPropagateCopies();
    void copyAndPasteBetweenFramesAndVideos();
    void wholeTracksAreCopiedAndTheirEndsFound();
    void copiesOfTracksHaveBoxesAndManyAreALargeChange();
    void mergeSplitCutTailAndSimplify();
    void actionsAreAboutAllSelectedBoxes();
    void aWholeTrackGoesWithItsCountAndComesBack();
    void lockedAndHiddenTracks();
    void namesLeaveThePictureAndEachOtherFree();
    void aCrowdHasThinLinesAndNoNamesUntilFewAreInView();
};
