#pragma once

#include <QWidget>

#include "widgets/evaluate/evaluation_data.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace rtrack {

/// The strip at the top of the Evaluate page: which data sets, which folders of results, which of the data
/// sets is shown.
class EvaluateSources : public QWidget {
    Q_OBJECT
public:
    explicit EvaluateSources(QWidget* parent = nullptr);

    void setSetup(const EvaluationSetup& setup);
    [[nodiscard]] const EvaluationSetup& setup() const { return setup_; }
    [[nodiscard]] QString shownDataset() const;
    /// Tool buttons of the page at the strip's end.
    void addButton(QToolButton* button);

Q_SIGNALS:
    void setupChanged();
    void shownDatasetChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void addDataset();
    void removeDataset();
    void chooseResults();
    void importResults();
    void change(const EvaluationSetup& setup);

    EvaluationSetup setup_;
    QLabel* dataset_label_ = nullptr;
    QComboBox* datasets_ = nullptr;
    QToolButton* add_ = nullptr;
    QToolButton* remove_ = nullptr;
    QLabel* results_label_ = nullptr;
    QToolButton* results_ = nullptr;
    QToolButton* import_ = nullptr;
    QMenu* import_menu_ = nullptr;
    QHBoxLayout* row_ = nullptr;
};

}  // namespace rtrack
