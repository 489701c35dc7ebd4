#pragma once

#include <QObject>

/// Import of boxes in the window, and other large changes, which are made beside it.
class ImportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anImportIsGuessedShownAndOneStep();
    void anImportTellsMarksAndAttributes();
    void anExportedRangeComesBackToWhereItBegan();
    void theUndoOfAnImportIsThatOfTheImport();
    void placesThatCannotBeReadAreListedAndTheRestIsTakenOnRequest();
    void boxesOfOtherPicturesAreListedFirst();
    void aRefusalIsSaidOnceAndInTheDialog();
    void manyBoxesAreOneStepAndCanBeStopped();
    void anImportThatWasDoneBeforeTheCancelIsTold();
    void boxesAndTracksOfALargeChangeAppearTogether();
    void aRefusedChangeLeavesTheButtonToCancel();
    void theWindowLivesWhileManyBoxesComeAndGo();
};
