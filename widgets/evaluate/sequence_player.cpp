#include "widgets/evaluate/sequence_player.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QSpinBox>
#include <QToolButton>
#include <cmath>

#include "tracking/media/image_folder.h"
#include "widgets/annotate/opened_video.h"
#include "widgets/common/background_job.h"
#include "widgets/common/icons.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/comparison_view.h"
#include "widgets/evaluate/overlap_strip.h"

namespace rtrack {
namespace {

constexpr int kStretchLength = 25;

double at(const std::vector<double>& values, int64_t frame) {
    return frame >= 0 && frame < static_cast<int64_t>(values.size()) ? values[static_cast<size_t>(frame)]
                                                                     : std::nan("");
}

}  // namespace

SequencePlayer::SequencePlayer(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(messages_ = new MessageBar);
    buildControls();
    column->addWidget(view_ = new ComparisonView, 1);
    column->addWidget(strip_ = new OverlapStrip);
    strip_->setFixedHeight(130);
    connect(strip_, &OverlapStrip::scrubbed, &player_, &FramePlayer::scrub);
    connect(&player_, &FramePlayer::frameShown, this, [this](qint64, const ImagePtr& image) {
        view_->setFrame(image);
        refreshOverlay();
    });
    connect(&player_, &FramePlayer::positionChanged, this, [this](qint64 frame) {
        strip_->setPosition(frame);
        refreshPosition();
    });
    connect(&player_, &FramePlayer::playingChanged, this,
            [this](double speed) { play_->setIcon(icon(speed == 0 ? Glyph::Play : Glyph::Pause)); });
    connect(&player_, &FramePlayer::failed, this, [this](qint64 frame, const QString& reason) {
        messages_->showMessage(
            {Message::Kind::Error, tr("Frame %1 cannot be shown.").arg(frame), reason, {}, {}});
    });
    const auto key = [this](Qt::Key code, auto&& action) {
        new QShortcut(QKeySequence(code), this, action, Qt::WidgetWithChildrenShortcut);
    };
    key(Qt::Key_Left, [this] { player_.step(-1); });
    key(Qt::Key_Right, [this] { player_.step(1); });
    key(Qt::Key_Space, [this] { play_->click(); });
    key(Qt::Key_Escape, [this] { back_->click(); });
    setProgram(QString());
    retranslate();
}

SequencePlayer::~SequencePlayer() {
    player_.disconnect(this);
    closeVideo();
}

void SequencePlayer::buildControls() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(6);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    const auto button = [&](QToolButton*& member, auto&& action) {
        row->addWidget(member = new QToolButton);
        member->setFocusPolicy(Qt::StrongFocus);
        connect(member, &QToolButton::clicked, this, action);
    };
    button(back_, [this] {
        player_.pause();
        Q_EMIT closed();
    });
    row->addWidget(title_ = new QLabel);
    row->addSpacing(10);
    button(previous_, [this] { player_.step(-1); });
    button(play_, [this] { player_.playing() ? player_.pause() : player_.play(1); });
    button(next_, [this] { player_.step(1); });
    previous_->setIcon(icon(Glyph::StepBack));
    play_->setIcon(icon(Glyph::Play));
    next_->setIcon(icon(Glyph::StepForward));
    row->addWidget(position_ = new QLabel);
    row->addStretch();
    row->addWidget(trackers_ = new QComboBox);
    trackers_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(trackers_, &QComboBox::activated, this, &SequencePlayer::chooseTracker);
    button(worst_, [this] { goToWorst(); });
    row->addWidget(stretch_length_ = new QSpinBox);
    stretch_length_->setRange(1, 10000);
    stretch_length_->setValue(kStretchLength);
    connect(stretch_length_, &QSpinBox::valueChanged, this, &SequencePlayer::refreshStretch);
    button(closer_, [this] { lookCloser(); });
    button(picture_, [this] { askForPictureFile(); });
    button(train_, [this] { askForTrainingFolder(); });
    button(annotate_, [this] { openInAnnotate(); });
}

