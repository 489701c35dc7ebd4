#pragma once

#include <QStatusBar>
#include <QTime>

#include "widgets/annotate/annotate_session.h"

class QLabel;

namespace rtrack {

/// The line at the bottom of the window: what to do next, when the project was saved, what the video is, how
/// large it is shown, and the device.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    /// @param session  what is saved and shown; must outlive it
    explicit StatusLine(AnnotateSession* session, QWidget* parent = nullptr);

    void setHint(const QString& text);
    /// Of the picture, in pixels of the window for one of the frame.
    void setScale(double scale);
    /// @param status  as deviceText says it
    void setDevice(const QString& status);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showSaved();
    void showVideo();

    AnnotateSession* session_;
    QTime saved_at_;  // null: not since the project was opened
    QLabel* hint_ = nullptr;
    QLabel* saved_ = nullptr;
    QLabel* video_ = nullptr;
    QLabel* scale_ = nullptr;
    QLabel* device_ = nullptr;
};

}  // namespace rtrack
