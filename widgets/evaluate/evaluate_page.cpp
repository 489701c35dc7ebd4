#include "widgets/evaluate/evaluate_page.h"

#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "training/evaluation/result_files.h"
#include "widgets/common/background_job.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/evaluate_job.h"
#include "widgets/evaluate/evaluate_sources.h"
#include "widgets/evaluate/paper_figures.h"
#include "widgets/evaluate/score_view.h"
#include "widgets/evaluate/sequence_player.h"

namespace rtrack {
namespace {

constexpr int kReloadMilliseconds = 1500;

}  // namespace

EvaluatePage::EvaluatePage(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(messages_ = new MessageBar);
    column->addWidget(run_bar_ = new MessageBar);
    column->addWidget(sources_ = new EvaluateSources);
    column->addWidget(views_ = new QStackedWidget, 1);
    views_->addWidget(empty_ = new QLabel);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setMargin(40);
    views_->addWidget(scores_ = new ScoreView);
    views_->addWidget(sequence_player_ = new SequencePlayer);
    views_->addWidget(paper_figures_ = new PaperFigures);
    for (QToolButton** button : {&run_button_, &reload_button_, &export_button_, &figures_button_}) {
        *button = new QToolButton;
        (*button)->setFocusPolicy(Qt::StrongFocus);
        sources_->addButton(*button);
    }
    buildExportMenu();
    connect(run_button_, &QToolButton::clicked, this, &EvaluatePage::askForTrackers);
    connect(reload_button_, &QToolButton::clicked, this, [this] {
        read_truth_ = true;
        reload();
    });
    connect(sources_, &EvaluateSources::setupChanged, this, [this] {
        reload();
        Q_EMIT setupChanged();
    });
    connect(sources_, &EvaluateSources::shownDatasetChanged, this, &EvaluatePage::refreshView);
    connect(scores_, &ScoreView::sequenceOpened, this, &EvaluatePage::openSequence);
    connect(sequence_player_, &SequencePlayer::closed, this, &EvaluatePage::showOverview);
    connect(paper_figures_, &PaperFigures::closed, this, &EvaluatePage::showOverview);
    connect(figures_button_, &QToolButton::clicked, this, &EvaluatePage::showPaperFigures);
    connect(sequence_player_, &SequencePlayer::annotateWanted, this, &EvaluatePage::annotateWanted);
    reload_timer_.setSingleShot(true);
    reload_timer_.setInterval(kReloadMilliseconds);
    connect(&reload_timer_, &QTimer::timeout, this, &EvaluatePage::reload);
    retranslate();
    refreshView();
}

EvaluatePage::~EvaluatePage() {
    delete job_;  // cancels and waits for the file that is being read
}

void EvaluatePage::retranslate() {
    run_button_->setText(tr("Run trackers…"));
    run_button_->setToolTip(tr("Run trackers through the data sets and score them"));
    reload_button_->setText(tr("Read again"));
    reload_button_->setToolTip(tr("Read the data sets and the result files again"));
    figures_button_->setText(tr("Figures of the paper"));
    figures_button_->setToolTip(tr("The paper's figures from your runs beside the published numbers"));
    export_button_->setText(tr("Export"));
    export_tables_->setText(tr("Tables (CSV, Markdown, LaTeX)…"));
    export_plot_->setText(tr("The plot shown (PNG, SVG, CSV)…"));
    export_submission_->setText(tr("Submission package of the chosen tracker…"));
    refreshNextStep();
}

/// Instead of scores: what is still missing.
void EvaluatePage::refreshNextStep() {
    QString next;
    if (evaluate_job_ && evaluate_job_->running()) {
        next = tr("The trackers are at work. Scores come with each sequence that is finished.");
    } else if (setup().datasets.empty() || setup().results.empty()) {
        next = tr("Add a data set and choose a folder of results.");
    } else {
        next =
            tr("There are no results of this data set in the folder yet: run trackers, or choose another "
               "folder.");
    }
    empty_->setText("<h3>" + tr("Compare trackers") + "</h3><p>" + next + "</p><p>" +
                    tr("Results are text files of boxes, in the layout of the benchmarks' toolkits: "
                       "what <i>rtrack evaluate</i> writes, and what others publish.") +
                    "</p>");
}

void EvaluatePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void EvaluatePage::showEvent(QShowEvent* event) {
    // What the last session looked at is read when somebody comes to look again.
    if (!loaded_once_ && !setup().datasets.empty()) reload();
    QWidget::showEvent(event);
}

const EvaluationSetup& EvaluatePage::setup() const {
    return sources_->setup();
}

void EvaluatePage::setSetup(const EvaluationSetup& setup) {
    sources_->setSetup(setup);
    refreshNextStep();
    if (isVisible()) reload();
}

void EvaluatePage::reload() {
    loaded_once_ = true;
    if (job_) {
        reload_wanted_ = true;
        return;
    }
    auto result = std::make_shared<Evaluation>();
    const EvaluationPtr known = std::exchange(read_truth_, false) ? nullptr : evaluation_;
    job_ = new BackgroundJob([result, setup = setup(), known](const BackgroundJob::Progress&,
                                                              const BackgroundJob::Cancelled& cancelled) {
        *result = load_evaluation(setup, known.get(), cancelled);
    });
    connect(job_, &BackgroundJob::done, this, [this, result] { onLoaded(result); });
    connect(job_, &BackgroundJob::failed, this, [this](const QString& reason) {
        job_ = nullptr;
        messages_->showMessage({Message::Kind::Error, tr("The results could not be read."), reason, {}, {}});
    });
    job_->start();
}

void EvaluatePage::onLoaded(const EvaluationPtr& evaluation) {
    job_ = nullptr;
    evaluation_ = evaluation;
    refreshView();
    showProblems();
    Q_EMIT loaded();
    if (std::exchange(reload_wanted_, false)) reload();
}

size_t EvaluatePage::shownIndex() const {
    const std::string name = sources_->shownDataset().toStdString();
    size_t index = 0;
    while (evaluation_ && index < evaluation_->datasets.size() && evaluation_->datasets[index].name != name)
        ++index;
    return index;
}

const EvaluatedDataset* EvaluatePage::shown() const {
    const size_t index = shownIndex();
    return evaluation_ && index < evaluation_->datasets.size() ? &evaluation_->datasets[index] : nullptr;
}

void EvaluatePage::refreshView() {
    scores_->show(evaluation_, shownIndex());
    paper_figures_->setEvaluation(evaluation_, shownIndex());
    const EvaluatedDataset* dataset = shown();
    const bool something = dataset && !dataset->trackers.empty();
    const QWidget* view = views_->currentWidget();
    if (view == empty_ || view == scores_)  // what else a person looks at stays
        views_->setCurrentWidget(something ? static_cast<QWidget*>(scores_) : empty_);
    refreshNextStep();
    run_button_->setEnabled(evaluate_job_ && !setup().datasets.empty());
    export_button_->setEnabled(something);
    export_submission_->setEnabled(something && has_submission(dataset->dataset->kind));
}

void EvaluatePage::showOverview() {
    sources_->show();
    views_->setCurrentWidget(scores_);
    refreshView();
}

void EvaluatePage::showPaperFigures() {
    sources_->hide();
    views_->setCurrentWidget(paper_figures_);
}

void EvaluatePage::openSequence(const QString& tracker, const QString& sequence) {
    sources_->hide();
    views_->setCurrentWidget(sequence_player_);
    sequence_player_->open(evaluation_, shownIndex(), tracker, sequence);
}

void EvaluatePage::showProblems() {
    // While trackers run, what is missing is on its way.
    if (evaluate_job_ && evaluate_job_->running()) return;
    if (evaluation_->problems == std::exchange(told_, evaluation_->problems)) return;
    messages_->clear();
    if (told_.empty()) return;
    QStringList lines;
    for (const std::string& problem : evaluation_->problems) lines << fromStd(problem);
    const auto count = static_cast<int>(lines.size());
    messages_->showMessage([lines, count] {
        Message message;
        message.kind = Message::Kind::Warning;
        message.title = tr("%n problem(s) with these files.", nullptr, count);
        message.text = lines.first();
        message.details = count > 1 ? lines.join('\n') : QString();
        return message;
    });
}

}  // namespace rtrack
