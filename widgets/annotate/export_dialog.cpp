#include "widgets/annotate/export_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr int kPreviewLines = 6;

enum FrameChoice { BoxedFrames, RangeFrames, AllFrames };

}  // namespace

ExportDialog::ExportDialog(ExportedTrack track, qint64 range_first, qint64 range_last, const QString& folder,
                           ExportFormat format, QWidget* parent)
    : QDialog(parent), track_(std::move(track)), range_first_(range_first), range_last_(range_last) {
    setWindowTitle(tr("Export boxes"));
    build();
    const QString name = QFileInfo(fromStd(track_.video.name))
                             .completeBaseName()
                             .remove(':');  // "demo:" is no name for a file
    file_->setText(QDir(folder).filePath((name.isEmpty() ? QString("boxes") : name) + ".boxes.txt"));
    setFormat(format);
    resize(620, 460);
}

void ExportDialog::build() {
    auto* column = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    column->addLayout(form);
    form->addRow(tr("Format"), format_ = new QComboBox);
    format_->addItem(tr("GOT-10k text: one x,y,w,h line for each frame"),
                     static_cast<int>(ExportFormat::Got10k));
    format_->addItem(tr("CSV: one line for each box, with source and score"),
                     static_cast<int>(ExportFormat::Csv));
    format_->addItem(tr("JSON: everything, with points"), static_cast<int>(ExportFormat::Json));
    format_->setAccessibleName(tr("Format"));
    form->addRow(tr("Frames"), frames_ = new QComboBox);
    frames_->addItem(tr("From the first box to the last"), BoxedFrames);
    if (range_first_ > 0 || range_last_ < track_.video.frame_count - 1) {
        frames_->addItem(tr("The range, %1 to %2").arg(range_first_).arg(range_last_), RangeFrames);
        frames_->setCurrentIndex(1);
    }
    frames_->addItem(tr("The whole video"), AllFrames);
    frames_->setAccessibleName(tr("Frames"));
    auto* file_row = new QHBoxLayout;
    file_row->addWidget(file_ = new QLineEdit, 1);
    file_->setAccessibleName(tr("File"));
    auto* browse = new QToolButton;
    browse->setText(tr("Browse…"));
    file_row->addWidget(browse);
    form->addRow(tr("File"), file_row);
    column->addWidget(new QLabel(tr("The file will begin like this:")));
    column->addWidget(preview_ = new QPlainTextEdit, 1);
    preview_->setReadOnly(true);
    preview_->setLineWrapMode(QPlainTextEdit::NoWrap);
    preview_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    preview_->setAccessibleName(tr("Preview"));
    column->addWidget(counts_ = new QLabel);
    counts_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox;
    export_button_ = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(browse, &QToolButton::clicked, this, &ExportDialog::browse);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::onFormatChanged);
    connect(frames_, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(file_, &QLineEdit::textChanged, this, &ExportDialog::refresh);
}

ExportOptions ExportDialog::options() const {
    ExportOptions options;
    options.format = static_cast<ExportFormat>(format_->currentData().toInt());
    const auto& boxes = track_.boxes;
    options.last_frame = track_.video.frame_count - 1;
    switch (frames_->currentData().toInt()) {
        case RangeFrames:
            options.first_frame = range_first_;
            options.last_frame = range_last_;
            break;
        case BoxedFrames:
            if (boxes.empty()) break;
            options.first_frame = boxes.begin()->first;
            options.last_frame = boxes.rbegin()->first;
            break;
        default:
            break;
    }
    return options;
}

QString ExportDialog::file() const {
    return file_->text().trimmed();
}

void ExportDialog::setFile(const QString& file) {
    file_->setText(file);
}

void ExportDialog::setFormat(ExportFormat format) {
    format_->setCurrentIndex(format_->findData(static_cast<int>(format)));
    onFormatChanged();
}

QString ExportDialog::suffix() const {
    switch (options().format) {
        case ExportFormat::Csv:
            return "csv";
        case ExportFormat::Json:
            return "json";
        case ExportFormat::Got10k:
            break;
    }
    return "txt";
}

void ExportDialog::onFormatChanged() {
    const QFileInfo file(file_->text());
    if (QStringList{"txt", "csv", "json"}.contains(file.suffix())) {
        file_->setText(QDir(file.path()).filePath(file.completeBaseName() + "." + suffix()));
    }
    refresh();
}

QString ExportDialog::countsText() const {
    const ExportOptions chosen = options();
    const ExportReport report = count_boxes(track_, chosen.first_frame, chosen.last_frame);
    QString text = tr("Frames %1 to %2: %3 boxes, %4 by hand and %5 by the tracker.")
                       .arg(chosen.first_frame)
                       .arg(chosen.last_frame)
                       .arg(report.boxes)
                       .arg(report.human_boxes)
                       .arg(report.tracker_boxes);
    if (report.unreviewed > 0)
        text += " " + tr("%n of them nobody has reviewed.", nullptr, static_cast<int>(report.unreviewed));
    if (report.doubtful > 0) text += " " + tr("%n doubtful.", nullptr, static_cast<int>(report.doubtful));
    if (report.without_box > 0 && chosen.format == ExportFormat::Got10k) {
        text += " " + tr("%n frames without a box are written as 0,0,0,0.", nullptr,
                         static_cast<int>(report.without_box));
    }
    if (QFileInfo::exists(file())) text += "\n" + tr("The file is there already and will be replaced.");
    return text;
}

void ExportDialog::refresh() {
    preview_->setPlainText(fromStd(export_preview(track_, options(), kPreviewLines)));
    counts_->setText(countsText());
    export_button_->setEnabled(!file().isEmpty() && !track_.boxes.empty());
}

void ExportDialog::browse() {
    const QString chosen =
        QFileDialog::getSaveFileName(this, tr("Export boxes"), file(), tr("Boxes (*.%1)").arg(suffix()),
                                     nullptr, QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty()) file_->setText(chosen);
}

}  // namespace rtrack
