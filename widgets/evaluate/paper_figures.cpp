#include "widgets/evaluate/paper_figures.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "widgets/common/background_job.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/qt_convert.h"

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
    column->addWidget(plot_ = new PlotPanel, 1);
    column->addWidget(note_ = new QLabel);
    note_->setWordWrap(true);
    note_->setMargin(8);
    note_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    retranslate();
}

PaperFigures::~PaperFigures() {
    delete job_;
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
    constexpr const char* kNames[] = {"figure_1", "figure_a1_points", "figure_a1_positions", "figure_a3"};
    return kNames[figure_->currentIndex()];
}

void PaperFigures::reload() {
    delete job_;
    std::vector<std::string> folders;
    for (const QString& folder : folders_) folders.push_back(folder.toStdString());
    auto result = std::make_shared<PaperSources>();
    job_ = new BackgroundJob([result, folders, file = published_file_.toStdString()](
                                 const auto&, const auto&) { *result = load_paper_sources(folders, file); });
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
        refresh();
        Q_EMIT loaded();
    });
    connect(job_, &BackgroundJob::failed, this, [this](const QString& reason) {
        messages_->showMessage({Message::Kind::Error, tr("The folders could not be read."), reason, {}, {}});
    });
    job_->start();
}

void PaperFigures::refresh() {
    const auto figure = static_cast<PaperFigure>(std::max(0, figure_->currentIndex()));
    const FigureLines lines = figure_lines(figure, sources_ ? *sources_ : PaperSources());
    plot_->showLines(lines.axes, lines.series);
    export_->setEnabled(!lines.series.empty());
    note_->setText(lines.series.empty() && sources_
                       ? tr("Nothing to draw yet.") + " " + paperFigureNote(figure)
                       : paperFigureNote(figure));
}

}  // namespace rtrack
