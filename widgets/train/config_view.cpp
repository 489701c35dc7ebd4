#include "widgets/train/config_view.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "training/run/run_summary.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

ConfigView::ConfigView(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(search_ = new QLineEdit);
    search_->setMaximumWidth(280);
    row->addWidget(only_differences_ = new QCheckBox);
    only_differences_->setChecked(true);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(list_ = new QTreeWidget, 1);
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setAlternatingRowColors(true);
    connect(search_, &QLineEdit::textChanged, this, &ConfigView::filter);
    connect(only_differences_, &QCheckBox::toggled, this, &ConfigView::refresh);
    retranslate();
}

void ConfigView::setRuns(std::vector<RunOptions> runs) {
    if (runs == runs_) return;
    runs_ = std::move(runs);
    refresh();
}

void ConfigView::setOnlyDifferences(bool only) {
    only_differences_->setChecked(only);
}

void ConfigView::refresh() {
    only_differences_->setEnabled(runs_.size() > 1);
    QStringList titles = {tr("Option")};
    std::vector<std::map<std::string, std::string>> options;
    for (const RunOptions& run : runs_) {
        titles << run.run;
        options.push_back(run.options);
    }
    std::map<std::string, std::vector<std::string>> rows;
    if (runs_.size() > 1 && only_differences_->isChecked()) {
        rows = differing_options(options);
    } else {
        for (size_t i = 0; i < options.size(); ++i) {
            for (const auto& [name, value] : options[i]) {
                rows[name].resize(options.size());
                rows[name][i] = value;
            }
        }
    }
    list_->clear();
    list_->setColumnCount(static_cast<int>(titles.size()));
    list_->setHeaderLabels(titles);
    QList<QTreeWidgetItem*> items;
    for (const auto& [name, values] : rows) {
        auto* item = new QTreeWidgetItem({fromStd(name)});
        for (size_t i = 0; i < values.size(); ++i) item->setText(static_cast<int>(i) + 1, fromStd(values[i]));
        items << item;
    }
    list_->addTopLevelItems(items);
    for (int column = 0; column < list_->columnCount() - 1; ++column) list_->resizeColumnToContents(column);
    filter();
}

void ConfigView::filter() {
    const QString wanted = search_->text().trimmed();
    for (int i = 0; i < list_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = list_->topLevelItem(i);
        item->setHidden(!item->text(0).contains(wanted, Qt::CaseInsensitive));
    }
}

void ConfigView::retranslate() {
    search_->setPlaceholderText(tr("Find an option"));
    search_->setAccessibleName(tr("Find an option"));
    only_differences_->setText(tr("Only differences"));
    only_differences_->setToolTip(tr("Select several runs in the table to compare them."));
    list_->setAccessibleName(tr("Options of the selected runs"));
    refresh();
}

void ConfigView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace rtrack
