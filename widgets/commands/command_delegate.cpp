#include "widgets/commands/command_delegate.h"

#include <QPainter>

namespace rtrack {
namespace {

constexpr int kMargin = 8;
constexpr int kGap = 12;

/// Writes a text letter by letter in two weights. @return where it ends
int paintFound(QPainter& painter, const QRect& area, const QString& text, const QList<int>& found) {
    QFont plain = painter.font(), bold = plain;
    bold.setBold(true);
    int x = area.left();
    for (int first = 0; first < text.size();) {
        const bool is_found = found.contains(first);
        int end = first + 1;
        while (end < text.size() && found.contains(end) == is_found) ++end;
        painter.setFont(is_found ? bold : plain);
        const QString part = text.mid(first, end - first);
        const QRect rest(x, area.top(), std::max(0, area.right() - x), area.height());
        painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, part);
        x += painter.fontMetrics().horizontalAdvance(part);
        first = end;
    }
    painter.setFont(plain);
    return x;
}

}  // namespace

void CommandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    painter->save();
    const bool enabled = index.data(kEnabled).toBool();
    const bool selected = option.state & QStyle::State_Selected;
    const QPalette::ColorGroup group = enabled ? QPalette::Active : QPalette::Disabled;
    // A row that cannot be run has no full highlight: nothing happens on Enter.
    if (selected) {
        QColor back = option.palette.color(QPalette::Active, QPalette::Highlight);
        if (!enabled) back.setAlphaF(0.25F);
        painter->fillRect(option.rect, back);
    }
    // On the pale highlight the grey of what is disabled would hardly be seen.
    const QColor text = !selected ? option.palette.color(group, QPalette::Text)
                        : enabled ? option.palette.color(QPalette::HighlightedText)
                                  : option.palette.color(QPalette::Active, QPalette::Text);
    QColor faint = text;
    faint.setAlphaF(enabled ? 0.65F : 0.8F);
    painter->setFont(option.font);
    QRect area = option.rect.adjusted(kMargin, 0, -kMargin, 0);
    painter->setPen(faint);
    const QString keys = index.data(kKeys).toString();
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, keys);
    if (!keys.isEmpty()) area.setRight(area.right() - option.fontMetrics.horizontalAdvance(keys) - kGap);
    painter->setPen(text);
    const int end = paintFound(*painter, area, index.data(Qt::DisplayRole).toString(),
                               index.data(kPositions).value<QList<int>>());
    area.setLeft(end + kGap);
    if (area.width() > kGap) {
        painter->setPen(faint);
        const QString path = index.data(kPath).toString();
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(path, Qt::ElideRight, area.width()));
    }
    painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {100, option.fontMetrics.height() + 10};
}

}  // namespace rtrack
