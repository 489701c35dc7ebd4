#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>
#include <vector>

#include "widgets/evaluate/frame_probe.h"
#include "widgets/evaluate/paper_figure_data.h"

class QPainter;

namespace rtrack {

/// A frame as several models see it, side by side: figures A2 and A4.
struct FramePanels {
    enum class Kind {
        Scores,  ///< the search region with the classification scores of its bins (A2)
        Points,  ///< the TrackPoints and the pseudo-box that they make (A4)
    };
    struct Panel {
        FigureModel model;
        FrameInsight insight;
    };
    Kind kind = Kind::Scores;
    QImage picture;
    Box truth;  ///< frame pixels; not valid: the frame has none
    std::vector<Panel> panels;
};

void paintPanels(QPainter& painter, const QSizeF& size, const FramePanels& panels);

/// The content of a file with this ending: png (twice the size), svg, csv (the scores of the bins, or points
/// and boxes; frame pixels).
/// @throws Error(Argument) for another.
[[nodiscard]] QByteArray renderedPanels(const FramePanels& panels, const QSize& size, const QString& ending);

}  // namespace rtrack
