#include "widgets/annotate/inspector.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QGroupBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QVBoxLayout>

#include "widgets/annotate/attribute_form.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/wheel_guard.h"

namespace rtrack {

Inspector::Inspector(QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);  // its fields have it
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    buildObjectGroup();
    buildTrackingGroup();
    buildViewGroup();
    attributes_ = new AttributeForm;
    for (QGroupBox* group :
         std::initializer_list<QGroupBox*>{object_group_, attributes_, tracking_group_, view_group_})
        column->addWidget(group);
    column->addStretch(1);
    setWidget(content);
    for (QWidget* field : content->findChildren<QAbstractSpinBox*>()) new WheelGuard(field);
    for (QWidget* field : content->findChildren<QComboBox*>()) new WheelGuard(field);
    for (const QLineEdit* line : content->findChildren<QLineEdit*>())  // those of numbers, too
        connect(line, &QLineEdit::returnPressed, this, &Inspector::ended);
    connect(attributes_, &AttributeForm::ended, this, &Inspector::ended);
    retranslate();
    setRecord({}, 0);
}

QSize Inspector::minimumSizeHint() const {
    const int bar = verticalScrollBar()->sizeHint().width();
    return {widget()->minimumSizeHint().width() + bar, QScrollArea::minimumSizeHint().height()};
}

QSize Inspector::sizeHint() const {
    return {minimumSizeHint().width(), widget()->sizeHint().height()};
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
    buildFlags();
}

void Inspector::buildFlags() {
    const auto flag = [this](QCheckBox*& box, void (Inspector::*toggled)()) {
        object_form_->addRow(box = new QCheckBox);
        connect(box, &QCheckBox::clicked, this, toggled);
    };
    flag(occluded_, &Inspector::occludedToggled);
    flag(absent_, &Inspector::absentToggled);
    flag(cut_, &Inspector::cutToggled);
    flag(reviewed_, &Inspector::reviewedToggled);
    object_form_->addRow(new QLabel, cover_ = new QComboBox);
    cover_->addItem(QString::fromUtf8("\u2013"), -1);
    for (int eighths = 0; eighths <= 8; ++eighths) cover_->addItem(QString("%1 / 8").arg(eighths), eighths);
    connect(cover_, &QComboBox::activated, this,
            [this] { Q_EMIT coverChosen(cover_->currentData().toInt()); });
    object_form_->addRow(new QLabel, note_ = new QLineEdit);
    note_->setObjectName("note");
    // Each letter: when the frame changes, the next box's note takes the place of what was typed.
    connect(note_, &QLineEdit::textEdited, this, &Inspector::noteEntered);
}

std::optional<int> Inspector::coverOf(const QKeyEvent& event) const {
    const int eighths = event.key() - Qt::Key_0;
    const bool is_plain = !(event.modifiers() & ~Qt::KeypadModifier);
    if (!record_ || !is_plain || eighths < 0 || eighths > 8) return std::nullopt;
    return eighths;
}

