#pragma once

#include <QObject>

/// What the window says: why, about which file, in the right number and language.
class WordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whyAFileCannotBeOpenedIsSaid();
    void whyTrackingFailedIsSaid();
    void oneIsNotSeveral();
    void objectsAreCountedFromOneInEveryVideo();
    void everyFormatHasAPathOfItsOwn();
    void anExportIsNamedAfterTheVideo();
    void thePreviewShowsTheBoxes();
    void theDeviceIsExplainedInTheLanguageOfTheMoment();
    void theTimeOfSavingSurvivesAChangeOfLanguage();
    void theFirstStepIsHinted();
};
