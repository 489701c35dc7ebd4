#pragma once

#include <QObject>

/// What a person sees: that all of it has room, in any theme, and says what it is about.
class LooksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textsHaveTheirRoomAfterAChangeOfLanguageOnTheStartPage();
    void longWordsDoNotMakeTheWindowWide();
    void aSmallScreenIsEnough();
    void thePictureStaysWhenAMessageComes();
    void aCheckBoxIsSeenInTheDark();
    void alongTheThresholdOneGoesFromFrameToFrame();
    void aProjectLeftOpenHasItsVideosName();
    void aLockIsSeen();
    void objectsAndVideosInTheQueueAreWhole();
    void aLongNameLeavesRoomForFramesAndReasons();
    void aLongAttributeLeavesTheInspectorAsItIs();
    void namesInTheListOfTracksHaveRoom();
    void aPanelBehindAnotherComesToTheFront();
    void framesAreNumberedWhole();
    void theWordsOfTheTourAreWhole();
    void aCommandThatCannotBeRunIsRead();
    void theKeyboardIsSeenInThePicture();
    void withoutAVideoThereAreNoDocks();
    void severalFilesMayBeDropped();
    void droppedFilesAreForgottenWhereTheFirstIsRefused();
};
