#pragma once

#include <QAbstractTableModel>
#include <filesystem>
#include <vector>

#include "training/run/run_summary.h"

namespace rtrack {

/// The runs of a folder as a table, one row a run. Rows keep their place while runs come and go, so that a
/// selection survives.
class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, State, BestAo, Difference, Progress, Pairs, Minutes, Device, kColumns };
    /// Data of the first column's cells: the run's folder, as text.
    static constexpr int kFolderRole = Qt::UserRole;
    /// What a column is sorted by.
    static constexpr int kSortRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// Names are shown relative to it.
    void setRoot(const QString& root);
    /// @param runs  sorted by folder
    void setRuns(std::vector<RunSummary> runs);
    /// The runs that are plotted: each shows its curves' colour beside its name.
    void setColors(const QStringList& folders);
    /// The run that others are compared with; empty: none.
    void setBaseline(const QString& folder);
    [[nodiscard]] QString baseline() const { return baseline_; }
    [[nodiscard]] const std::vector<RunSummary>& runs() const { return runs_; }
    /// nullptr if there is no such run any more.
    [[nodiscard]] const RunSummary* find(const QString& folder) const;
    [[nodiscard]] QString nameOf(const RunSummary& run) const;
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString shown(const RunSummary& run, int column) const;
    [[nodiscard]] QVariant sortedBy(const RunSummary& run, int column) const;

    [[nodiscard]] std::optional<double> difference(const RunSummary& run) const;

    std::filesystem::path root_;
    QString baseline_;
    QStringList colored_;
    std::vector<RunSummary> runs_;
};

/// "running", "finished", ... in the language of the moment.
[[nodiscard]] QString stateText(RunState state);
/// The same in a sentence that says what it means and what can be done.
[[nodiscard]] QString stateHelp(const RunSummary& run);
/// "45 min", "2 h 05 min".
[[nodiscard]] QString minutesText(double minutes);
/// "843", "20,160", "1.2 M".
[[nodiscard]] QString countText(int64_t count);

}  // namespace rtrack
