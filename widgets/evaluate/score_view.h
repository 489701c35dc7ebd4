#pragma once

#include <QWidget>

#include "widgets/evaluate/score_models.h"

class QLabel;
class QModelIndex;
class QSortFilterProxyModel;
class QTabWidget;
class QTableView;

namespace rtrack {

class PlotPanel;

/// One data set: totals, the matrix of sequences and trackers with the definitions under it, and the plots.
/// Choosing a tracker anywhere chooses it everywhere.
class ScoreView : public QWidget {
    Q_OBJECT
public:
    explicit ScoreView(QWidget* parent = nullptr);

    void show(const EvaluationPtr& evaluation, size_t dataset);
    void chooseTracker(const QString& name);
    [[nodiscard]] QString chosenTracker() const { return chosen_; }
    [[nodiscard]] QTableView* matrix() { return matrix_view_; }
    [[nodiscard]] QTableView* totals() { return totals_view_; }
    [[nodiscard]] PlotPanel* plot(int index) const;  ///< in the order of the tabs: success first
    [[nodiscard]] PlotPanel* shownPlot() const;
    [[nodiscard]] QString shownPlotName() const;
    [[nodiscard]] QString definitionsText() const;

Q_SIGNALS:
    void trackerChosen(QString name);
    void sequenceOpened(QString tracker, QString sequence);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildTables();
    void buildPlots();
    void retranslate();
    void refreshTables();
    void refreshPlots();
    void openCell(const QModelIndex& index);
    void openWorstOf(const QString& tracker);
    [[nodiscard]] const EvaluatedDataset* dataset() const;

    EvaluationPtr evaluation_;
    size_t dataset_ = 0;
    QString chosen_;
    TotalsModel* totals_ = nullptr;
    SequenceMatrix* matrix_ = nullptr;
    QSortFilterProxyModel* sorted_totals_ = nullptr;
    QSortFilterProxyModel* sorted_matrix_ = nullptr;
    QTableView* totals_view_ = nullptr;
    QTableView* matrix_view_ = nullptr;
    QLabel* definitions_ = nullptr;
    QTabWidget* plots_ = nullptr;
};

}  // namespace rtrack