bool Inspector::event(QEvent* event) {
    // Classes have such keys too, as shortcuts of the page.
    if (event->type() == QEvent::ShortcutOverride && coverOf(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QScrollArea::event(event);
}

void Inspector::keyPressEvent(QKeyEvent* event) {
    const std::optional<int> eighths = coverOf(*event);
    if (!eighths) return QScrollArea::keyPressEvent(event);
    Q_EMIT coverChosen(*eighths);
}

void Inspector::buildViewGroup() {
    view_group_ = new QGroupBox;
    auto* column = new QVBoxLayout(view_group_);
    for (auto** box : {&names_, &points_, &init_box_, &trail_}) {
        *box = new QCheckBox;
        column->addWidget(*box);
        connect(*box, &QCheckBox::toggled, this, [this] {
            Q_EMIT shownChanged(
                {names_->isChecked(), points_->isChecked(), init_box_->isChecked(), trail_->isChecked()});
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
    for (QCheckBox** box : {&until_human_, &fills_missing_}) {
        tracking_form_->addRow(*box = new QCheckBox);
        connect(*box, &QCheckBox::clicked, this,
                [this] { Q_EMIT replacingChosen(until_human_->isChecked(), fills_missing_->isChecked()); });
    }
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
    const auto with_key = [](const QString& text, const QString& key) {
        return key.isEmpty() ? text : QString("%1 (%2)").arg(text, key);
    };
    occluded_->setText(with_key(tr("Occluded"), occluded_key_));
    absent_->setText(with_key(tr("Absent"), absent_key_));
    absent_->setToolTip(tr("The object is not to be seen: out of the picture, or hidden entirely."));
    cut_->setText(tr("Cut by the picture's edge"));
    reviewed_->setText(tr("Reviewed"));
    label(object_form_, cover_, tr("Visible"));
    cover_->setAccessibleName(tr("Visible eighths of the object"));
    cover_->setToolTip(
        tr("How much of the object is visible, as GOT-10k counts it. With the keyboard in this "
           "panel: keys 0 to 8."));
    label(object_form_, note_, tr("Note"));
    note_->setAccessibleName(tr("Note about this box"));
    view_group_->setTitle(tr("Show"));
    names_->setText(tr("Names"));
    points_->setText(tr("Track points"));
    init_box_->setText(tr("Init pseudo-box"));
    trail_->setText(tr("Trails"));
    retranslateTracking();
    showRecord();
}

void Inspector::setKeys(const QString& occluded, const QString& absent) {
    occluded_key_ = occluded;
    absent_key_ = absent;
    retranslate();
}

void Inspector::retranslateTracking() {
    const auto label = [this](QWidget* field, const QString& text) {
        static_cast<QLabel*>(tracking_form_->labelForField(field))->setText(text);
    };
    tracking_group_->setTitle(tr("Tracking"));
    label(tracker_, tr("Tracker"));
    tracker_->setAccessibleName(tr("Tracker"));
    stops_->setText(tr("Stop when in doubt"));
    stops_->setToolTip(
        tr("Stops at the first frame where the score is low, the box jumps in place or size, or the points\n"
           "scatter, so that a wrong box can be corrected where it began."));
    checks_backward_->setText(tr("Check backward"));
    checks_backward_->setToolTip(
        tr("Now and then tracks back with a second tracker and compares. Finds a change to another object,\n"
           "but costs about a third of the speed."));
    label(threshold_, tr("Lowest score"));
    threshold_->setAccessibleName(tr("Lowest score"));
    until_human_->setText(tr("Stop at the next box made by hand"));
    fills_missing_->setText(tr("Fill only what is missing"));
    fills_missing_->setToolTip(tr("Leaves the boxes of earlier runs as they are."));
}

void Inspector::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QScrollArea::changeEvent(event);
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
    const BoxRecord record = record_.value_or(BoxRecord{});
    using rtrack::Box;  // QFrame has another
    const Box box = record_ && !record.absent ? record.box : Box{0, 0, 1, 1};
    occluded_->setChecked(record.occluded);
    absent_->setChecked(record.absent);
    cut_->setChecked(record.cut_by_image);
    reviewed_->setChecked(record.reviewed);
    reviewed_->setEnabled(record.source != BoxSource::Human);
    cover_->setCurrentIndex(cover_->findData(record.cover.value_or(-1)));
    if (const QString note = fromStd(record.note); note != note_->text()) note_->setText(note);
    const std::array values = {box.x, box.y, box.width, box.height};
    for (size_t i = 0; i < numbers_.size(); ++i) {
        const QSignalBlocker blocker(numbers_[i]);
        numbers_[i]->setValue(values[i]);
    }
    for (QDoubleSpinBox* number : numbers_) number->setEnabled(!record.absent);
    if (!record_) {
        source_->setText(tr("no box here"));
        score_->setText(QString());
        return;
    }
    score_->setText(record.source == BoxSource::Tracker ? QString::number(record.score, 'f', 3) : QString());
    switch (record.source) {
        case BoxSource::Human:
            return source_->setText(tr("a person"));
        case BoxSource::Tracker:
            return source_->setText(record.reviewed ? tr("the tracker, accepted") : tr("the tracker"));
        case BoxSource::Interpolated:
            return source_->setText(tr("interpolation"));
        case BoxSource::Imported:
            return source_->setText(tr("an import"));
    }
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

void Inspector::setReplacing(bool until_human_box, bool fills_missing) {
    until_human_->setChecked(until_human_box);
    fills_missing_->setChecked(fills_missing);
}

void Inspector::setShown(const ShownParts& shown) {
    const QSignalBlocker names_blocker(names_), points_blocker(points_), init_blocker(init_box_),
        trail_blocker(trail_);
    names_->setChecked(shown.names);
    points_->setChecked(shown.points);
    init_box_->setChecked(shown.init_box);
    trail_->setChecked(shown.trail);
}

}  // namespace rtrack
