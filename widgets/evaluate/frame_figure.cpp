#include "widgets/evaluate/frame_figure.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>

#include "tracking/media/image_folder.h"
#include "widgets/common/background_job.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr int kFirstFrame = 20;

class Canvas : public QWidget {
public:
    explicit Canvas(const FramePanels* panels) : panels_(panels) { setMinimumSize(240, 180); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        painter.setPen(palette().color(QPalette::WindowText));
        paintPanels(painter, size(), *panels_);
    }

private:
    const FramePanels* panels_;
};

/// Longer than this, and the names of models and sequences would push the window wider.
void keepNarrow(QComboBox* box) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(16);
}

/// Files of the first model without and the first with the mutual affinity: figure A2.
std::optional<std::pair<std::string, std::string>> affinity_pair(const std::vector<FigureModel>& models) {
    const auto first_that = [&](bool affinity) {
        return std::ranges::find(models, std::optional(affinity), &FigureModel::affinity);
    };
    const auto without = first_that(false);
    const auto with = first_that(true);
    if (without == models.end() || with == models.end()) return std::nullopt;
    return std::pair(without->file, with->file);
}

}  // namespace

struct FrameFigure::Source {
    SequenceResults results;
    QImage picture;
    qint64 frame = 0;
};

FrameFigure::FrameFigure(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    buildControls();
    column->addWidget(canvas_ = new Canvas(&panels_), 1);
    setProgram(QString());
    retranslate();
}

void FrameFigure::buildControls() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    row->addWidget(sequence_ = new QComboBox);
    row->addWidget(frame_ = new QSpinBox);
    row->addWidget(first_ = new QComboBox, 1);
    row->addWidget(second_ = new QComboBox, 1);
    row->addWidget(draw_ = new QToolButton);
    for (QComboBox* box : {sequence_, first_, second_}) keepNarrow(box);
    draw_->setFocusPolicy(Qt::StrongFocus);
    connect(draw_, &QToolButton::clicked, this, &FrameFigure::draw);
    connect(sequence_, &QComboBox::currentIndexChanged, this, &FrameFigure::refresh);
}

void FrameFigure::setProgram(const QString& program) {
    delete probe_;
    probe_ = new FrameProbe(program, this);
    connect(probe_, &FrameProbe::done, this, [this](const std::shared_ptr<const FrameInsights>& insights) {
        const auto found = insights->find(source_->frame);
        if (found != insights->end()) panels_.panels.push_back({waiting_.front(), found->second});
        waiting_.erase(waiting_.begin());
        probeNext();
    });
    connect(probe_, &FrameProbe::failed, this, &FrameFigure::failed);
}

void FrameFigure::setKind(FramePanels::Kind kind) {
    panels_.kind = kind;
    canvas_->update();
}

void FrameFigure::setEvaluation(EvaluationPtr evaluation, size_t dataset) {
    if (evaluation == evaluation_ && dataset == dataset_) return;
    evaluation_ = std::move(evaluation);
    dataset_ = dataset;
    const QString chosen = sequence_->currentText();
    const int frame = frame_->value();
    sequence_->clear();
    if (evaluation_ && dataset_ < evaluation_->datasets.size()) {
        for (const Sequence& sequence : evaluation_->datasets[dataset_].dataset->sequences)
            sequence_->addItem(fromStd(sequence.name), static_cast<qlonglong>(sequence.frames.size()));
    }
    refresh();
    if (sequence_->findText(chosen) >= 0) choose(chosen, frame);
}

void FrameFigure::setModels(const std::vector<FigureModel>& models) {
    const auto pair_before = affinity_pair(models_);
    models_ = models;
    fillModels();
    const auto pair = affinity_pair(models_);
    if (pair && pair != pair_before) {  // what was added last is what a person wants to see
        first_->setCurrentIndex(first_->findData(fromStd(pair->first)));
        second_->setCurrentIndex(second_->findData(fromStd(pair->second)));
    }
    refresh();
}

