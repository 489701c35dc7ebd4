#pragma once

#include <QObject>

/// What the window has done elsewhere: on threads and in child processes.
class JobsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAbandonedJobSaysNothingEvenIfItsWorkIsDone();
    void aJobTellsOfItsEndOnce();
    void aSlowTrackerHoldsUpNoPicture();
    void aProcessSaysWhatItWroteAndHowItEnded_data();
    void aProcessSaysWhatItWroteAndHowItEnded();
    void outputThatWasTakenDoesNotComeAgain();
    void aProcessThatDoesNotStopIsKilled();
    void aDeletedProcessIsKilledAndNobodyWaits();
    void aProbeStartsFromTheExactBox();
};
