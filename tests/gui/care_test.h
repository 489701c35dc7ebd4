#pragma once

#include <QObject>

/// What a person did is not lost, and nothing is decided by accident: through the real window.
class CareTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enterInAFieldEndsWhatIsEnteredAndAcceptsNothing();
    void theAnswerToADoubtIsAboutItsFrameAndObject();
    void onlyTheObjectInDoubtIsSelectedAfterARun();
    void boxesOfAVideoThatCameIntoAnotherProjectAreFoundWithIt();
    void aVideoWithAProjectOfItsOwnIsOpenedThere();
    void undoEndsBeforeTheVideoGoes();
    void aRemovedVideoThatComesBackIsShown();
    void acceptedBoxesSurviveARun();
    void absentTwiceGivesTheBoxBack();
    void aStoppedRunKeepsItsDoubts();
    void aProjectForReadingIsNotTracked();
    void aRefusedDragLeavesThePictureAsItIs();
    void aTailThatIsNotCutIsNoneAndHasNoUndo();
    void whyAnObjectIsNotTrackedIsSaid();
    void aRunEndsWhereTheProjectRefusesItsBoxes();
    void theKeyboardStaysInTheWindowAfterAButtonOfTheMessage();
    void mergingTellsWhichBoxesItLeavesOut();
    void aClickBesideTheBoxesSelectsNoneAndAKeyAll();
    void playingKeepsToTheRange();
    void aSecondForwardAndBackIsTheSameStep();
    void theEndOfARunIsNamed();
    void messagesGoWithWhatTheyAreAbout();
};
