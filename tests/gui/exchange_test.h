#pragma once

#include <QObject>

/// Export and import of boxes in the window.
class ExchangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFormatSaysWhatItCannotHoldAndIsWritten_data();
    void everyFormatSaysWhatItCannotHoldAndIsWritten();
    void theChoiceIsRememberedWithTheProject();
    void nothingIsReplacedUnasked();
    void theLineFormatIsPreviewedAsItIsTyped();
    void rangeKeyframesAndPictures();
    void theReportCountsWhatNobodyHasSeen();
    void whatNobodyHasSeenCanBeReviewedFirst();
    void anImportIsGuessedShownAndOneStep();
    void anImportTellsMarksAndAttributes();
    void placesThatCannotBeReadAreListedAndTheRestIsTakenOnRequest();
    void boxesOfOtherPicturesAreRefusedAsAWhole();
    void manyBoxesAreOneStepAndCanBeStopped();
    void anImportThatWasDoneBeforeTheCancelIsTold();
    void boxesAndTracksOfALargeChangeAppearTogether();
    void aRefusedChangeLeavesTheButtonToCancel();
    void theWindowLivesWhileManyBoxesComeAndGo();
    void theVideoIsRenderedWithItsBoxes();
};
