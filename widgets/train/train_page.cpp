#include "widgets/train/train_page.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/train/run_watcher.h"
#include "widgets/train/runs_model.h"

namespace rtrack {

TrainPage::TrainPage(QWidget* parent)
    : QWidget(parent), watcher_(new RunWatcher(this)), runs_(new RunsModel(this)) {
    auto* column = new QVBoxLayout(this);
    auto* head = new QHBoxLayout;
    head->addWidget(title_ = new QLabel);
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    head->addWidget(folder_label_ = new QLabel, 1);
    folder_label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    head->addWidget(folder_button_ = new QPushButton);
    column->addLayout(head);
    column->addWidget(empty_ = new QLabel, 1);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    buildTable();
    column->addWidget(table_, 1);
    connect(folder_button_, &QPushButton::clicked, this, &TrainPage::chooseFolder);
    connect(watcher_, &RunWatcher::listed, this, [this](std::vector<RunSummary> runs) {
        const bool first = runs_->runs().empty();
        runs_->setRuns(std::move(runs));
        for (int column = 0; first && column < RunsModel::kColumns; ++column)
            table_->resizeColumnToContents(column);
        refreshEmptyText();
    });
    retranslate();
}

void TrainPage::buildTable() {
    sorted_ = new QSortFilterProxyModel(this);
    sorted_->setSourceModel(runs_);
    sorted_->setSortRole(RunsModel::kSortRole);
    table_ = new QTreeView;
    table_->setModel(sorted_);
    table_->setSortingEnabled(true);
    table_->sortByColumn(RunsModel::Name, Qt::AscendingOrder);
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setAlternatingRowColors(true);
    table_->setAllColumnsShowFocus(true);
}

void TrainPage::setRunsFolder(const QString& folder) {
    runs_folder_ = folder;
    runs_->setRoot(folder);
    folder_label_->setText(QDir::toNativeSeparators(folder));
    watcher_->setFolder(folder);
    refreshEmptyText();
}

void TrainPage::chooseFolder() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder of training runs"), runs_folder_);
    if (folder.isEmpty()) return;
    setRunsFolder(folder);
    Q_EMIT runsFolderChosen(folder);
}

void TrainPage::refreshEmptyText() {
    const bool empty = runs_->runs().empty();
    empty_->setVisible(empty);
    table_->setVisible(!empty);
}

void TrainPage::retranslate() {
    title_->setText(tr("Training runs in"));
    folder_button_->setText(tr("Choose folder…"));
    folder_button_->setAccessibleName(tr("Choose the folder of training runs"));
    table_->setAccessibleName(tr("Training runs"));
    empty_->setText(tr(
        "There are no training runs in this folder yet. Runs that were copied from another machine are shown "
        "too: put their folders here, or choose the folder they are in."));
    runs_->retranslate();
}

void TrainPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace rtrack
