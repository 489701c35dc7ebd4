#pragma once

#include <QDialog>
#include <QTimer>

#include "widgets/annotate/opened_video.h"

class QFormLayout;
class QPushButton;

namespace rtrack {

/// What is known of the video on screen: codec, size, time stamps, rotation, damage, and how much of the
/// memory for its frames is in use, which it follows while it is open. GUI thread.
class MediaDialog : public QDialog {
    Q_OBJECT
public:
    explicit MediaDialog(OpenedVideo video, QWidget* parent = nullptr);

    /// Every line as "name: value".
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void setLine(int row, const QString& name, const QString& value);
    void refreshMemory();

    OpenedVideo video_;
    QFormLayout* form_ = nullptr;
    QPushButton* close_ = nullptr;
    QTimer timer_;
};

}  // namespace rtrack
