#pragma once

#include <QColor>
#include <QImage>
#include <QPen>
#include <QWidget>
#include <optional>
#include <vector>

#include "tracking/base/geometry.h"
#include "tracking/base/image.h"
#include "widgets/annotate/view_transform.h"

class QPainter;

namespace rtrack {

/// Scores of the bins of a search region, square and row by row.
struct ScoreMap {
    Box region;  ///< frame pixels
    std::vector<float> scores;
};

/// A picture as it is copied into plots: warm where the score is high, seen through where it is low.
[[nodiscard]] QImage scoreMapImage(const ScoreMap& map);

/// A line with a dark edge is seen on light and dark pictures alike.
void strokeBox(QPainter& painter, const QRectF& rect, QPen pen);
void paintPoints(QPainter& painter, const std::vector<QPointF>& points);

/// What is drawn over the picture.
struct ComparisonOverlay {
    struct NamedBox {
        QString name;
        Box box;
        int look = 0;           ///< seriesColor, seriesDashes
        bool is_truth = false;  ///< white, wide and dotted
        bool chosen = false;
        double overlap = 0;  ///< with the truth; NaN: does not count
    };
    std::vector<NamedBox> boxes;
    std::vector<Point> points;
    std::optional<ScoreMap> score_map;
};

/// A picture with the boxes of several trackers and the truth; wheel zooms, drag moves, double click fits.
class ComparisonView : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonView(QWidget* parent = nullptr);

    void setFrame(const ImagePtr& image);  ///< nullptr: nothing
    void setOverlay(ComparisonOverlay overlay);
    [[nodiscard]] const ComparisonOverlay& overlay() const { return overlay_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    QImage picture_;
    ComparisonOverlay overlay_;
    ViewTransform view_;
    QPointF drag_;
};

}  // namespace rtrack
