#pragma once

#include <QObject>

/// The review queue in the window.
class ReviewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theQueueListsWhatNobodyHasSeenWithTheDoubtFirst();
    void enterAcceptsThePlaceAsOneStepAndGoesOn();
    void theEndsOfTheQueueNameTheKeysThatAreInForce();
    void whatStaysOnScreenIsSeen();
    void aBoxCountsAsSeenOnlyIfItsFrameWasOnScreen();
    void aBoxThatChangedIsToBeLookedAtAgain();
    void spaceStopsTheShowingAndNothingIsAccepted();
    void anotherFileStopsTheShowing();
    void aCorrectionCountsForItsBoxOnly();
    void enterAwayFromThePlaceAcceptsTheBoxOnScreenOnly();
    void theCountIsHonestToTheEndAndBack();
    void aLookThatFailedIsMadeAgain();
    void anEmptyQueueHasNoWay();
    void theWalkGoesOnInTheOtherVideo();
};
