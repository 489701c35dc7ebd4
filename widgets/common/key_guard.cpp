#include "widgets/common/key_guard.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCoreApplication>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace rtrack {
namespace {

bool isButton(const QObject* widget) {
    return qobject_cast<const QAbstractButton*>(widget) != nullptr;
}

bool byKeyboard(const QFocusEvent& event) {
    return event.reason() == Qt::TabFocusReason || event.reason() == Qt::BacktabFocusReason ||
           event.reason() == Qt::ShortcutFocusReason;
}

}  // namespace

KeyGuard::KeyGuard(QObject* parent) : QObject(parent) {
    QCoreApplication::instance()->installEventFilter(this);
}

bool KeyGuard::isMeantFor(const QObject* widget, int key) const {
    if (key == Qt::Key_Space) return isButton(widget) && widget != clicked_.data();
    if (key != Qt::Key_Return && key != Qt::Key_Enter) return false;
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QPlainTextEdit*>(widget) || qobject_cast<const QTextEdit*>(widget);
}

bool KeyGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress && isButton(watched)) clicked_ = watched;
    if (event->type() == QEvent::FocusIn && byKeyboard(*static_cast<QFocusEvent*>(event))) clicked_ = nullptr;
    if (event->type() == QEvent::ShortcutOverride &&
        isMeantFor(watched, static_cast<QKeyEvent*>(event)->key())) {
        event->accept();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace rtrack
