#include "widgets/common/message_bar.h"

#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/common/icons.h"
#include "widgets/common/wrapped_text.h"

namespace rtrack {
namespace {

constexpr int kIconSide = 18;
constexpr int kNarrowestProgress = 80;
constexpr int kWidestProgress = 220;

Glyph glyphOf(Message::Kind kind) {
    switch (kind) {
        case Message::Kind::Warning:
            return Glyph::Warning;
        case Message::Kind::Error:
            return Glyph::Error;
        case Message::Kind::Info:
            break;
    }
    return Glyph::Info;
}

QColor accentOf(Message::Kind kind) {
    switch (kind) {
        case Message::Kind::Warning:
            return {0xE6, 0x9F, 0x00};
        case Message::Kind::Error:
            return {0xD5, 0x3E, 0x2E};
        case Message::Kind::Info:
            break;
    }
    return {0x2F, 0x7F, 0xC9};
}

}  // namespace

Message withReason(Message message, const QString& reason, const QString& path) {
    const QString all = reason.trimmed();
    const QString first = all.section('\n', 0, 0).trimmed();
    message.text = (first + " " + message.text).trimmed();
    if (all.contains('\n')) message.details = all;
    const QString native = QDir::toNativeSeparators(path);
    if (!message.text.contains(native)) message.text = native + QString::fromUtf8(" · ") + message.text;
    return message;
}

MessageBar::MessageBar(QWidget* parent) : QFrame(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12 + kIconSide + 8, 5, 6, 5);
    auto* row = new QHBoxLayout;
    column->addLayout(row);
    row->addWidget(label_ = new WrappedText, 1);
    row->setAlignment(label_, Qt::AlignVCenter);
    row->addWidget(progress_ = new QProgressBar);
    progress_->setRange(0, 1000);
    progress_->setMinimumWidth(kNarrowestProgress);
    progress_->setMaximumWidth(kWidestProgress);
    row->addLayout(button_row_ = new QHBoxLayout);
    row->addWidget(details_button_ = new QToolButton);
    details_button_->setCheckable(true);
    row->addWidget(close_button_ = new QToolButton);
    close_button_->setAutoRaise(true);
    close_button_->setText(QString::fromUtf8("\u2715"));
    column->addWidget(details_ = new QPlainTextEdit);
    details_->setReadOnly(true);
    details_->setMaximumHeight(90);
    details_->hide();
    connect(details_button_, &QToolButton::toggled, details_, &QWidget::setVisible);
    connect(close_button_, &QToolButton::clicked, this, &MessageBar::clear);
    retranslate();
    takeRoom();
    hide();
}

/// A message is as high with buttons, or with the progress of a job, as without them, and where it keeps its
/// room as one of two lines, which many are.
void MessageBar::takeRoom() {
    const QMargins margins = layout()->contentsMargins();
    int highest = sizePolicy().retainSizeWhenHidden() ? 2 * fontMetrics().height() : 0;
    for (const QWidget* part : std::initializer_list<QWidget*>{close_button_, details_button_, progress_})
        highest = std::max(highest, part->sizeHint().height());
    setMinimumHeight(highest + margins.top() + margins.bottom());
}

void MessageBar::retranslate() {
    setAccessibleName(tr("Message"));
    details_button_->setText(tr("Details"));
    label_->setAccessibleName(tr("Words of the message"));
    details_->setAccessibleName(tr("Details of the message"));
    progress_->setAccessibleName(tr("Progress"));
    close_button_->setAccessibleName(tr("Close the message"));
    close_button_->setToolTip(tr("Close the message"));
    if (make_) showMessage(std::function(make_));
}

void MessageBar::paintEvent(QPaintEvent*) {
    const QColor accent = accentOf(kind_);
    const QColor window = palette().color(QPalette::Window);
    const QColor back((accent.red() + 5 * window.red()) / 6, (accent.green() + 5 * window.green()) / 6,
                      (accent.blue() + 5 * window.blue()) / 6);
    QPainter painter(this);
    painter.fillRect(rect(), back);
    painter.fillRect(QRect(0, 0, 4, height()), accent);
    icon(glyphOf(kind_))
        .paint(&painter, QRect(12, (label_->geometry().center().y() - kIconSide / 2), kIconSide, kIconSide));
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) takeRoom();
    QFrame::changeEvent(event);
}

void MessageBar::begin(Message::Kind kind) {
    clear();
    kind_ = kind;
    update();
}

QToolButton* MessageBar::addButton(const QString& text, std::function<void()> action, bool closes) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setFocusPolicy(Qt::TabFocus);  // a click leaves the keys where they are
    connect(button, &QToolButton::clicked, this, [this, action = std::move(action), closes] {
        const auto call = action;  // clearing the bar deletes the button and with it this closure
        if (closes) clear();
        if (call) call();
    });
    button_row_->addWidget(button);
    buttons_.push_back(button);
    return button;
}

void MessageBar::showMessage(std::function<Message()> make) {
    const Message message = make();
    begin(message.kind);
    make_ = std::move(make);
    holds_ = message.holds;
    QString html = "<b>" + message.title.toHtmlEscaped() + "</b>";
    if (!message.text.isEmpty()) html += "&nbsp; " + message.text.toHtmlEscaped();
    label_->setHtml(html);
    plain_text_ = message.text.isEmpty() ? message.title : message.title + " " + message.text;
    progress_->hide();
    details_->setPlainText(message.details);
    details_button_->setVisible(!message.details.isEmpty());
    close_button_->show();
    for (const auto& button : message.buttons) addButton(button.text, button.action, true);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    setAccessibleDescription(plain_text_);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::showProgress(const QString& text, std::function<void()> cancel) {
    begin(Message::Kind::Info);
    label_->setHtml(text.toHtmlEscaped());
    plain_text_ = text;
    progress_->setValue(0);
    progress_->show();
    details_button_->hide();
    close_button_->hide();
    if (cancel) addButton(tr("Cancel"), std::move(cancel), false);
    show();
}

void MessageBar::setProgress(double share) {
    progress_->setValue(static_cast<int>(share * 1000));
}

void MessageBar::setProgressText(const QString& text) {
    label_->setHtml(text.toHtmlEscaped());
    plain_text_ = text;
}

void MessageBar::clear() {
    // Or the keyboard would go on to whatever comes next in the window.
    if (isAncestorOf(QApplication::focusWidget())) window()->setFocus();
    for (QToolButton* button : buttons_) {
        button->hide();
        button->deleteLater();
    }
    buttons_.clear();
    details_button_->setChecked(false);
    label_->clear();
    progress_->hide();
    plain_text_.clear();
    make_ = nullptr;
    holds_ = nullptr;
    hide();
}

std::function<Message()> MessageBar::takeMessage() {
    if (!make_) return {};
    std::function<Message()> make = make_;
    clear();
    return make;
}

void MessageBar::setKeepsItsRoom(bool keeps) {
    QSizePolicy policy = sizePolicy();
    policy.setRetainSizeWhenHidden(keeps);
    setSizePolicy(policy);
    takeRoom();
}

void MessageBar::dropOutdated() {
    if (holds_ && !holds_()) clear();
}

QString MessageBar::text() const {
    return isHidden() ? QString() : plain_text_;
}

}  // namespace rtrack
