#include "widgets/common/wheel_guard.h"

#include <QEvent>
#include <QWidget>

namespace rtrack {

WheelGuard::WheelGuard(QWidget* field) : QObject(field), field_(field) {
    field->setFocusPolicy(Qt::StrongFocus);  // turning the wheel is not choosing
    field->installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    const bool passes_on = event->type() == QEvent::Wheel && !field_->hasFocus();
    if (passes_on) event->ignore();
    return passes_on || QObject::eventFilter(watched, event);
}

}  // namespace rtrack