void SequencePlayer::retranslate() {
    back_->setText(QString::fromUtf8("← ") + tr("Back"));
    previous_->setToolTip(tr("One frame back (Left)"));
    play_->setToolTip(tr("Play or pause (Space)"));
    next_->setToolTip(tr("One frame forward (Right)"));
    for (QToolButton* button : {previous_, play_, next_}) button->setAccessibleName(button->toolTip());
    trackers_->setAccessibleName(tr("Tracker"));
    trackers_->setToolTip(tr("The tracker whose worst stretch is marked"));
    worst_->setText(tr("Worst stretch"));
    worst_->setToolTip(tr("Go to the consecutive frames with the smallest mean IoU"));
    stretch_length_->setSuffix(" " + tr("frames"));
    stretch_length_->setAccessibleName(tr("Length of the stretch"));
    closer_->setText(tr("Points and scores"));
    closer_->setToolTip(tr("Track again up to this frame and show the TrackPoints and the score map"));
    picture_->setText(tr("Save the picture…"));
    picture_->setToolTip(tr("Save the picture with what is drawn on it (PNG)"));
    train_->setText(tr("Add to a training set…"));
    train_->setToolTip(tr("Write the marked stretch with its truth into a GOT-10k folder"));
    annotate_->setText(tr("Open in Annotate"));
    view_->setAccessibleName(tr("Picture with all boxes"));
    refreshPosition();
    refreshOverlay();
}

void SequencePlayer::refreshPosition() {
    if (!results_.sequence) return position_->clear();
    const size_t count = results_.sequence->frames.size();  // frames are counted from 0, as in Annotate
    position_->setText(tr("Frame %1 / %2").arg(player_.position()).arg(count > 0 ? count - 1 : 0));
}

void SequencePlayer::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void SequencePlayer::setProgram(const QString& program) {
    delete probe_;
    probe_ = new FrameProbe(program, this);
    connect(probe_, &FrameProbe::done, this, [this](const std::shared_ptr<const FrameInsights>& insights) {
        insights_ = insights;
        messages_->clear();
        refreshOverlay();
    });
    connect(probe_, &FrameProbe::failed, this, [this](const QString& reason) {
        messages_->showMessage(
            {Message::Kind::Error, tr("The tracker could not be asked again."), reason, {}, {}});
    });
}

void SequencePlayer::open(const EvaluationPtr& evaluation, size_t dataset, const QString& tracker,
                          const QString& sequence) {
    closeVideo();
    if (opening_) opening_->abandon();
    messages_->clear();
    setResults({}, QString());  // those of the sequence before are not to be used under the new name
    title_->setText("<b>" + sequence.toHtmlEscaped() + "</b>");
    auto results = std::make_shared<SequenceResults>();
    auto source = std::make_shared<std::shared_ptr<FrameSource>>();
    opening_ = new BackgroundJob(
        [evaluation, dataset, name = sequence.toStdString(), results, source](const auto&, const auto&) {
            *results = load_sequence_results(evaluation->datasets.at(dataset), name);
            const FramePaths& files = results->sequence->frames;
            const std::vector<std::filesystem::path> pictures(files.begin(), files.end());
            *source = std::make_shared<ImageFolder>(name, pictures);
        },
        this);
    connect(opening_, &BackgroundJob::done, this,
            [this, results, source, tracker] { onOpened(results, *source, tracker); });
    connect(opening_, &BackgroundJob::failed, this, [this, sequence](const QString& reason) {
        messages_->showMessage(
            {Message::Kind::Error, tr("%1 cannot be shown.").arg(sequence), reason, {}, {}});
    });
    opening_->start();
}

void SequencePlayer::closeVideo() {
    probe_->cancel();
    player_.setVideo(nullptr, {});
    view_->setFrame(nullptr);
    if (decoder_) {  // it ends by itself after the picture that it is reading
        decoder_->setParent(nullptr);
        connect(decoder_, &QThread::finished, decoder_, &QObject::deleteLater);
        decoder_->requestStop();
    }
    decoder_ = nullptr;
    insights_ = nullptr;
}

