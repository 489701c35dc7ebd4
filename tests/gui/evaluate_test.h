#pragma once

#include <QObject>

/// The Evaluate workspace on generated data sets and results.
class EvaluateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersAreThoseOfTheCommand();
    void theDefinitionsAreThoseOfTheCommand();
    void readAgainReadsTheTruthToo();
    void onlyWhatCanBeTrackedThroughIsOffered();
    void theWorstSequenceComesFirst();
    void aClickOnACurveChoosesItsTracker();
    void theLegendLeavesTheCurvesFree();
    void hostileResultsAreToldAndTheRestIsShown();
    void importedTrackersKeepTheirNamesApart();
    void tablesAndPlotsAreExported();
    void theSubmissionPackageIsWhole();
    void theNextStepIsTold();
    void modelsAreSeparatedByCommasToo();
    void aWorkerThatMisbehavesIsTold_data();
    void aWorkerThatMisbehavesIsTold();
    void aHangingWorkerIsToldAndCanBeEnded();
    void aFloodOfEventsDoesNotStopTheWindow();
    void trackersRunAndTheirResultsAppear();
    void aCancelledRunGoesOnWhereItWas();
};