/// What is chosen stays chosen if it is still there.
void FrameFigure::fillModels() {
    const QVariant chosen[] = {first_->currentData(), second_->currentData()};
    first_->clear();
    second_->clear();
    second_->addItem(tr("nothing beside it"));
    for (const FigureModel& model : models_) {
        for (QComboBox* box : {first_, second_}) box->addItem(titleOf(model), fromStd(model.file));
    }
    first_->setCurrentIndex(std::max(0, first_->findData(chosen[0])));
    if (chosen[1].isValid()) second_->setCurrentIndex(std::max(0, second_->findData(chosen[1])));
}

void FrameFigure::choose(const QString& sequence, int frame) {
    sequence_->setCurrentText(sequence);
    frame_->setValue(frame);
}

bool FrameFigure::canDraw() const {
    return sequence_->count() > 0 && first_->count() > 0;
}

void FrameFigure::refresh() {
    const int last = std::max(1, sequence_->currentData().toInt() - 1);
    frame_->setRange(1, last);
    if (frame_->value() == 1) frame_->setValue(kFirstFrame);
    for (QWidget* control : std::initializer_list<QWidget*>{sequence_, frame_, first_, second_, draw_})
        control->setEnabled(canDraw());
}

void FrameFigure::draw() {
    if (!canDraw()) return;
    probe_->cancel();
    if (job_) job_->abandon();
    panels_.panels.clear();
    canvas_->update();
    waiting_.clear();
    for (const QComboBox* chosen : {first_, second_}) {  // as chosen now: it may change while this is drawn
        const auto model =
            std::ranges::find(models_, chosen->currentData().toString().toStdString(), &FigureModel::file);
        if (model != models_.end()) waiting_.push_back(*model);
    }
    source_ = std::make_shared<Source>();
    source_->frame = frame_->value();
    job_ = new BackgroundJob(
        [evaluation = evaluation_, dataset = dataset_, source = source_,
         name = sequence_->currentText().toStdString()](const auto&, const auto&) {
            source->results = load_sequence_results(evaluation->datasets.at(dataset), name);
            const FramePaths& files = source->results.sequence->frames;
            ImageFolder pictures(name, {files.begin(), files.end()});
            source->picture = wrapImage(pictures.read(source->frame)).convertToFormat(QImage::Format_RGB32);
        },
        this);
    connect(job_, &BackgroundJob::done, this, [this] {
        panels_.picture = source_->picture;
        const auto& truth = source_->results.sequence->boxes;
        const bool seen = source_->frame < static_cast<qint64>(truth.size()) &&
                          source_->results.sequence->visible(source_->frame);
        panels_.truth = seen ? truth[static_cast<size_t>(source_->frame)] : Box{};
        probeNext();
    });
    connect(job_, &BackgroundJob::failed, this, &FrameFigure::failed);
    job_->start();
}

void FrameFigure::probeNext() {
    canvas_->update();
    if (waiting_.empty()) return Q_EMIT drawn();
    probe_->start(source_->results, {waiting_.front().file}, source_->frame);
}

QByteArray FrameFigure::rendered(const QString& ending) const {
    return renderedPanels(panels_, canvas_->size(), ending);
}

void FrameFigure::retranslate() {
    sequence_->setAccessibleName(tr("Sequence"));
    sequence_->setToolTip(tr("A sequence of the data set that is chosen in Evaluate"));
    frame_->setPrefix(tr("frame") + " ");
    frame_->setAccessibleName(tr("Frame"));
    first_->setAccessibleName(tr("Model"));
    first_->setToolTip(tr("The model in the box, and those of the runs and studies that were added"));
    second_->setAccessibleName(tr("Model beside it"));
    second_->setToolTip(second_->accessibleName());
    draw_->setText(tr("Draw"));
    draw_->setToolTip(tr("Track the sequence from its first frame to this one"));
    fillModels();
    canvas_->update();  // titles and captions
}

void FrameFigure::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace rtrack
