#include "widgets/common/swatch.h"

#include <QPainter>
#include <QPixmap>

namespace rtrack {

QIcon swatch(const QColor& color) {
    constexpr int kSide = 32;  // scaled to the list's size of icons
    QPixmap pixmap(kSide, kSide);
    pixmap.fill(Qt::transparent);
    if (color.isValid()) {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Qt::white, 4));
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(3, 3, kSide - 6, kSide - 6), 5, 5);
    }
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected);  // else the style lays the row's blue over it
    return icon;
}

}  // namespace rtrack
