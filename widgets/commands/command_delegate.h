#pragma once

#include <QStyledItemDelegate>

namespace rtrack {

/// A row of the command palette: the name with the letters that were found, its menu, its key.
class CommandDelegate : public QStyledItemDelegate {
public:
    enum Role {
        kPath = Qt::UserRole,
        kKeys,
        kPositions,  ///< QList<int> into the display text, and on into "name path"
        kEnabled,
        kIndex,
    };
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace rtrack
