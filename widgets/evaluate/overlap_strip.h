#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "training/evaluation/drill_down.h"

class QCPItemLine;
class QCPItemRect;
class QCustomPlot;

namespace rtrack {

/// The IoU of every frame, a line for each tracker, with the position and a marked stretch. Click or drag to
/// go there, wheel to stretch.
class OverlapStrip : public QWidget {
    Q_OBJECT
public:
    explicit OverlapStrip(QWidget* parent = nullptr);

    /// @param overlaps  of each tracker, NaN: the frame does not count; their looks are their indices
    void show(const std::vector<std::vector<double>>& overlaps, qint64 frame_count);
    void setChosen(int tracker);  ///< drawn thicker; -1: none
    void setPosition(qint64 frame);
    void setStretch(const std::optional<Stretch>& stretch);

Q_SIGNALS:
    void scrubbed(qint64 frame);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void restyle();
    void retranslate();

    QCustomPlot* plot_ = nullptr;
    QCPItemLine* position_line_ = nullptr;
    QCPItemRect* stretch_band_ = nullptr;
    qint64 frame_count_ = 0;
    int chosen_ = -1;
    bool dragging_ = false;
};

}  // namespace rtrack
