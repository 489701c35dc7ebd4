#include "app/studio/status_line.h"

#include <QEvent>
#include <QLabel>
#include <cmath>

#include "widgets/common/elided_label.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

StatusLine::StatusLine(AnnotateSession* session, QWidget* parent) : QStatusBar(parent), session_(session) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // as QMainWindow has its own
    addWidget(hint_ = new ElidedLabel, 1);
    for (QLabel** label : {&saved_, &video_, &scale_, &device_}) {
        addPermanentWidget(*label = new QLabel);
        (*label)->setContentsMargins(6, 0, 6, 0);
    }
    connect(session->model(), &ProjectModel::replaced, this, [this] {
        saved_at_ = {};
        showSaved();
    });
    connect(session->model(), &ProjectModel::changed, this, [this] {
        saved_at_ = QTime::currentTime();
        showSaved();
    });
    connect(session->model(), &ProjectModel::fileLost, this, &StatusLine::showSaved);
    connect(session, &AnnotateSession::videoChanged, this, &StatusLine::showVideo);
    retranslate();
}

void StatusLine::setHint(const QString& text) {
    hint_->setText(text);
}

void StatusLine::setScale(double scale) {
    if (session_->hasVideo())
        scale_->setText(QString("%1 %").arg(std::lround(100 * scale * devicePixelRatioF())));
}

void StatusLine::setDevice(const QString& status) {
    device_->setText(status.section('(', 0, 0).trimmed());
    device_->setToolTip(status);
}

void StatusLine::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QStatusBar::changeEvent(event);
}

void StatusLine::retranslate() {
    device_->setAccessibleName(tr("Device"));
    showSaved();
    showVideo();
}

void StatusLine::showSaved() {
    saved_->setText(!session_->hasProject()              ? QString()
                    : session_->project().read_only()    ? tr("Read only")
                    : !session_->project().is_in_place() ? tr("Not saved")
                    : saved_at_.isNull()                 ? tr("Saved")
                                         : tr("Saved %1").arg(saved_at_.toString("HH:mm:ss")));
}

void StatusLine::showVideo() {
    if (!session_->hasVideo()) {
        video_->clear();
        return scale_->clear();
    }
    const OpenedVideo& video = session_->video();
    QString text = QString::fromUtf8("%1 × %2").arg(video.info.width).arg(video.info.height);
    if (!video.codec.empty()) text += ", " + fromStd(video.codec);
    if (video.rotation != 0) text += ", " + tr("turned by %1°").arg(video.rotation);
    video_->setText(text);
}

}  // namespace rtrack
