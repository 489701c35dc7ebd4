#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace rtrack {

class RunsModel;
class RunWatcher;

/// The Train workspace: the runs of a folder.
class TrainPage : public QWidget {
    Q_OBJECT
public:
    explicit TrainPage(QWidget* parent = nullptr);

    void setRunsFolder(const QString& folder);
    [[nodiscard]] QString runsFolder() const { return runs_folder_; }
    [[nodiscard]] QTreeView* table() { return table_; }

Q_SIGNALS:
    void runsFolderChosen(QString folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildTable();
    void chooseFolder();
    void retranslate();
    void refreshEmptyText();

    QString runs_folder_;
    RunWatcher* watcher_ = nullptr;
    RunsModel* runs_ = nullptr;
    QSortFilterProxyModel* sorted_ = nullptr;
    QTreeView* table_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* folder_label_ = nullptr;
    QPushButton* folder_button_ = nullptr;
    QLabel* empty_ = nullptr;
};

}  // namespace rtrack
