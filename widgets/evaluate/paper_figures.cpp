#include "widgets/evaluate/paper_figures.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>

#include "widgets/common/background_job.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/frame_figure.h"

namespace rtrack {

PaperFigures::PaperFigures(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(messages_ = new MessageBar);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(6);
    column->addLayout(row);
    const auto button = [&](QToolButton*& member, auto&& action) {
        row->addWidget(member = new QToolButton);
        member->setFocusPolicy(Qt::StrongFocus);
        connect(member, &QToolButton::clicked, this, action);
    };
    button(back_, [this] { Q_EMIT closed(); });
    row->addWidget(figure_ = new QComboBox);
    for (int i = 0; i < kPaperFigureCount; ++i) figure_->addItem(QString());
    connect(figure_, &QComboBox::currentIndexChanged, this, &PaperFigures::refresh);
    row->addStretch();
    button(add_, [this] { addFolder(); });
    button(clear_, [this] { setFolders({}); });
    button(export_, [this] { Q_EMIT exportWanted(); });
    column->addWidget(pictures_ = new QStackedWidget, 1);
    pictures_->addWidget(plot_ = new PlotPanel);
    pictures_->addWidget(frame_figure_ = new FrameFigure);
    connect(frame_figure_, &FrameFigure::drawn, this, &PaperFigures::refresh);
    connect(frame_figure_, &FrameFigure::failed, this, [this](const QString& reason) {
        messages_->showMessage({Message::Kind::Error, tr("The figure could not be drawn."), reason, {}, {}});
    });
    column->addWidget(note_ = new QLabel);
    note_->setWordWrap(true);
    note_->setMargin(8);
    note_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    retranslate();
}

void PaperFigures::retranslate() {
    back_->setText(QString::fromUtf8("← ") + tr("Back"));
    add_->setText(tr("Add runs or a study…"));
    add_->setToolTip(tr("A folder of rtrack study, of a run, or of runs"));
    clear_->setText(tr("Published only"));
    clear_->setToolTip(tr("Take the folders off the figures; their files stay"));
    export_->setText(tr("Export…"));
    figure_->setAccessibleName(tr("Figure"));
    plot_->setAccessibleName(tr("Figure of the paper"));
    for (int i = 0; i < kPaperFigureCount; ++i)
        figure_->setItemText(i, paperFigureTitle(static_cast<PaperFigure>(i)));
    refresh();
}

void PaperFigures::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void PaperFigures::showEvent(QShowEvent* event) {
    if (!sources_ && !job_) reload();
    QWidget::showEvent(event);
}

void PaperFigures::setFolders(const QStringList& folders) {
    folders_ = folders;
    reload();
}

void PaperFigures::addFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of runs or of a study"));
    if (!folder.isEmpty() && !folders_.contains(folder)) setFolders(folders_ + QStringList(folder));
}

void PaperFigures::chooseFigure(PaperFigure figure) {
    figure_->setCurrentIndex(static_cast<int>(figure));
}

QString PaperFigures::fileName() const {
    constexpr const char* kNames[] = {"figure_1",  "figure_a1_points", "figure_a1_positions",
                                      "figure_a2", "figure_a3",        "figure_a4"};
    return kNames[figure_->currentIndex()];
}

PaperFigure PaperFigures::shown() const {
    return static_cast<PaperFigure>(std::max(0, figure_->currentIndex()));
}

void PaperFigures::setProgram(const QString& program) {
    frame_figure_->setProgram(program);
}

void PaperFigures::setEvaluation(const EvaluationPtr& evaluation, size_t dataset) {
    frame_figure_->setEvaluation(evaluation, dataset);
    refresh();
}

QByteArray PaperFigures::rendered(const QString& ending) const {
    return is_of_frame(shown()) ? frame_figure_->rendered(ending) : plot_->rendered(ending);
}

void PaperFigures::reload() {
    if (job_) job_->abandon();
    std::vector<std::string> folders;
    for (const QString& folder : folders_) folders.push_back(folder.toStdString());
    auto result = std::make_shared<PaperSources>();
    job_ = new BackgroundJob([result, folders, file = published_file_.toStdString()](
                                 const auto&, const auto&) { *result = load_paper_sources(folders, file); },
                             this);
    connect(job_, &BackgroundJob::done, this, [this, result] {
        sources_ = result;
        messages_->clear();
        if (!result->problems.empty()) {
            QStringList lines;
            for (const std::string& problem : result->problems) lines << fromStd(problem);
            messages_->showMessage({Message::Kind::Warning,
                                    tr("Not everything could be read."),
                                    lines.first(),
                                    lines.size() > 1 ? lines.join('\n') : QString(),
                                    {}});
        }
        frame_figure_->setModels(result->models);
        refresh();
        Q_EMIT loaded();
    });
    connect(job_, &BackgroundJob::failed, this, [this](const QString& reason) {
        messages_->showMessage({Message::Kind::Error, tr("The folders could not be read."), reason, {}, {}});
    });
    job_->start();
}

void PaperFigures::refresh() {
    const PaperFigure figure = shown();
    const bool of_frame = is_of_frame(figure);
    pictures_->setCurrentWidget(of_frame ? static_cast<QWidget*>(frame_figure_) : plot_);
    frame_figure_->setKind(figure == PaperFigure::TrackPoints ? FramePanels::Kind::Points
                                                              : FramePanels::Kind::Scores);
    const FigureLines lines = figure_lines(figure, sources_ ? *sources_ : PaperSources());
    if (!of_frame) plot_->showLines(lines.axes, lines.series);
    const bool empty = of_frame ? frame_figure_->panels().panels.empty() : lines.series.empty();
    export_->setEnabled(!empty);
    QString note = paperFigureNote(figure);
    if (empty && sources_) note = tr("Nothing to draw yet.") + " " + note;
    if (of_frame && !frame_figure_->canDraw())
        note = tr("Go back and add a data set: its sequences are what this figure shows.") + " " + note;
    note_->setText(note);
}

}  // namespace rtrack
