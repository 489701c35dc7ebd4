#include "widgets/annotate/inspector.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/common/qt_convert.h"

namespace rtrack {

Inspector::Inspector(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    buildObjectGroup();
    buildTrackingGroup();
    buildViewGroup();
    for (auto* group : {object_group_, tracking_group_, view_group_}) column->addWidget(group);
    column->addStretch(1);
    retranslate();
    setRecord({}, 0);
}

void Inspector::buildObjectGroup() {
    object_group_ = new QGroupBox;
    object_form_ = new QFormLayout(object_group_);
    for (size_t i = 0; i < numbers_.size(); ++i) {
        auto*& number = numbers_[i];
        number = new QDoubleSpinBox;
        number->setDecimals(1);
        number->setRange(i < 2 ? -100000 : 1, 100000);
        number->setSuffix(" px");
        number->setKeyboardTracking(false);
        object_form_->addRow(new QLabel, number);
        connect(number, &QDoubleSpinBox::valueChanged, this, [this] {
            Q_EMIT boxEntered(
                {numbers_[0]->value(), numbers_[1]->value(), numbers_[2]->value(), numbers_[3]->value()});
        });
    }
    object_form_->addRow(new QLabel, source_ = new QLabel);
    object_form_->addRow(new QLabel, score_ = new QLabel);
}

void Inspector::buildViewGroup() {
    view_group_ = new QGroupBox;
    auto* column = new QVBoxLayout(view_group_);
    for (auto** box : {&points_, &init_box_, &trail_}) {
        *box = new QCheckBox;
        column->addWidget(*box);
        connect(*box, &QCheckBox::toggled, this, [this] {
            Q_EMIT shownChanged(points_->isChecked(), init_box_->isChecked(), trail_->isChecked());
        });
    }
}

void Inspector::buildTrackingGroup() {
    tracking_group_ = new QGroupBox;
    tracking_form_ = new QFormLayout(tracking_group_);
    tracking_form_->addRow(new QLabel, tracker_ = new QComboBox);
    tracking_form_->addRow(stops_ = new QCheckBox);
    tracking_form_->addRow(new QLabel, threshold_ = new QDoubleSpinBox);
    threshold_->setRange(0, 1);
    threshold_->setSingleStep(0.05);
    threshold_->setKeyboardTracking(false);
    connect(tracker_, &QComboBox::activated, this,
            [this] { Q_EMIT trackerChosen(tracker_->currentData().toString()); });
    tracking_form_->addRow(checks_backward_ = new QCheckBox);
    const auto choose = [this] {
        Q_EMIT doubtChosen(stops_->isChecked(), threshold_->value(), checks_backward_->isChecked());
    };
    connect(threshold_, &QDoubleSpinBox::valueChanged, this, choose);
    for (QCheckBox* box : {stops_, checks_backward_}) connect(box, &QCheckBox::toggled, this, choose);
    for (QWidget* field : std::initializer_list<QWidget*>{threshold_, checks_backward_}) {
        connect(stops_, &QCheckBox::toggled, field, &QWidget::setEnabled);
    }
}

void Inspector::retranslate() {
    const std::array labels = {tr("Left"), tr("Top"), tr("Width"), tr("Height")};
    const std::array names = {tr("Left edge of the box"), tr("Top edge of the box"), tr("Width of the box"),
                              tr("Height of the box")};
    const auto label = [](QFormLayout* form, QWidget* field, const QString& text) {
        static_cast<QLabel*>(form->labelForField(field))->setText(text);
    };
    for (size_t i = 0; i < numbers_.size(); ++i) {
        label(object_form_, numbers_[i], labels[i]);
        numbers_[i]->setAccessibleName(names[i]);
    }
    label(object_form_, source_, tr("Made by"));
    label(object_form_, score_, tr("Score"));
    view_group_->setTitle(tr("Show"));
    points_->setText(tr("Track points"));
    init_box_->setText(tr("Init pseudo-box"));
    trail_->setText(tr("Trails"));
    tracking_group_->setTitle(tr("Tracking"));
    label(tracking_form_, tracker_, tr("Tracker"));
    tracker_->setAccessibleName(tr("Tracker"));
    stops_->setText(tr("Stop when in doubt"));
    stops_->setToolTip(
        tr("Stops at the first frame where the score is low, the box jumps in place or size, or the points\n"
           "scatter, so that a wrong box can be corrected where it began."));
    checks_backward_->setText(tr("Check backward"));
    checks_backward_->setToolTip(
        tr("Now and then tracks back with a second tracker and compares. Finds a change to another object,\n"
           "but costs about a third of the speed."));
    label(tracking_form_, threshold_, tr("Lowest score"));
    threshold_->setAccessibleName(tr("Lowest score"));
    showRecord();
}

void Inspector::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void Inspector::setRecord(const std::optional<BoxRecord>& record, qint64 frame) {
    if (record == record_ && frame == frame_ && !object_group_->title().isEmpty()) return;
    record_ = record;
    frame_ = frame;
    showRecord();
}

void Inspector::showRecord() {
    object_group_->setTitle(tr("Box at frame %1").arg(frame_));
    object_group_->setEnabled(record_.has_value());
    const Box box = record_ ? record_->box : Box{0, 0, 1, 1};
    const std::array values = {box.x, box.y, box.width, box.height};
    for (size_t i = 0; i < numbers_.size(); ++i) {
        const QSignalBlocker blocker(numbers_[i]);
        numbers_[i]->setValue(values[i]);
    }
    if (!record_) {
        source_->setText(tr("no box here"));
        score_->setText(QString());
        return;
    }
    const bool human = record_->source == BoxSource::Human;
    source_->setText(human               ? tr("a person")
                     : record_->reviewed ? tr("the tracker, accepted")
                                         : tr("the tracker"));
    score_->setText(human ? QString() : QString::number(record_->score, 'f', 3));
}

void Inspector::setTrackers(const std::vector<std::string>& names, const QString& chosen) {
    tracker_->clear();
    for (const std::string& name : names) {
        const QString text = name == "rtrack" ? QString("RTrack") : fromStd(name).toUpper();
        tracker_->addItem(text, fromStd(name));
    }
    tracker_->setCurrentIndex(std::max(0, tracker_->findData(chosen)));
}

void Inspector::setDoubt(bool stops, double lowest_score, bool checks_backward) {
    const QSignalBlocker stops_blocker(stops_), threshold_blocker(threshold_),
        backward_blocker(checks_backward_);
    stops_->setChecked(stops);
    threshold_->setValue(lowest_score);
    threshold_->setEnabled(stops);
    checks_backward_->setChecked(checks_backward);
    checks_backward_->setEnabled(stops);
}

void Inspector::setShown(bool points, bool init_box, bool trail) {
    const QSignalBlocker points_blocker(points_), init_blocker(init_box_), trail_blocker(trail_);
    points_->setChecked(points);
    init_box_->setChecked(init_box);
    trail_->setChecked(trail);
}

}  // namespace rtrack
