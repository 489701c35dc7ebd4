#include "widgets/common/picture_pane.h"

#include <QPainter>

namespace rtrack {

void PicturePane::showPicture(const QPixmap& picture) {
    picture_ = picture;
    clear();
    update();
}

void PicturePane::showText(const QString& text) {
    picture_ = {};
    setText(text);
}

QRect PicturePane::place() const {
    QRect place(QPoint(), picture_.size().scaled(contentsRect().size(), Qt::KeepAspectRatio));
    place.moveCenter(contentsRect().center());
    return place;
}

void PicturePane::paintEvent(QPaintEvent* event) {
    if (picture_.isNull()) return QLabel::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(place(), picture_);
}

}  // namespace rtrack
