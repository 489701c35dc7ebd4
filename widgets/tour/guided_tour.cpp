#include "widgets/tour/guided_tour.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPointer>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

namespace rtrack {
namespace {

constexpr int kCalloutWidth = 360;
constexpr int kDistance = 12;  // between callout and control
constexpr int kMargin = 4;     // of the light around the control

}  // namespace

/// What lies over the window: seen, but not there for the mouse.
class GuidedTour::Shade : public QWidget {
public:
    explicit Shade(QWidget* window) : QWidget(window) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        hide();
    }
    void setArea(const QRect& area) {
        area_ = area.isEmpty() ? QRect()
                               : area.adjusted(-kMargin, -kMargin, kMargin, kMargin).intersected(rect());
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath shade;
        shade.addRect(rect());
        QPainterPath light;
        if (!area_.isEmpty()) light.addRoundedRect(area_.adjusted(1, 1, -1, -1), 6, 6);
        painter.fillPath(shade - light, QColor(0, 0, 0, 110));
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawPath(light);
    }

private:
    QRect area_;
};

GuidedTour::GuidedTour(QWidget* window, std::function<std::vector<TourStep>()> steps)
    : QObject(window), window_(window), make_steps_(std::move(steps)), shade_(new Shade(window)) {
    buildCallout();
    window->installEventFilter(this);
}

GuidedTour::~GuidedTour() = default;

void GuidedTour::buildCallout() {
    callout_ = new QFrame(window_);
    callout_->hide();
    callout_->setFrameShape(QFrame::StyledPanel);
    callout_->setAutoFillBackground(true);
    callout_->setBackgroundRole(QPalette::Base);
    callout_->setFixedWidth(kCalloutWidth);
    auto* column = new QVBoxLayout(callout_);
    column->setContentsMargins(16, 14, 16, 12);
    column->addWidget(title_ = new QLabel);
    QFont large = title_->font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() * 1.15);
    title_->setFont(large);
    title_->setWordWrap(true);
    column->addWidget(text_ = new QLabel);
    text_->setWordWrap(true);
    column->addSpacing(6);
    auto* row = new QHBoxLayout;
    row->addWidget(count_ = new QLabel);
    row->addStretch(1);
    row->addWidget(skip_ = new QPushButton);
    row->addWidget(back_ = new QPushButton);
    row->addWidget(next_ = new QPushButton);
    next_->setDefault(true);
    column->addLayout(row);
    for (QWidget* part : std::initializer_list<QWidget*>{callout_, skip_, back_, next_})
        part->installEventFilter(this);
    connect(skip_, &QPushButton::clicked, this, &GuidedTour::end);
    connect(back_, &QPushButton::clicked, this, [this] { show(at_ - 1); });
    connect(next_, &QPushButton::clicked, this, [this] { show(at_ + 1); });
}

bool GuidedTour::running() const {
    return !callout_->isHidden();
}

void GuidedTour::start() {
    shade_->show();
    callout_->show();
    show(0);
    next_->setFocus(Qt::OtherFocusReason);
}

void GuidedTour::end() {
    if (!running()) return;
    shade_->hide();
    callout_->hide();
    Q_EMIT ended();
}

void GuidedTour::show(int step) {
    steps_ = make_steps_();
    if (step >= static_cast<int>(steps_.size())) return end();
    at_ = std::max(0, step);
    refresh();
}

void GuidedTour::refresh() {
    const TourStep& step = steps_[at_];
    const int count = static_cast<int>(steps_.size());
    title_->setText(step.title);
    text_->setText(step.text);
    count_->setText(tr("%1 of %2").arg(at_ + 1).arg(count));
    skip_->setText(tr("Skip"));
    skip_->setToolTip(tr("End the tour; Help has it"));
    back_->setText(tr("Back"));
    back_->setEnabled(at_ > 0);
    next_->setText(at_ + 1 < count ? tr("Next") : tr("Done"));
    skip_->setVisible(at_ + 1 < count);
    callout_->setAccessibleName(tr("Tour"));
    // A screen reader says these words with the button that has the keyboard.
    next_->setAccessibleDescription(step.title + ". " + step.text);
    place();
}

void GuidedTour::place() {
    const QRect area = this->area();
    shade_->setGeometry(window_->rect());
    shade_->setArea(area);
    callout_->layout()->activate();
    callout_->resize(kCalloutWidth, callout_->layout()->totalHeightForWidth(kCalloutWidth));
    callout_->move(calloutPlace(area));
    shade_->raise();
    callout_->raise();
}

QPoint GuidedTour::calloutPlace(const QRect& area) const {
    const QRect window = window_->rect().adjusted(kDistance, kDistance, -kDistance, -kDistance);
    const QSize size = callout_->size();
    QRect place({}, size);
    place.moveCenter(area.isEmpty() ? window.center() : area.center());
    const auto inside = [&](QRect at) {  // pushed into the window, however far it sticks out
        at.moveLeft(
            std::clamp(at.left(), window.left(), std::max(window.left(), window.right() - at.width())));
        at.moveTop(std::clamp(at.top(), window.top(), std::max(window.top(), window.bottom() - at.height())));
        return at;
    };
    if (area.isEmpty()) return inside(place).topLeft();
    QRect below = place, above = place, right = place, left = place;
    below.moveTop(area.bottom() + kDistance);
    above.moveBottom(area.top() - kDistance);
    right.moveLeft(area.right() + kDistance);
    left.moveRight(area.left() - kDistance);
    for (const QRect& candidate : {below, right, left, above}) {
        if (!inside(candidate).intersects(area)) return inside(candidate).topLeft();
    }
    // It fills the window: in its lower corner, where it hides the least.
    place.moveBottomRight(area.bottomRight() - QPoint(2 * kDistance, 2 * kDistance));
    return inside(place).topLeft();
}

bool GuidedTour::eventFilter(QObject* watched, QEvent* event) {
    if (!running()) return false;
    if (watched == window_) {
        if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
            QTimer::singleShot(0, this, [this] {
                if (running()) place();
            });
        if (event->type() == QEvent::LanguageChange) show(at_);
        return false;
    }
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (!override && event->type() != QEvent::KeyPress) return false;
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool forward = key == Qt::Key_Right, backward = key == Qt::Key_Left;
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter, escape = key == Qt::Key_Escape;
    if (!forward && !backward && !enter && !escape) return false;  // the window's keys go on working
    if (override) {
        event->accept();
    } else if (escape) {
        end();
    } else if (enter) {
        if (auto* button = qobject_cast<QPushButton*>(watched)) button->click();
    } else {
        show(at_ + (forward ? 1 : -1));
    }
    return true;
}

}  // namespace rtrack