void SequencePlayer::onOpened(const std::shared_ptr<SequenceResults>& results,
                              const std::shared_ptr<FrameSource>& source, const QString& tracker) {
    decoder_ = new DecodeWorker(source, this);
    decoder_->start();
    player_.setVideo(decoder_, video_info_of(*source));
    setResults(*results, tracker);
    goToWorst();
    view_->setFocus();
    Q_EMIT opened();
}

void SequencePlayer::setResults(const SequenceResults& results, const QString& tracker) {
    results_ = results;
    trackers_->clear();
    std::vector<std::vector<double>> overlaps;
    for (const TrackerOnSequence& candidate : results_.trackers) {
        trackers_->addItem(fromStd(candidate.name));
        overlaps.push_back(candidate.overlaps);
    }
    strip_->show(overlaps, results_.sequence ? static_cast<qint64>(results_.sequence->frames.size()) : 0);
    trackers_->setCurrentIndex(std::max(0, trackers_->findText(tracker)));
    chooseTracker(trackers_->currentIndex());
    refreshPosition();
}

const TrackerOnSequence* SequencePlayer::chosen() const {
    const int index = trackers_->currentIndex();
    return index >= 0 && index < static_cast<int>(results_.trackers.size())
               ? &results_.trackers[static_cast<size_t>(index)]
               : nullptr;
}

void SequencePlayer::chooseTracker(int index) {
    strip_->setChosen(index);
    probe_->cancel();
    insights_ = nullptr;
    const auto origin = chosen() ? origin_of(chosen()->folder) : std::nullopt;
    closer_->setEnabled(origin.has_value());
    annotate_->setEnabled(results_.first_in_folder >= 0);
    refreshStretch();
    refreshOverlay();
}

void SequencePlayer::refreshStretch() {
    stretch_ = chosen() ? worst_stretch(chosen()->overlaps, stretch_length_->value()) : std::nullopt;
    strip_->setStretch(stretch_);
    worst_->setEnabled(stretch_.has_value());
    train_->setEnabled(stretch_.has_value());
}

void SequencePlayer::goToWorst() {
    player_.pause();
    player_.seek(stretch_ ? stretch_->first : 0);
}

void SequencePlayer::refreshOverlay() {
    const qint64 frame = player_.shownFrame();
    ComparisonOverlay overlay;
    if (!results_.sequence || frame < 0) return view_->setOverlay(overlay);
    for (size_t i = 0; i < results_.trackers.size(); ++i) {
        const TrackerOnSequence& tracker = results_.trackers[i];
        if (frame >= static_cast<qint64>(tracker.boxes.size())) continue;
        const int look = static_cast<int>(i);
        overlay.boxes.push_back({fromStd(tracker.name), tracker.boxes[static_cast<size_t>(frame)], look,
                                 false, look == trackers_->currentIndex(), at(tracker.overlaps, frame)});
    }
    const auto& truth = results_.sequence->boxes;
    if (frame < static_cast<qint64>(truth.size()) && results_.sequence->visible(frame))
        overlay.boxes.push_back({tr("truth"), truth[static_cast<size_t>(frame)], 0, true, false, 0});
    if (insights_ && insights_->count(frame) > 0) {
        overlay.points = insights_->at(frame).points;
        if (!insights_->at(frame).score_map.scores.empty())
            overlay.score_map = insights_->at(frame).score_map;
    }
    view_->setOverlay(std::move(overlay));
}

void SequencePlayer::lookCloser() {
    const auto origin = chosen() ? origin_of(chosen()->folder) : std::nullopt;
    if (!origin) return;
    player_.pause();
    const qint64 last = std::max<qint64>(player_.position(), stretch_ ? stretch_->last : 0);
    messages_->showProgress(tr("Tracking again up to frame %1…").arg(last), [this] {
        probe_->cancel();
        messages_->clear();
    });
    probe_->start(results_, *origin, last);
}

}  // namespace rtrack
