#pragma once

#include <QDialog>

#include "widgets/evaluate/evaluate_job.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace rtrack {

/// Asks which trackers to run through the data sets.
class RunTrackersDialog : public QDialog {
    Q_OBJECT
public:
    /// @param request  data sets and results folder to start with; the other fields are the defaults
    RunTrackersDialog(const QStringList& tracker_names, EvaluateRequest request, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(rtrack::EvaluateRequest request);

private:
    void chooseModel();
    void chooseResults();
    void refresh();
    [[nodiscard]] EvaluateRequest request() const;

    EvaluateRequest request_;
    QList<QCheckBox*> trackers_;
    QLineEdit* models_ = nullptr;
    QPushButton* results_ = nullptr;
    QSpinBox* threads_ = nullptr;
    QCheckBox* resume_ = nullptr;
    QPushButton* start_ = nullptr;
};

}  // namespace rtrack
