#pragma once

#include <QObject>

/// Classes in the real window: colours, keys and attributes.
class ClassesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void classesHaveColoursAndKeys();
    void aClassThatIsMadeDuringARunEndsIt();
    void inTheInspectorDigitsAreTheVisibleEighthsThere();
    void aKeyIsOneWholeLetterThatNothingElseAnswersTo();
    void everyClassHasANameOfItsOwn();
    void attributesAreDefinedForAClassAndAnsweredForATrack();
    void anAnswerIsForAllSelectedObjectsOfTheClass();
};
