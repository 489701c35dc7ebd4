#pragma once

#include <QObject>

/// Commands by name and by key: the command palette, profiles of keys, their editor and files.
class KeysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fuzzySearchPutsStartsOfWordsFirst();
    void thePaletteRunsAnActionByKeyboardAlone();
    void thePaletteShowsKeyAndMenuAndGreysWhatCannotRun();
    void thePaletteHasTheWorkspacesActionsAndTheLatestFirst();
    void noProfileHasAKeyTwice();
    void keysOfOneWorkspaceDoNotMeetThoseOfAnother();
    void aProfileChangesTheKeysOfTheWindow();
    void ownKeysLieOnTopOfAProfileAndAreReset();
    void theEditorWarnsOfAKeyWithTwoCommandsAndTakesItAway();
    void chosenKeysAreSaved();
    void filesOfKeysComeBack();
    void badFilesOfKeysAreNamed_data();
    void badFilesOfKeysAreNamed();
    void oneFrameIsTrackedAtATime();
};
