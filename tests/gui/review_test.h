#pragma once

#include <QObject>

/// The review queue in the window.
class ReviewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theQueueListsWhatNobodyHasSeenWithTheDoubtFirst();
    void enterAcceptsThePlaceAsOneStepAndGoesOn();
    void aCorrectionCountsForItsBoxOnly();
    void enterAwayFromThePlaceAcceptsTheBoxOnScreenOnly();
    void theCountIsHonestToTheEndAndBack();
    void theWalkGoesOnInTheOtherVideo();
};
