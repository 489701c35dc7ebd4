#include "widgets/exchange/export_dialog.h"

#include <QCheckBox>
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
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "tracking/annotation/formats/line_format.h"
#include "widgets/common/background_job.h"
#include "widgets/common/qt_convert.h"
#include "widgets/exchange/exchange_text.h"

namespace rtrack {
namespace {

constexpr int kDelayMilliseconds = 150;

int row(bool second) {
    return second ? 1 : 0;
}

}  // namespace

ExportDialog::ExportDialog(const ExportSubject& subject, const ExportChoice& choice, QWidget* parent)
    : QDialog(parent), subject_(subject) {
    setWindowTitle(tr("Export boxes"));
    build();
    connectFields();
    setChoice(choice);
    resize(700, 640);
}

void ExportDialog::build() {
    auto* column = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    column->addLayout(form);
    buildForm(form);
    buildPath(form);
    for (QLabel** label : {&counts_, &losses_, &counting_, &preview_label_}) {
        column->addWidget(*label = new QLabel);
        (*label)->setWordWrap(true);
    }
    column->addWidget(preview_ = new QPlainTextEdit, 1);
    preview_->setReadOnly(true);
    preview_->setLineWrapMode(QPlainTextEdit::NoWrap);
    preview_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    preview_->setAccessibleName(tr("Preview"));
    auto* buttons = new QDialogButtonBox;
    export_button_ = buttons->addButton(tr("Export"), QDialogButtonBox::ActionRole);
    export_button_->setDefault(true);
    review_button_ = buttons->addButton(tr("Review first"), QDialogButtonBox::ActionRole);
    review_button_->setToolTip(tr("Closes this and shows the places that nobody has looked at."));
    review_button_->hide();
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    column->addWidget(buttons);
    connect(export_button_, &QPushButton::clicked, this, &ExportDialog::exportNow);
    connect(review_button_, &QPushButton::clicked, this, [this] {
        reject();
        Q_EMIT reviewWanted();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    timer_.setSingleShot(true);
    timer_.setInterval(kDelayMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &ExportDialog::look);
}

void ExportDialog::buildForm(QFormLayout* form) {
    const auto add = [form](const QString& label, QComboBox*& box, const QStringList& items) {
        form->addRow(label, box = new QComboBox);
        box->addItems(items);
        box->setAccessibleName(label);
    };
    add(tr("Format"), format_, {});
    for (const Format* format : exportFormats()) format_->addItem(titleOf(*format), fromStd(format->name));
    format_->setMaxVisibleItems(format_->count());
    add(tr("Videos"), videos_, {tr("The one on screen"), tr("All of the project")});
    add(tr("Objects"), objects_, {tr("All")});
    if (!subject_.selection.empty()) {
        objects_->addItem(tr("The %n selected ones", nullptr, static_cast<int>(subject_.selection.size())));
    }
    add(tr("Frames"), frames_, {tr("The whole video")});
    if (subject_.is_part)
        frames_->addItem(tr("The range, %1 to %2").arg(subject_.range_first).arg(subject_.range_last));
    form->addRow(keyframes_ = new QCheckBox(tr("Without the interpolated boxes: keyframes only")));
    form->addRow(pictures_ =
                     new QCheckBox(tr("The frames too, as JPEG pictures where the format looks for them")));
    form->addRow(detections_ =
                     new QCheckBox(tr("det/det.txt too: every box with its score, without identity")));
    form->addRow(line_format_label_ = new QLabel(tr("Line format")), line_format_ = new QLineEdit);
    line_format_->setAccessibleName(tr("Line format"));
    line_format_->setPlaceholderText(kDefaultLineFormat);
    line_format_->setToolTip(
        tr("fn: frame from 0, fn1: from 1, iname: picture's name, cname: class, id, score, occluded,\n"
           "x y w h cx cy x1 y1 x2 y2 (with n before them: parts of the picture),\n"
           "n: number of objects that follow in the line, c=TEXT: a constant."));
}

void ExportDialog::buildPath(QFormLayout* form) {
    auto* line = new QHBoxLayout;
    line->addWidget(path_ = new QLineEdit, 1);
    path_->setAccessibleName(tr("File or folder to write"));
    auto* browse = new QToolButton;
    browse->setText(tr("Browse…"));
    line->addWidget(browse);
    form->addRow(tr("Write to"), line);
    connect(browse, &QToolButton::clicked, this, &ExportDialog::browse);
}

void ExportDialog::connectFields() {
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::proposePath);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::onFormatChanged);
    for (QComboBox* box : {videos_, objects_, frames_})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::lookSoon);
    connect(objects_, &QComboBox::currentIndexChanged, this,
            [this] { videos_->setEnabled(objects_->currentIndex() == 0); });
    connect(keyframes_, &QCheckBox::toggled, this, &ExportDialog::lookSoon);
    for (QCheckBox* box : {pictures_, detections_})
        connect(box, &QCheckBox::toggled, this, &ExportDialog::showLook);
    for (QLineEdit* edit : {line_format_, path_})
        connect(edit, &QLineEdit::textChanged, this, &ExportDialog::showLook);
}

