#include "widgets/evaluate/score_view.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/common/plot_panel.h"
#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/definition_text.h"
#include "widgets/evaluate/score_plots.h"

namespace rtrack {
namespace {

QTableView* makeTable(QAbstractItemModel* model) {
    auto* view = new QTableView;
    view->setModel(model);
    view->setSortingEnabled(true);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 7);
    view->horizontalHeader()->setHighlightSections(false);
    view->setTabKeyNavigation(false);
    return view;
}

}  // namespace

ScoreView::ScoreView(QWidget* parent) : QWidget(parent) {
    buildTables();
    buildPlots();
    auto* tables = new QWidget;
    auto* column = new QVBoxLayout(tables);
    column->setContentsMargins(8, 0, 0, 6);
    column->addWidget(totals_view_);
    column->addWidget(matrix_view_, 1);
    column->addWidget(definitions_ = new QLabel);
    definitions_->setWordWrap(true);
    definitions_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.88);
    definitions_->setFont(small);
    auto* splitter = new QSplitter;
    splitter->addWidget(tables);
    splitter->addWidget(plots_);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({680, 580});  // all columns of the totals, and the names of all plots
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    retranslate();
}

void ScoreView::buildTables() {
    totals_ = new TotalsModel(this);
    matrix_ = new SequenceMatrix(this);
    for (const auto& [proxy, model] :
         {std::pair<QSortFilterProxyModel**, QAbstractItemModel*>{&sorted_totals_, totals_},
          {&sorted_matrix_, matrix_}}) {
        *proxy = new QSortFilterProxyModel(this);
        (*proxy)->setSourceModel(model);
        (*proxy)->setSortRole(kSortRole);
    }
    totals_view_ = makeTable(sorted_totals_);
    totals_view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    matrix_view_ = makeTable(sorted_matrix_);
    totals_view_->sortByColumn(1, Qt::DescendingOrder);
    matrix_view_->sortByColumn(SequenceMatrix::Mean, Qt::AscendingOrder);
    connect(totals_view_, &QTableView::clicked, this,
            [this](const QModelIndex& index) { chooseTracker(index.data(kNameRole).toString()); });
    connect(totals_view_, &QTableView::activated, this,
            [this](const QModelIndex& index) { openWorstOf(index.data(kNameRole).toString()); });
    connect(matrix_view_, &QTableView::clicked, this, [this](const QModelIndex& index) {
        const QString tracker = matrix_->trackerOf(index.column());
        if (!tracker.isEmpty()) chooseTracker(tracker);
    });
    connect(matrix_view_, &QTableView::activated, this, &ScoreView::openCell);
}

void ScoreView::buildPlots() {
    plots_ = new QTabWidget;
    plots_->setDocumentMode(true);
    for (int i = 0; i < kScorePlotCount; ++i) {
        auto* panel = new PlotPanel;
        plots_->addTab(panel, QString());
        connect(panel, &PlotPanel::chosen, this, &ScoreView::chooseTracker);
        connect(panel, &PlotPanel::opened, this, &ScoreView::openWorstOf);
    }
}

void ScoreView::retranslate() {
    totals_view_->setAccessibleName(tr("Scores of the trackers"));
    matrix_view_->setAccessibleName(tr("AO of each sequence and tracker"));
    for (int i = 0; i < kScorePlotCount; ++i) {
        plots_->setTabText(i, scorePlotTitle(static_cast<ScorePlot>(i)));
        plot(i)->setAccessibleName(scorePlotTitle(static_cast<ScorePlot>(i)));
        plot(i)->setToolTip(
            tr("Click a line to choose its tracker, double click to see its worst sequence. "
               "Wheel: zoom; double click on the ground: all."));
    }
    refreshTables();
    refreshPlots();
}

void ScoreView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

PlotPanel* ScoreView::plot(int index) const {
    return static_cast<PlotPanel*>(plots_->widget(index));
}

PlotPanel* ScoreView::shownPlot() const {
    return plot(plots_->currentIndex());
}

QString ScoreView::shownPlotName() const {
    return scorePlotFileName(static_cast<ScorePlot>(plots_->currentIndex()));
}

QString ScoreView::definitionsText() const {
    return definitions_->text();
}

const EvaluatedDataset* ScoreView::dataset() const {
    return evaluation_ && dataset_ < evaluation_->datasets.size() ? &evaluation_->datasets[dataset_]
                                                                  : nullptr;
}

void ScoreView::show(const EvaluationPtr& evaluation, size_t dataset) {
    evaluation_ = evaluation;
    dataset_ = dataset;
    refreshTables();
    refreshPlots();
    chooseTracker(chosen_);
}

void ScoreView::refreshTables() {
    totals_->show(evaluation_, dataset_);
    matrix_->show(evaluation_, dataset_);
    for (QTableView* view : {totals_view_, matrix_view_}) view->resizeColumnsToContents();
    const int rows = std::min(8, totals_->rowCount());
    totals_view_->setFixedHeight(totals_view_->horizontalHeader()->sizeHint().height() +
                                 rows * totals_view_->verticalHeader()->defaultSectionSize() + 6 +
                                 totals_view_->style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    definitions_->setText(dataset() ? definitionText(dataset()->options) : QString());
}

void ScoreView::refreshPlots() {
    for (int i = 0; i < kScorePlotCount; ++i) showScorePlot(*plot(i), static_cast<ScorePlot>(i), dataset());
}

void ScoreView::chooseTracker(const QString& name) {
    const bool changes = name != chosen_;
    chosen_ = name;
    for (int i = 0; i < kScorePlotCount; ++i) plot(i)->setChosen(name);
    for (int row = 0; row < sorted_totals_->rowCount(); ++row) {
        if (sorted_totals_->index(row, 0).data(kNameRole).toString() == name) totals_view_->selectRow(row);
    }
    if (changes) Q_EMIT trackerChosen(name);
}

void ScoreView::openCell(const QModelIndex& index) {
    const QString tracker = matrix_->trackerOf(index.column());
    Q_EMIT sequenceOpened(tracker.isEmpty() ? chosen_ : tracker, index.data(kNameRole).toString());
}

void ScoreView::openWorstOf(const QString& tracker) {
    if (!dataset()) return;
    const SequenceScores* worst = nullptr;
    for (const ScoredTracker& candidate : dataset()->trackers) {
        if (fromStd(candidate.name) != tracker) continue;
        for (const SequenceScores& sequence : candidate.scores.sequences) {
            if (std::isfinite(sequence.scores.ao) && (!worst || sequence.scores.ao < worst->scores.ao))
                worst = &sequence;
        }
    }
    if (worst) Q_EMIT sequenceOpened(tracker, fromStd(worst->name));
}

}  // namespace rtrack
