#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <memory>

#include "widgets/evaluate/evaluation_data.h"

namespace rtrack {

/// An evaluation that several views share; never changed once it is shown.
using EvaluationPtr = std::shared_ptr<const Evaluation>;

/// The value that a table of scores sorts by.
inline constexpr int kSortRole = Qt::UserRole;
/// The name of the sequence or tracker of a cell.
inline constexpr int kNameRole = Qt::UserRole + 1;

/// From orange (0) over the ground (0.5) to blue (1): told apart with any colour vision.
[[nodiscard]] QColor heatColor(double share, const QColor& ground);

/// Sequences (rows) by trackers (columns): the AO of each, after the sequence's name, its frames and the mean
/// of the trackers.
class SequenceMatrix : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Frames, Mean, FirstTracker };

    using QAbstractTableModel::QAbstractTableModel;

    /// @param dataset  index in the evaluation
    void show(EvaluationPtr evaluation, size_t dataset);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QString trackerOf(int column) const;  ///< empty for the first columns

private:
    struct Row {
        const Sequence* sequence;
        std::vector<const Scores*> scores;  ///< null: none
        double mean;
    };
    [[nodiscard]] double valueAt(const Row& row, int column) const;
    [[nodiscard]] QString hint(const Row& row, int column) const;

    EvaluationPtr evaluation_;
    const EvaluatedDataset* dataset_ = nullptr;
    std::vector<Row> rows_;
};

/// Trackers (rows) by scores (columns) on one data set, the best first.
class TotalsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void show(EvaluationPtr evaluation, size_t dataset);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] double valueAt(const ScoredTracker& tracker, int column) const;

    EvaluationPtr evaluation_;
    const EvaluatedDataset* dataset_ = nullptr;
};

}  // namespace rtrack