ExportChoice ExportDialog::choice() const {
    ExportChoice choice;
    choice.format = format_->currentData().toString();
    choice.path = path_->text().trimmed();
    choice.videos = videos_->currentIndex() == 0 ? ExportChoice::Videos::OnScreen : ExportChoice::Videos::All;
    choice.objects =
        objects_->currentIndex() == 0 ? ExportChoice::Objects::All : ExportChoice::Objects::Selected;
    choice.only_range = frames_->currentIndex() == 1;
    choice.keyframes_only = keyframes_->isChecked();
    choice.pictures = pictures_->isChecked() && pictures_->isEnabled();
    choice.detections = detections_->isChecked();
    choice.line_format = line_format_->text().trimmed();
    return choice;
}

void ExportDialog::setChoice(const ExportChoice& choice) {
    format_->setCurrentIndex(std::max(0, format_->findData(choice.format)));
    videos_->setCurrentIndex(row(choice.videos == ExportChoice::Videos::All));
    objects_->setCurrentIndex(
        row(choice.objects == ExportChoice::Objects::Selected && objects_->count() > 1));
    frames_->setCurrentIndex(row((choice.only_range || choice.path.isEmpty()) && frames_->count() > 1));
    keyframes_->setChecked(choice.keyframes_only);
    pictures_->setChecked(choice.pictures);
    detections_->setChecked(choice.detections);
    line_format_->setText(choice.line_format);
    path_->setText(choice.path);
    if (choice.path.isEmpty()) proposePath();
    onFormatChanged();
    lookSoon();
}

const Format& ExportDialog::format() const {
    return *exportFormats()[static_cast<size_t>(format_->currentIndex())];
}

void ExportDialog::onFormatChanged() {
    const bool has_pictures = format().is_folder && format().picture;
    pictures_->setEnabled(has_pictures);
    detections_->setVisible(format().name == "mot");
    line_format_->setVisible(format().name == "darklabel");
    line_format_label_->setVisible(format().name == "darklabel");
    showLook();
}

/// Keeps the person's folder and name, with the ending that the format wants: two formats never share a path.
void ExportDialog::proposePath() {
    const QFileInfo path(path_->text());
    QString name = path.fileName();
    for (const Format* known : exportFormats()) {
        const QString extension = fromStd(known->extension);
        if (!extension.isEmpty() && name.endsWith(extension)) name.chop(extension.size());
    }
    for (const Format* known : exportFormats()) {
        const QString ending = "-" + fromStd(known->name);
        if (name.endsWith(ending)) name.chop(ending.size());
    }
    if (name.isEmpty()) name = subject_.name;
    const QString folder = path_->text().isEmpty() ? subject_.folder : path.path();
    path_->setText(QDir(folder).filePath(name + "-" + fromStd(format().name) +
                                         (format().is_folder ? QString() : fromStd(format().extension))));
}

void ExportDialog::lookSoon() {
    timer_.start();
}

void ExportDialog::look() {
    const auto look = std::make_shared<ExportLook>();
    looking_ = true;
    auto* job =
        new BackgroundJob([look, file = subject_.project_file, from = fromProject(choice(), subject_)](
                              const auto&, const auto&) { *look = lookAtExport(file, from); },
                          this);
    connect(job, &BackgroundJob::done, this, [this, look, generation = ++generation_] {
        if (generation != generation_) return;  // the choice was another one meanwhile
        looking_ = false;
        failure_.clear();
        look_ = look;
        showLook();
    });
    connect(job, &BackgroundJob::failed, this, [this, generation = generation_](const QString& reason, bool) {
        if (generation != generation_) return;
        looking_ = false;
        failure_ = reason;
        showLook();
    });
    job->start();
    showLook();
}

