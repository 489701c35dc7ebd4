#pragma once

#include <QAbstractTableModel>
#include <optional>

#include "widgets/review/review_watch.h"

namespace rtrack {

/// What is said of a finding: "Score 0.31".
[[nodiscard]] QString textOf(const ReviewFinding& finding);
/// Every finding of a place with its frame, and what makes it worth a look; a line each.
[[nodiscard]] QString explanationOf(const ReviewItem& item);

/// The review queue, a place a row, in its order.
class ReviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Object, Frames, Why, ColumnCount };

    /// Both must outlive it.
    ReviewModel(AnnotateSession* session, ReviewWatch* watch, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// nullptr: there is no such row.
    [[nodiscard]] const ReviewItem* itemAt(int row) const;
    /// The row of the place, or of one that lies in its frames; -1: there is none.
    [[nodiscard]] int rowOf(const ReviewItem& item) const;
    /// The words of the current language from now on.
    void retranslate();

private:
    [[nodiscard]] QString textAt(const ReviewItem& item, int column) const;

    AnnotateSession* session_;
    ReviewWatch* watch_;
};

}  // namespace rtrack
