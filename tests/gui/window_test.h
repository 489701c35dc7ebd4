#pragma once

#include <QObject>

/// The window around the main job: playing, opening, languages, themes, keys, accessibility, and never
/// freezing.
class WindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFrameShownIsTheOneAskedFor();
    void playingAdvancesAndStopsAtTheEnd();
    void aPathThatCannotBeOpenedKeepsWhatIsOpen();
    void aMessageStaysInItsWorkspace();
    void damageIsTold();
    void oddTimesAndRotationAreTold();
    void whatIsKnownOfTheVideoIsTold();
    void theMeaningOfLabelsIsTold();
    void theDemoIsTrackedAlready();
    void languageAndThemeChangeAtOnce();
    void aDoubleClickUnderRecentChoosesOnce();
    void aWindowClosedInFullScreenLeavesItAtTheFirstPress();
    void saveAsProposesTheHomeFolderAtFirst();
    void settingsComeBack();
    void twoWindowsKeepEachOthersSettings();
    void theSettingsDialogChangesItsOwnFieldsOnly();
    void aFrameOfEvaluateIsShownInAnnotate();
    void theWindowNeverWaitsForDecodingOrTracking();
};
