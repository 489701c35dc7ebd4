#pragma once

#include <QObject>

/// One window, the real engine: annotate, fine-tune, track the flagged ranges again with the new model,
/// compare, take, export.
class LoopTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fromBoxesToAModelToBetterBoxesToAnExport();
};
