#include "widgets/common/wrapped_text.h"

#include <QEvent>
#include <QTextDocument>
#include <QWheelEvent>
#include <cmath>
#include <memory>

namespace rtrack {
namespace {

constexpr int kLettersAtLeast = 20;  // in a line
constexpr int kLettersAtBest = 60;

}  // namespace

WrappedText::WrappedText(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::ClickFocus);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    document()->setDocumentMargin(0);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(this, &QTextEdit::textChanged, this, &QWidget::updateGeometry);
    viewport()->setAutoFillBackground(false);  // words on the window, not a field
}

int WrappedText::heightForWidth(int width) const {
    const std::unique_ptr<QTextDocument> copy(document()->clone());
    copy->setTextWidth(width);
    return static_cast<int>(std::ceil(copy->size().height()));
}

QSize WrappedText::sizeHint() const {
    const int width = kLettersAtBest * fontMetrics().averageCharWidth();
    return {width, heightForWidth(width)};
}

QSize WrappedText::minimumSizeHint() const {
    return {kLettersAtLeast * fontMetrics().averageCharWidth(), fontMetrics().height()};
}

void WrappedText::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateGeometry();
}

void WrappedText::wheelEvent(QWheelEvent* event) {
    event->ignore();  // there is nothing to scroll
}

}  // namespace rtrack