QString ExportDialog::refusal() const {
    if (!failure_.isEmpty()) return failure_;
    if (!look_) return tr("Reading the boxes…");
    if (look_->counts.boxes == 0) return tr("There are no boxes to export.");
    if (look_->videos > 1 && !format().holds.many_videos)
        return tr("A file of this format holds one video. Choose the one on screen.");
    if (path_->text().trimmed().isEmpty()) return tr("Say where to write.");
    return {};
}

void ExportDialog::showLook() {
    const QString refused = refusal();
    counting_->setText(countingOf(format()));
    counts_->setText(refused.isEmpty() ? textOf(look_->counts, look_->tracks) : refused);
    losses_->setText(refused.isEmpty() ? lossText() : QString());
    ExportPreview preview;
    if (look_ && refused.isEmpty()) {
        WriteOptions options;
        options.detections = detections_->isChecked();
        options.line_format = line_format_->text().trimmed().toStdString();
        preview = previewOf(*look_, format(), options);
    }
    preview_label_->setText(preview.file.isEmpty() ? tr("The file will begin like this:")
                                                   : tr("%1 will begin like this:").arg(preview.file));
    preview_->setPlainText(preview.failure.isEmpty() ? preview.text : preview.failure);
    export_button_->setEnabled(refused.isEmpty() && preview.failure.isEmpty());
    review_button_->setVisible(refused.isEmpty() && look_->counts.unreviewed > 0);
    for (QLabel* label : {counts_, losses_, counting_}) label->setVisible(!label->text().isEmpty());
    preview_->setVisible(static_cast<bool>(format().write));
    preview_label_->setVisible(preview_->isVisibleTo(this));
    fitHeight();
}

/// As high as a person made it where there is a preview to fill it, else as its lines.
void ExportDialog::fitHeight() {
    const bool has_preview = preview_->isVisibleTo(this);
    if (has_preview && height_with_preview_ > 0) {
        resize(width(), std::exchange(height_with_preview_, 0));
    } else if (!has_preview) {
        if (height_with_preview_ == 0) height_with_preview_ = height();
        layout()->activate();
        resize(width(), layout()->totalHeightForWidth(width()));
    }
}

QString ExportDialog::lossText() const {
    if (!look_) return {};
    QStringList lost;
    for (const FormatLoss& loss : look_->losses[static_cast<size_t>(format_->currentIndex())])
        lost << textOf(loss);
    if (!format().write) return {};
    if (lost.isEmpty()) return tr("The format holds all of it.");
    return tr("The format cannot hold: %1.").arg(lost.join("; "));
}

QString ExportDialog::previewText() const {
    return preview_->toPlainText();
}

void ExportDialog::browse() {
    const QString title = tr("Export boxes");
    const QString chosen =
        format().is_folder ? QFileDialog::getExistingDirectory(this, title, QFileInfo(path_->text()).path())
                           : QFileDialog::getSaveFileName(this, title, path_->text(),
                                                          tr("Boxes (*%1)").arg(fromStd(format().extension)),
                                                          nullptr, QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty()) path_->setText(chosen);
}

void ExportDialog::exportNow() {
    const QFileInfo path(choice().path);
    const bool replaces = path.isDir() ? !QDir(path.filePath()).isEmpty() : path.exists();
    if (!replaces) return accept();
    auto* question = new QMessageBox(
        QMessageBox::Warning, tr("Export boxes"),
        path.isDir()
            ? tr("The folder %1 is not empty. Files of the same names will be replaced; others "
                 "stay as they are.")
                  .arg(QDir::toNativeSeparators(path.filePath()))
            : tr("%1 is there already and will be replaced.").arg(QDir::toNativeSeparators(path.filePath())),
        QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* replace = question->addButton(tr("Replace"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(replace, &QPushButton::clicked, this, [this] {
        overwrites_ = true;
        accept();
    });
    question->open();
}

}  // namespace rtrack
