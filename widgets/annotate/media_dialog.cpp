#include "widgets/annotate/media_dialog.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

enum Row { File, Pictures, Length, Times, Rotation, Damage, Memory, kRows };
constexpr int kRefreshMilliseconds = 500;

QString megabytes(int64_t bytes) {
    return QString::number(bytes >> 20);
}

QString lengthOf(const VideoInfo& info) {
    QString text = MediaDialog::tr("%n frames", nullptr, static_cast<int>(info.frame_count));
    if (!info.seconds.empty()) {
        text += ", " + MediaDialog::tr("the last at %1 s").arg(info.seconds.back(), 0, 'f', 2);
    }
    if (info.frames_per_second > 0)
        text += ", " + MediaDialog::tr("%1 frames a second").arg(info.frames_per_second, 0, 'g', 5);
    return text;
}

QString timesOf(const OpenedVideo& video) {
    if (video.info.seconds.empty())
        return MediaDialog::tr(
            "The pictures have none: the frames are numbered in the order of their names.");
    QString text = video.variable_rate
                       ? MediaDialog::tr("The rate varies: every frame is shown at its own time.")
                       : MediaDialog::tr("The frames come at equal distances.");
    if (video.odd_timestamps > 0)
        text += " " + MediaDialog::tr(
                          "%n have no time of their own or not a later one than the frame before: "
                          "they are numbered in the order in which they are decoded.",
                          nullptr, static_cast<int>(video.odd_timestamps));
    return text;
}

QString rotationOf(const OpenedVideo& video) {
    if (video.rotation == 0) return MediaDialog::tr("None");
    return MediaDialog::tr(
               "Turned by %1 degrees clockwise, as the file asks for; boxes are those of the picture as it "
               "is shown.")
        .arg(video.rotation);
}

QString damageOf(const OpenedVideo& video) {
    QStringList sentences;
    for (const std::string& sentence : video.damage) sentences << fromStd(sentence);
    return sentences.isEmpty() ? MediaDialog::tr("None found") : sentences.join(' ');
}

}  // namespace

MediaDialog::MediaDialog(OpenedVideo video, QWidget* parent) : QDialog(parent), video_(std::move(video)) {
    auto* column = new QVBoxLayout(this);
    column->addLayout(form_ = new QFormLayout);
    form_->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    for (int row = 0; row < kRows; ++row) {
        auto* value = new QLabel;
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        form_->addRow(new QLabel, value);
    }
    column->addStretch(1);
    auto* buttons = new QDialogButtonBox;
    close_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&timer_, &QTimer::timeout, this, &MediaDialog::refreshMemory);
    timer_.start(kRefreshMilliseconds);
    retranslate();
    resize(560, sizeHint().height());
}

void MediaDialog::setLine(int row, const QString& name, const QString& value) {
    static_cast<QLabel*>(form_->itemAt(row, QFormLayout::LabelRole)->widget())->setText(name);
    auto* label = static_cast<QLabel*>(form_->itemAt(row, QFormLayout::FieldRole)->widget());
    label->setText(value);
    label->setAccessibleName(name);
}

void MediaDialog::retranslate() {
    setWindowTitle(tr("About the video"));
    close_->setText(tr("Close"));
    setLine(File, tr("File"), fromStd(video_.info.name));
    const QString codec = fromStd(video_.codec);
    setLine(Pictures, tr("Pictures"),
            QString::fromUtf8("%1 × %2").arg(video_.info.width).arg(video_.info.height) +
                (codec.isEmpty() ? QString() : ", " + codec));
    setLine(Length, tr("Length"), lengthOf(video_.info));
    setLine(Times, tr("Time stamps"), timesOf(video_));
    setLine(Rotation, tr("Rotation"), rotationOf(video_));
    setLine(Damage, tr("Damage"), damageOf(video_));
    refreshMemory();
}

void MediaDialog::refreshMemory() {
    const FrameMemory memory = video_.frame_memory ? video_.frame_memory() : FrameMemory{};
    setLine(Memory, tr("Frames in memory"),
            video_.frame_memory ? tr("%n, in %1 of %2 MB", nullptr, static_cast<int>(memory.frames))
                                      .arg(megabytes(memory.bytes), megabytes(memory.budget_bytes))
                                : tr("None are kept"));
}

QString MediaDialog::text() const {
    QStringList lines;
    for (int row = 0; row < kRows; ++row) {
        const auto textAt = [&](QFormLayout::ItemRole role) {
            return static_cast<QLabel*>(form_->itemAt(row, role)->widget())->text();
        };
        lines << textAt(QFormLayout::LabelRole) + ": " + textAt(QFormLayout::FieldRole);
    }
    return lines.join('\n');
}

void MediaDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && close_) retranslate();
    QDialog::changeEvent(event);
}

}  // namespace rtrack
