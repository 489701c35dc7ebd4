#pragma once

#include <QObject>

/// Everything that can be used can be reached with the Tab key and says what it is.
class AccessibleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void annotate();
    void tracksAreLockedAndHiddenByKeys();
    void theColourOfAClassIsChosenByKeys();
    void startPage();
    void comparison();
    void train();
    void trainWithRuns();
    void evaluate();
    void evaluateWithResults();
    void evaluateASequence();
    void datasetDialog();
    void dialogs_data();
    void dialogs();
    void newRunDialog();
    void paletteAndTour();
};
