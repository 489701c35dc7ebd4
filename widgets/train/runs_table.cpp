#include "widgets/train/runs_table.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QHeaderView>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QUrl>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr int kNarrowestName = 180;
constexpr int kNarrowest = 60;
constexpr int kWidestColumn = 400;

}  // namespace

RunsTable::RunsTable(QWidget* parent)
    : QTreeView(parent), runs_(new RunsModel(this)), sorted_(new QSortFilterProxyModel(this)) {
    sorted_->setSourceModel(runs_);
    sorted_->setSortRole(RunsModel::kSortRole);
    setModel(sorted_);
    setSortingEnabled(true);
    sortByColumn(RunsModel::Name, Qt::AscendingOrder);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAlternatingRowColors(true);
    setAllColumnsShowFocus(true);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    addAction(pin_ = new QAction(this));
    addAction(rename_ = new QAction(this));
    addAction(bin_ = new QAction(this));
    addAction(open_folder_ = new QAction(this));
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        refreshMenu();
        Q_EMIT selectedRunsChanged();
    });
    connect(pin_, &QAction::triggered, this, [this] {
        const QString folder = selectedFolders().value(0);
        setBaseline(folder == runs_->baseline() ? QString() : folder);
    });
    connect(rename_, &QAction::triggered, this, &RunsTable::askForName);
    connect(bin_, &QAction::triggered, this, &RunsTable::askForBin);
    connect(open_folder_, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(selectedFolders().value(0))); });
    retranslate();
}

void RunsTable::setRuns(std::vector<RunSummary> runs) {
    const bool first = runs_->runs().empty();
    runs_->setRuns(std::move(runs));
    if (first && sorted_->rowCount() > 0) {
        widest_content_.fill(0);
        for (int column = 0; column < RunsModel::kColumns; ++column)
            setColumnWidth(column, column == RunsModel::Name ? kNarrowestName : kNarrowest);
        if (!selectionModel()->hasSelection()) selectRow(sorted_->index(0, RunsModel::Name));
    }
    growColumns();
    refreshMenu();
}

/// A column that a person made narrow stays so until something wider than ever comes into it.
void RunsTable::growColumns() {
    for (int column = 0; column < RunsModel::kColumns; ++column) {
        const int content = std::max(sizeHintForColumn(column), header()->sectionSizeHint(column));
        int& widest = widest_content_[static_cast<size_t>(column)];
        if (content <= widest) continue;
        widest = content;
        setColumnWidth(column, std::max(columnWidth(column), std::min(content, kWidestColumn)));
    }
}

QStringList RunsTable::selectedFolders() const {
    QModelIndexList rows = selectionModel()->selectedRows(RunsModel::Name);
    std::sort(rows.begin(), rows.end());
    QStringList folders;
    for (const QModelIndex& row : rows) folders << row.data(RunsModel::kFolderRole).toString();
    return folders;
}

void RunsTable::select(const QString& folder) {
    for (int row = 0; row < sorted_->rowCount(); ++row) {
        const QModelIndex index = sorted_->index(row, RunsModel::Name);
        if (index.data(RunsModel::kFolderRole).toString() == folder) selectRow(index);
    }
}

void RunsTable::selectRow(const QModelIndex& index) {
    // Not setCurrentIndex: that adds to the selection while somebody holds Ctrl.
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QString RunsTable::rename(const QString& folder, const QString& name) {
    const RunSummary* run = runs_->find(folder);
    if (run && run->active())
        return tr("%1 is at work. Stop it first, then rename it.").arg(runs_->nameOf(*run));
    if (name.isEmpty() || name.contains('/') || name.startsWith('.'))
        return tr("A name of a run is the name of a folder: without / and without a dot in front.");
    const QString target = QDir(folder).filePath("../" + name);
    if (QFile::exists(target)) return tr("There is a run named %1 already.").arg(name);
    if (!QDir().rename(folder, QDir::cleanPath(target))) return tr("%1 could not be renamed.").arg(folder);
    if (folder == runs_->baseline()) setBaseline(QDir::cleanPath(target));
    Q_EMIT renamed(folder, QDir::cleanPath(target));
    Q_EMIT foldersChanged();
    return {};
}

QString RunsTable::moveToBin(const QString& folder) {
    const RunSummary* run = runs_->find(folder);
    if (run && run->active())
        return tr("%1 is at work. Stop it first, then move it to the bin.").arg(runs_->nameOf(*run));
    if (!QFile::moveToTrash(folder)) {
        return tr("%1 could not be moved to the bin: this file system has none. Nothing was deleted.")
            .arg(folder);
    }
    Q_EMIT foldersChanged();
    return {};
}

void RunsTable::askForName() {
    const QString folder = selectedFolders().value(0);
    bool agreed = false;
    const QString name = QInputDialog::getText(this, tr("Rename the run"), tr("New name"), QLineEdit::Normal,
                                               QDir(folder).dirName(), &agreed);
    if (!agreed) return;
    const QString reason = rename(folder, name.trimmed());
    if (!reason.isEmpty()) Q_EMIT failed(reason);
}

void RunsTable::askForBin() {
    const QStringList folders = selectedFolders();
    auto* box = new QMessageBox(QMessageBox::Question, tr("Move to the bin"),
                                tr("Move %n runs with their checkpoints and models to the bin?", nullptr,
                                   static_cast<int>(folders.size())),
                                QMessageBox::NoButton, this);
    QAbstractButton* yes = box->addButton(tr("Move to the bin"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Cancel"), QMessageBox::RejectRole));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [=, this] {
        if (box->clickedButton() != yes) return;
        for (const QString& folder : folders) {
            const QString reason = moveToBin(folder);
            if (!reason.isEmpty()) Q_EMIT failed(reason);
        }
    });
    box->open();
}

void RunsTable::setBaseline(const QString& folder) {
    runs_->setBaseline(folder);
    refreshMenu();
    Q_EMIT baselineChosen(folder);
}

void RunsTable::refreshMenu() {
    const QStringList folders = selectedFolders();
    pin_->setEnabled(folders.size() == 1);
    pin_->setText(!folders.isEmpty() && folders.first() == runs_->baseline() ? tr("Unpin the baseline")
                                                                             : tr("Pin as baseline"));
    rename_->setEnabled(folders.size() == 1);
    open_folder_->setEnabled(folders.size() == 1);
    bin_->setEnabled(!folders.isEmpty());
}

void RunsTable::retranslate() {
    setAccessibleName(tr("Training runs"));
    rename_->setText(tr("Rename…"));
    bin_->setText(tr("Move to the bin…"));
    open_folder_->setText(tr("Open the folder"));
    runs_->retranslate();
    growColumns();
    refreshMenu();
}

void RunsTable::changeEvent(QEvent* event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) {
        widest_content_.fill(0);
        growColumns();
    }
}

}  // namespace rtrack
