#pragma once

#include <QObject>

/// Export of boxes from the window.
class ExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFormatSaysWhatItCannotHoldAndIsWritten_data();
    void everyFormatSaysWhatItCannotHoldAndIsWritten();
    void theChoiceIsRememberedWithTheProject();
    void nothingIsReplacedUnasked();
    void theLineFormatIsPreviewedAsItIsTyped();
    void thePreviewIsTheBeginningOfTheFile_data();
    void thePreviewIsTheBeginningOfTheFile();
    void rangeKeyframesAndPictures();
    void damagedFramesAreLeftOutAndTold();
    void theReportCountsWhatNobodyHasSeen();
    void whatNobodyHasSeenCanBeReviewedFirst();
    void theVideoIsRenderedWithItsBoxes();
    void closingAsksAboutAFileThatIsBeingWritten();
    void closingAsksAboutNothingWhenTheFileIsThere();
};
