#pragma once

#include <QTimer>
#include <QWidget>

#include "widgets/annotate/annotate_session.h"

class QCPGraph;
class QScrollBar;
class QCPItemLine;
class QCPItemRect;
class QCustomPlot;

namespace rtrack {

class TrackLanes;

/// The current track's score with the threshold below which tracking stops, and below it a lane for each
/// track; range and position. Click or drag to go there; wheel to stretch.
class Timeline : public QWidget {
    Q_OBJECT
public:
    explicit Timeline(AnnotateSession* session, QWidget* parent = nullptr);

    void setVideo(const VideoInfo& video);
    /// Shows the boxes as they are a moment later: many changes are one repaint.
    void boxesChanged(const ProjectEdit& edit);
    /// Other tracks, or another one is the current one.
    void tracksChanged();
    void setPosition(qint64 frame);
    void setRange(qint64 first, qint64 last);
    void setThreshold(double threshold);
    [[nodiscard]] double threshold() const { return threshold_; }
    /// The middle of what the threshold is dragged by, in pixels of the plot.
    [[nodiscard]] QPointF thresholdGrip() const;
    [[nodiscard]] QCustomPlot* plot() const { return plot_; }

Q_SIGNALS:
    /// A finger is on the timeline. `finished`: it was lifted here.
    void scrubbed(qint64 frame, bool finished);
    void thresholdDragged(double threshold, bool finished);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Drag { None, Scrub, Threshold };
    void restyle();
    void retranslate();
    void refresh();
    void onViewChanged();
    void zoom(double factor, double fixed_frame);
    void alignPlot();
    void keepInView(qint64 frame);
    void replotSoon();
    bool onMouse(class QMouseEvent* event);
    [[nodiscard]] qint64 frameAt(double x_in_plot) const;
    [[nodiscard]] bool onGrip(const QPointF& in_plot) const;

    QCustomPlot* plot_ = nullptr;
    QCPGraph* score_ = nullptr;
    QCPItemLine* position_line_ = nullptr;
    QCPItemLine* threshold_line_ = nullptr;
    QCPItemRect* threshold_grip_ = nullptr;
    QCPItemRect* range_band_ = nullptr;
    QTimer refresh_timer_;
    AnnotateSession* session_;
    TrackLanes* lanes_ = nullptr;
    QScrollBar* scroll_bar_ = nullptr;
    qint64 frame_count_ = 0;
    double threshold_ = 0;
    Drag drag_ = Drag::None;
};

}  // namespace rtrack
