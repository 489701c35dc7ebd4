#pragma once

#include <QTimer>
#include <QWidget>

#include "widgets/annotate/annotate_session.h"

class QCPGraph;
class QCPItemLine;
class QCPItemRect;
class QCustomPlot;

namespace rtrack {

/// The score of every frame over the length of the video, with the threshold below which tracking stops, the
/// boxes of people, the doubtful frames, the range and the position. Click or drag to go there; wheel to
/// stretch.
class Timeline : public QWidget {
    Q_OBJECT
public:
    explicit Timeline(const AnnotateSession* session, QWidget* parent = nullptr);

    void setVideo(const VideoInfo& video);
    /// Shows the current track's boxes as they are a moment later: many changes are one repaint.
    void boxesChanged();
    void setPosition(qint64 frame);
    void setRange(qint64 first, qint64 last);
    void setThreshold(double threshold);
    [[nodiscard]] double threshold() const { return threshold_; }

Q_SIGNALS:
    /// A finger is on the timeline. `finished`: it was lifted here.
    void scrubbed(qint64 frame, bool finished);
    void thresholdDragged(double threshold, bool finished);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Drag { None, Scrub, Threshold };
    void restyle();
    void retranslate();
    void refresh();
    void replotSoon();
    bool onMouse(class QMouseEvent* event);
    [[nodiscard]] qint64 frameAt(double x_in_plot) const;
    [[nodiscard]] bool nearThreshold(double y_in_plot) const;

    QCustomPlot* plot_ = nullptr;
    QCPGraph* score_ = nullptr;
    QCPGraph* human_ = nullptr;
    QCPGraph* doubtful_ = nullptr;
    QCPItemLine* position_line_ = nullptr;
    QCPItemLine* threshold_line_ = nullptr;
    QCPItemRect* range_band_ = nullptr;
    QTimer refresh_timer_;
    const AnnotateSession* session_;
    qint64 frame_count_ = 0;
    double threshold_ = 0.3;
    Drag drag_ = Drag::None;
};

}  // namespace rtrack
