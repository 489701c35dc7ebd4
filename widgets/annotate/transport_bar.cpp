#include "widgets/annotate/transport_bar.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <cmath>

namespace rtrack {
namespace {

constexpr double kSpeeds[] = {0.1, 0.25, 0.5, 1, 2, 4, 8};
constexpr int kNormalSpeed = 3;

}  // namespace

QString timeCode(double seconds) {
    const qint64 milliseconds = std::llround(seconds * 1000);
    const qint64 hours = milliseconds / 3600000;
    const QString rest = QString("%1:%2.%3")
                             .arg(milliseconds / 60000 % 60, 2, 10, QChar('0'))
                             .arg(milliseconds / 1000 % 60, 2, 10, QChar('0'))
                             .arg(milliseconds % 1000, 3, 10, QChar('0'));
    return hours > 0 ? QString("%1:%2").arg(hours).arg(rest) : rest;
}

TransportBar::TransportBar(const QList<QAction*>& actions, QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 3, 6, 3);
    row->setSpacing(3);
    for (QAction* action : actions) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setIconSize(QSize(18, 18));
        connect(action, &QAction::changed, button,
                [button, action] { button->setAccessibleName(action->iconText()); });
        button->setAccessibleName(action->iconText());
        row->addWidget(button);
    }
    row->addSpacing(10);
    row->addWidget(frame_ = new QSpinBox);
    frame_->setKeyboardTracking(false);
    frame_->setMinimumWidth(84);
    row->addWidget(frame_count_ = new QLabel);
    row->addSpacing(10);
    row->addWidget(time_ = new QLabel);
    time_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    row->addWidget(badge_ = new QLabel);
    badge_->setStyleSheet(
        "QLabel { background: #E69F00; color: black; border-radius: 3px; padding: 1px 5px; }");
    row->addStretch(1);
    row->addWidget(range_ = new QLabel);
    row->addWidget(shuttle_ = new QLabel);
    row->addWidget(speed_ = new QComboBox);
    for (const double speed : kSpeeds) speed_->addItem(QString::fromUtf8("%1 \u00d7").arg(speed), speed);
    speed_->setCurrentIndex(kNormalSpeed);
    connect(frame_, &QSpinBox::valueChanged, this, [this](int frame) { Q_EMIT frameEntered(frame); });
    connect(frame_, &QSpinBox::editingFinished, this, [this] {
        if (frame_->hasFocus())
            Q_EMIT frameEntered(frame_->value());  // Enter without a change: done here too
    });
    connect(speed_, &QComboBox::activated, this, [this] { Q_EMIT speedChosen(speed()); });
    retranslate();
}

void TransportBar::retranslate() {
    frame_->setAccessibleName(tr("Frame number"));
    const QString words = tr("The frame's number, counted from 0. Type a number to go there.");
    frame_->setToolTip(go_to_key_.isEmpty() ? words : QString("%1 (%2)").arg(words, go_to_key_));
    speed_->setAccessibleName(tr("Playing speed"));
    speed_->setToolTip(tr("Playing speed"));
    time_->setAccessibleName(tr("Time code"));
    updateBadge();
    updateRangeText();
}

void TransportBar::updateBadge() {
    QStringList words;
    QStringList explanations;
    if (variable_rate_) {
        words << tr("VFR");
        explanations << tr(
            "Variable frame rate: frames are not equally far apart in time. Frame numbers are exact all the "
            "same.");
    }
    if (odd_timestamps_ > 0) {
        words << tr("time stamps");
        explanations << tr(
            "%n frames have no time of their own, or one that is not after the frame before. Frame numbers "
            "are exact all the same, and so is playing; the time code is estimated there.",
            nullptr, static_cast<int>(odd_timestamps_));
    }
    if (rotation_ != 0) {
        words << QString::fromUtf8("%1\u00b0").arg(rotation_);
        explanations
            << tr("The pictures are stored lying and shown as they were taken: turned by %1 degrees.")
                   .arg(rotation_);
    }
    badge_->setText(words.join(QString::fromUtf8(" \u00b7 ")));
    badge_->setToolTip(explanations.join('\n'));
    badge_->setAccessibleName(badge_->toolTip());
    badge_->setVisible(!words.isEmpty());
}

void TransportBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void TransportBar::setVideo(const OpenedVideo& video) {
    frames_ = video.info.frame_count;
    const QSignalBlocker blocker(frame_);
    frame_->setRange(0, static_cast<int>(frames_ - 1));
    frame_count_->setText(frames_ > 0 ? QString("/ %1").arg(frames_ - 1) : QString());
    variable_rate_ = video.variable_rate;
    odd_timestamps_ = video.odd_timestamps;
    rotation_ = video.rotation;
    updateBadge();
}

void TransportBar::setPosition(qint64 frame, double seconds) {
    const QSignalBlocker blocker(frame_);
    frame_->setValue(static_cast<int>(frame));
    time_->setText(timeCode(seconds));
}

void TransportBar::setRange(qint64 first, qint64 last) {
    range_first_ = first;
    range_last_ = last;
    updateRangeText();
}

void TransportBar::updateRangeText() {
    const bool whole = range_first_ <= 0 && range_last_ >= frames_ - 1;
    range_->setVisible(!whole);
    range_->setText(tr("Range %1 to %2").arg(range_first_).arg(range_last_));
}

void TransportBar::setPlaying(double speed) {
    const bool unusual = speed != 0 && speed != this->speed();
    shuttle_->setVisible(unusual);
    shuttle_->setText(QString::fromUtf8("%1 \u00d7").arg(speed));
}

double TransportBar::speed() const {
    return speed_->currentData().toDouble();
}

void TransportBar::setGoToKey(const QString& key) {
    go_to_key_ = key;
    retranslate();
}

void TransportBar::editFrame() {
    frame_->setFocus(Qt::ShortcutFocusReason);
    frame_->selectAll();
}

}  // namespace rtrack
