#pragma once

#include <QWidget>

#include "widgets/annotate/opened_video.h"

class QAction;
class QComboBox;
class QLabel;
class QSpinBox;

namespace rtrack {

/// "1:02:03.456", "02:03.456": hours only where there are some.
[[nodiscard]] QString timeCode(double seconds);

/// Buttons to move through the video, the frame number (which can be typed), time code, speed and range.
class TransportBar : public QWidget {
    Q_OBJECT
public:
    /// @param actions  shown as buttons, in this order
    explicit TransportBar(const QList<QAction*>& actions, QWidget* parent = nullptr);

    void setVideo(const OpenedVideo& video);
    void setPosition(qint64 frame, double seconds);
    void setRange(qint64 first, qint64 last);
    /// While playing: the speed in use, which may come from the shuttle keys.
    void setPlaying(double speed);
    [[nodiscard]] double speed() const;
    /// Puts the keyboard into the frame number.
    void editFrame();
    /// The key that does so, for the tool tip; empty: none.
    void setGoToKey(const QString& key);

Q_SIGNALS:
    void frameEntered(qint64 frame);
    void speedChosen(double speed);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void updateBadge();
    void updateRangeText();

    QSpinBox* frame_ = nullptr;
    QLabel* frame_count_ = nullptr;
    QLabel* time_ = nullptr;
    QLabel* range_ = nullptr;
    QLabel* shuttle_ = nullptr;
    QLabel* badge_ = nullptr;
    QComboBox* speed_ = nullptr;
    QString go_to_key_;
    bool variable_rate_ = false;
    qint64 odd_timestamps_ = 0;
    int rotation_ = 0;
    qint64 frames_ = 0;
    qint64 range_first_ = 0;
    qint64 range_last_ = 0;
};

}  // namespace rtrack
