#include "widgets/common/focus_edge.h"

#include <QEvent>
#include <QFocusEvent>
#include <QPainter>

namespace rtrack {
namespace {

constexpr int kWidth = 2;  // pixels

bool byKeyboard(const QEvent* event) {
    const auto reason = static_cast<const QFocusEvent*>(event)->reason();
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
}

}  // namespace

FocusEdge::FocusEdge(QWidget* around) : QWidget(around) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    around->installEventFilter(this);
}

bool FocusEdge::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn && byKeyboard(event)) {
        setGeometry(parentWidget()->rect());
        raise();
        show();
    }
    if (event->type() == QEvent::FocusOut) hide();
    if (event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void FocusEdge::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(QPen(palette().color(QPalette::Highlight), kWidth));
    painter.drawRect(rect().adjusted(kWidth / 2, kWidth / 2, -kWidth / 2, -kWidth / 2));
}

}  // namespace rtrack
