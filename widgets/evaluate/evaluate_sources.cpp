#include "widgets/evaluate/evaluate_sources.h"

#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <algorithm>

#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/dataset_dialog.h"

namespace rtrack {
namespace {

constexpr int kPathCharacters = 32;

/// The end of a long path, which tells more than its start.
QString shortened(const QString& path) {
    return path.size() <= kPathCharacters ? path : QString::fromUtf8("…") + path.right(kPathCharacters);
}

QToolButton* textButton() {
    auto* button = new QToolButton;
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

}  // namespace

EvaluateSources::EvaluateSources(QWidget* parent) : QWidget(parent) {
    row_ = new QHBoxLayout(this);
    row_->setContentsMargins(8, 6, 8, 6);
    row_->addWidget(dataset_label_ = new QLabel);
    row_->addWidget(datasets_ = new QComboBox);
    datasets_->setMinimumWidth(160);
    datasets_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row_->addWidget(add_ = textButton());
    row_->addWidget(remove_ = textButton());
    row_->addSpacing(12);
    row_->addWidget(results_label_ = new QLabel);
    row_->addWidget(results_ = textButton());
    row_->addWidget(import_ = textButton());
    import_menu_ = new QMenu(this);
    import_->setMenu(import_menu_);
    import_->setPopupMode(QToolButton::MenuButtonPopup);
    row_->addStretch();
    dataset_label_->setBuddy(datasets_);
    connect(datasets_, &QComboBox::activated, this, &EvaluateSources::shownDatasetChanged);
    connect(add_, &QToolButton::clicked, this, &EvaluateSources::addDataset);
    connect(remove_, &QToolButton::clicked, this, &EvaluateSources::removeDataset);
    connect(results_, &QToolButton::clicked, this, &EvaluateSources::chooseResults);
    connect(import_, &QToolButton::clicked, this, &EvaluateSources::importResults);
    retranslate();
}

void EvaluateSources::addButton(QToolButton* button) {
    row_->addWidget(button);
}

void EvaluateSources::retranslate() {
    dataset_label_->setText(tr("Data set"));
    datasets_->setAccessibleName(tr("Data set shown"));
    add_->setText(tr("Add…"));
    add_->setToolTip(tr("Add a data set"));
    remove_->setText(tr("Remove"));
    remove_->setToolTip(tr("Remove this data set from the page; its files stay"));
    results_label_->setText(tr("Results"));
    import_->setText(tr("Import…"));
    import_->setToolTip(tr("Show results of others' trackers as well: a folder in the toolkit's layout"));
    refresh();
}

void EvaluateSources::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void EvaluateSources::setSetup(const EvaluationSetup& setup) {
    setup_ = setup;
    refresh();
}

void EvaluateSources::change(const EvaluationSetup& setup) {
    if (setup == setup_) return;
    setSetup(setup);
    Q_EMIT setupChanged();
}

QString EvaluateSources::shownDataset() const {
    return datasets_->currentData().toString();
}

void EvaluateSources::refresh() {
    const QString shown = shownDataset();
    datasets_->clear();
    for (const std::string& name : setup_.datasets)
        datasets_->addItem(shortened(fromStd(name)), fromStd(name));
    datasets_->setCurrentIndex(std::max(0, datasets_->findData(shown)));
    datasets_->setToolTip(shownDataset());
    datasets_->setEnabled(datasets_->count() > 0);
    remove_->setEnabled(datasets_->count() > 0);
    results_->setText(setup_.results.empty() ? tr("Choose a folder…") : shortened(fromStd(setup_.results)));
    results_->setToolTip(setup_.results.empty()
                             ? tr("Folder that holds result files, or that new ones are written to")
                             : fromStd(setup_.results));
    import_menu_->clear();
    for (const std::string& folder : setup_.imported) {
        connect(import_menu_->addAction(tr("No longer show %1").arg(fromStd(folder))), &QAction::triggered,
                this, [this, folder] {
                    EvaluationSetup setup = setup_;
                    std::erase(setup.imported, folder);
                    change(setup);
                });
    }
    import_->setPopupMode(setup_.imported.empty() ? QToolButton::DelayedPopup : QToolButton::MenuButtonPopup);
    import_->setMenu(setup_.imported.empty() ? nullptr : import_menu_);
}

void EvaluateSources::addDataset() {
    auto* dialog = new DatasetDialog(window());
    connect(dialog, &DatasetDialog::chosen, this, [this](const QString& dataset) {
        EvaluationSetup setup = setup_;
        if (std::find(setup.datasets.begin(), setup.datasets.end(), dataset.toStdString()) !=
            setup.datasets.end())
            return;
        setup.datasets.push_back(dataset.toStdString());
        setSetup(setup);
        datasets_->setCurrentIndex(datasets_->count() - 1);
        Q_EMIT setupChanged();
    });
    dialog->open();
}

void EvaluateSources::removeDataset() {
    EvaluationSetup setup = setup_;
    std::erase(setup.datasets, shownDataset().toStdString());
    change(setup);
}

void EvaluateSources::chooseResults() {
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Folder of results"), setup_.results.empty() ? QDir::homePath() : fromStd(setup_.results));
    if (folder.isEmpty()) return;
    EvaluationSetup setup = setup_;
    setup.results = folder.toStdString();
    change(setup);
}

void EvaluateSources::importResults() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder of others' results"), QDir::homePath());
    if (folder.isEmpty()) return;
    EvaluationSetup setup = setup_;
    if (std::find(setup.imported.begin(), setup.imported.end(), folder.toStdString()) == setup.imported.end())
        setup.imported.push_back(folder.toStdString());
    change(setup);
}

}  // namespace rtrack
