#pragma once

#include <QTreeView>
#include <array>
#include <vector>

#include "training/run/run_summary.h"
#include "widgets/train/runs_model.h"

class QAction;
class QSortFilterProxyModel;

namespace rtrack {

/// The runs as a table with a menu: pin a baseline, rename, move to the bin, open the folder. Several rows
/// may be selected for a comparison.
class RunsTable : public QTreeView {
    Q_OBJECT
public:
    explicit RunsTable(QWidget* parent = nullptr);

    [[nodiscard]] RunsModel* runs() { return runs_; }
    void setRuns(std::vector<RunSummary> runs);
    /// The selected runs' folders, in the order shown.
    [[nodiscard]] QStringList selectedFolders() const;
    void select(const QString& folder);

    /// Renames a run's folder. @return an empty text, or why not.
    QString rename(const QString& folder, const QString& name);
    /// Moves a run's folder to the desktop's bin. @return an empty text, or why not.
    QString moveToBin(const QString& folder);

Q_SIGNALS:
    void selectedRunsChanged();
    void baselineChosen(QString folder);  ///< empty: none
    void failed(QString reason);
    void renamed(QString from, QString to);  ///< folders
    void foldersChanged();                   ///< renamed or binned: list them anew

protected:
    void changeEvent(QEvent* event) override;

private:
    void selectRow(const QModelIndex& index);
    void setBaseline(const QString& folder);
    void refreshMenu();
    void growColumns();
    void askForName();
    void askForBin();
    void retranslate();

    RunsModel* runs_;
    std::array<int, RunsModel::kColumns> widest_content_{};  ///< so far, pixels
    QSortFilterProxyModel* sorted_;
    QAction* pin_;
    QAction* rename_;
    QAction* bin_;
    QAction* open_folder_;
};

}  // namespace rtrack
