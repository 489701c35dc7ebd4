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
#include "widgets/evaluate/paper_figure_data.h"

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

FrameFigure::~FrameFigure() {
    delete job_;
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
        if (found != insights->end()) panels_.panels.push_back({titleOf(*waiting_.front()), found->second});
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
    sequence_->clear();
    if (evaluation_ && dataset_ < evaluation_->datasets.size()) {
        for (const Sequence& sequence : evaluation_->datasets[dataset_].dataset->sequences)
            sequence_->addItem(fromStd(sequence.name), static_cast<qlonglong>(sequence.frames.size()));
    }
    refresh();
}

void FrameFigure::setModels(const std::vector<FigureModel>& models) {
    second_->clear();
    second_->addItem(tr("nothing beside it"));
    first_->clear();
    for (const FigureModel& model : models) {
        for (QComboBox* box : {first_, second_}) {
            const QString affinity = !model.affinity   ? QString()
                                     : *model.affinity ? tr("with mutual affinity")
                                                       : tr("without mutual affinity");
            box->addItem(affinity.isEmpty() ? fromStd(model.name) : fromStd(model.name) + ", " + affinity,
                         fromStd(model.file));
        }
    }
    // Figure A2's pair where there is one.
    const auto place_of = [&](bool affinity) {
        return std::find_if(models.begin(), models.end(),
                            [&](const FigureModel& model) { return model.affinity == affinity; }) -
               models.begin();
    };
    const auto count = static_cast<ptrdiff_t>(models.size());
    if (place_of(false) < count && place_of(true) < count) {
        first_->setCurrentIndex(static_cast<int>(place_of(false)));
        second_->setCurrentIndex(static_cast<int>(place_of(true)) + 1);
    }
    refresh();
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

QString FrameFigure::titleOf(const QComboBox& models) const {
    return models.currentText();
}

void FrameFigure::draw() {
    if (!canDraw()) return;
    probe_->cancel();
    delete job_;
    panels_.panels.clear();
    canvas_->update();
    waiting_ = {first_};
    if (second_->currentIndex() > 0) waiting_.push_back(second_);
    source_ = std::make_shared<Source>();
    source_->frame = frame_->value();
    job_ = new BackgroundJob([evaluation = evaluation_, dataset = dataset_, source = source_,
                              name = sequence_->currentText().toStdString()](const auto&, const auto&) {
        source->results = load_sequence_results(evaluation->datasets.at(dataset), name);
        ImageFolder pictures(name, source->results.sequence->frames);
        source->picture = wrapImage(pictures.read(source->frame)).convertToFormat(QImage::Format_RGB32);
    });
    connect(job_, &BackgroundJob::done, this, [this] {
        panels_.picture = source_->picture;
        const auto& truth = source_->results.sequence->boxes;
        const bool seen = source_->frame < static_cast<qint64>(truth.size()) &&
                          source_->results.sequence->visible(source_->frame);
        panels_.truth = seen ? truth[static_cast<size_t>(source_->frame)] : Box{};
        probeNext();
    });
    connect(job_, &BackgroundJob::failed, this, [this](const QString& reason) { Q_EMIT failed(reason); });
    job_->start();
}

void FrameFigure::probeNext() {
    canvas_->update();
    if (waiting_.empty()) return Q_EMIT drawn();
    const TrackerOrigin origin{"rtrack", waiting_.front()->currentData().toString().toStdString()};
    probe_->start(source_->results, origin, source_->frame);
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
}

void FrameFigure::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace rtrack
