#pragma once

#include <QObject>

/// From a number of the Evaluate workspace down to the frames, and the paper's figures.
class DrillDownTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCellOpensItsSequenceAtTheWorstStretch();
    void everyBoxIsThatOfItsFrame();
    void aStretchGoesIntoATrainingSet();
    void aSequenceThatCannotBeShownOffersNothingOfTheOneBefore();
    void annotateGetsTheFrameOfTheFolder();
    void pointsAndScoresAreFetchedOnDemand();
    void aModelIsFoundByItsFile();
    void figuresComeFromStudiesAndRuns();
    void aFrameAsModelsSeeItIsAFigure();
    void foldersThatHoldNothingAreTold();
};
