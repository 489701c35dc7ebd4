#include "widgets/exchange/import_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "tracking/annotation/formats/guess.h"
#include "tracking/annotation/formats/import_files.h"
#include "tracking/annotation/formats/line_format.h"
#include "tracking/base/demo.h"
#include "tracking/base/error.h"
#include "widgets/common/background_job.h"
#include "widgets/common/qt_convert.h"
#include "widgets/exchange/exchange_text.h"

namespace rtrack {
namespace {

constexpr int kDelayMilliseconds = 250;
constexpr int kShownBoxes = 100;
constexpr int kShownFaults = 1000;
constexpr size_t kShownNotes = 8;
constexpr int kMostFirstFrames = 10'000'000;

QTableWidget* table(const QStringList& columns, const QString& name) {
    auto* table = new QTableWidget(0, static_cast<int>(columns.size()));
    table->setHorizontalHeaderLabels(columns);
    table->setAccessibleName(name);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

/// What many a file does not hold, so that a person sees whether this one does.
QString marksOf(const AnnotationSet& set) {
    QStringList marks;
    for (const FormatLoss& mark : losses_of(set, FormatHolds{})) {
        if (mark.kind == LossKind::Occlusions || mark.kind == LossKind::Covers ||
            mark.kind == LossKind::CutMarks || mark.kind == LossKind::Attributes)
            marks << textOf(mark);
    }
    return marks.isEmpty() ? QString()
                           : ImportDialog::tr("Besides boxes the file has: %1.").arg(marks.join("; "));
}

void addRow(QTableWidget* table, const QStringList& cells) {
    const int row = table->rowCount();
    table->insertRow(row);
    for (int column = 0; column < cells.size(); ++column) {
        auto* item = new QTableWidgetItem(cells[column]);
        item->setToolTip(cells[column]);
        table->setItem(row, column, item);
    }
}

}  // namespace

struct ImportDialog::File {
    ReadResult read;
    BoxCounts counts;
    QString marks;  // how many of each, in words; empty: none
};

ImportDialog::~ImportDialog() {
    forget();
}

ImportDialog::ImportDialog(AnnotateSession* session, const QString& folder, QWidget* parent)
    : QDialog(parent), session_(session), folder_(folder) {
    setWindowTitle(tr("Import boxes"));
    build();
    timer_.setSingleShot(true);
    timer_.setInterval(kDelayMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &ImportDialog::read);
    connect(session->model(), &ProjectModel::largeChangeProgressed, this,
            [this](double share) { progress_->setValue(static_cast<int>(100 * share)); });
    connect(session->model(), &ProjectModel::largeChangeEnded, this, &ImportDialog::onEnded);
    connect(session->model(), &ProjectModel::refused, this, [this](const QString& reason) {
        failure_ = reason;
        summary_->setText(reason + " " + tr("Nothing was imported."));
    });
    showLineFormat();
    showResult();
    resize(760, 620);
}

void ImportDialog::build() {
    auto* column = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    column->addLayout(form);
    buildForm(form);
    column->addWidget(summary_ = new QLabel);
    summary_->setWordWrap(true);
    buildTables();
    column->addWidget(tabs_, 1);
    column->addWidget(progress_ = new QProgressBar);
    progress_->setAccessibleName(tr("Progress of the import"));
    progress_->hide();
    auto* buttons = new QDialogButtonBox;
    import_button_ = buttons->addButton(tr("Import"), QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    column->addWidget(buttons);
    connect(import_button_, &QPushButton::clicked, this, &ImportDialog::import);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ImportDialog::buildForm(QFormLayout* form) {
    auto* line = new QHBoxLayout;
    line->addWidget(path_ = new QLineEdit, 1);
    path_->setAccessibleName(tr("File or folder to read"));
    for (const bool folder : {false, true}) {
        auto* browse = new QToolButton;
        browse->setText(folder ? tr("Folder…") : tr("File…"));
        line->addWidget(browse);
        connect(browse, &QToolButton::clicked, this, [this, folder] { this->browse(folder); });
    }
    form->addRow(tr("Read from"), line);
    form->addRow(tr("Format"), format_ = new QComboBox);
    format_->setAccessibleName(tr("Format"));
    for (const Format& format : annotation_formats()) format_->addItem(titleOf(format), fromStd(format.name));
    format_->setMaxVisibleItems(format_->count());
    form->addRow(line_format_label_ = new QLabel(tr("Line format")), line_format_ = new QLineEdit);
    line_format_->setAccessibleName(tr("Line format"));
    line_format_->setPlaceholderText(kDefaultLineFormat);
    form->addRow(tr("Video"), video_ = new QComboBox);
    video_->setAccessibleName(tr("Video that the boxes belong to"));
    video_->addItem(tr("Found by content or name"), qint64(0));
    for (const auto& [id, video] : session_->project().videos()) {
        const QString path = fromStd(video.absolute_path);
        video_->addItem(path == kDemoPath ? tr("Demo") : QFileInfo(path).fileName(), qint64(id));
    }
    form->addRow(tr("First frame"), first_frame_ = new QSpinBox);
    first_frame_->setAccessibleName(tr("First frame"));
    first_frame_->setRange(0, kMostFirstFrames);
    first_frame_->setToolTip(tr("The video's frame, counted from 0, that the first frame of the file is."));
    connect(path_, &QLineEdit::textChanged, this, &ImportDialog::onPathChanged);
    connect(format_, &QComboBox::currentIndexChanged, this, &ImportDialog::onFormatChanged);
    connect(line_format_, &QLineEdit::textChanged, this, &ImportDialog::readSoon);
    connect(video_, &QComboBox::currentIndexChanged, this, &ImportDialog::readSoon);
    connect(first_frame_, &QSpinBox::valueChanged, this, [this] {
        begins_as_read_ = false;
        if (!report_) showResult();
    });
}

void ImportDialog::buildTables() {
    tabs_ = new QTabWidget;
    boxes_ = table({tr("Object"), tr("Class"), tr("Frame"), tr("Left"), tr("Top"), tr("Width"), tr("Height"),
                    tr("Remarks")},
                   tr("The first boxes"));
    faults_ =
        table({tr("File"), tr("Line"), tr("Why it cannot be taken")}, tr("Places that cannot be taken"));
    constexpr int kFrameColumn = 2;
    constexpr int kHeightColumn = 6;
    for (int number = kFrameColumn; number <= kHeightColumn; ++number)  // the rest is for the remarks
        boxes_->horizontalHeader()->setSectionResizeMode(number, QHeaderView::ResizeToContents);
    tabs_->addTab(boxes_, tr("The first boxes"));
    tabs_->addTab(faults_, QString());
}

void ImportDialog::browse(bool folder) {
    const QString start = path_->text().isEmpty() ? folder_ : QFileInfo(path_->text()).path();
    const QString chosen = folder ? QFileDialog::getExistingDirectory(this, windowTitle(), start)
                                  : QFileDialog::getOpenFileName(this, windowTitle(), start);
    if (!chosen.isEmpty()) setPath(chosen);
}

void ImportDialog::setPath(const QString& path) {
    path_->setText(path);
}

void ImportDialog::setFormat(const QString& name) {
    format_->setCurrentIndex(std::max(0, format_->findData(name)));
}

QString ImportDialog::format() const {
    return format_->currentData().toString();
}

void ImportDialog::onPathChanged() {
    guesses_ = true;
    begins_as_read_ = true;
    readSoon();
}

void ImportDialog::onFormatChanged() {
    guesses_ = false;
    showLineFormat();
    readSoon();
}

void ImportDialog::showLineFormat() {
    const bool own = format() == "darklabel";
    line_format_->setVisible(own);
    line_format_label_->setVisible(own);
}

void ImportDialog::readSoon() {
    timer_.start();
}

ToProject ImportDialog::target() const {
    ToProject target;
    target.video = video_->currentData().toLongLong();
    target.first_frame = first_frame_->value();
    return target;
}

int64_t ImportDialog::firstFrameAsRead() const {
    const auto video = session_->project().videos().find(target().video);
    return video == session_->project().videos().end() ? file_->read.first_frame
                                                       : first_frame_in(video->second, file_->read);
}

/// A million boxes take a while to free: on another thread.
void ImportDialog::forget() {
    if (!file_) return;
    const auto last = std::make_shared<std::shared_ptr<File>>(std::move(file_));
    (new BackgroundJob([last](const auto&, const auto&) { last->reset(); }, qApp))->start();
}

void ImportDialog::read() {
    const QString path = path_->text().trimmed();
    ++generation_;
    forget();
    failure_.clear();
    reading_ = !path.isEmpty();
    if (!reading_) return showResult();
    const int64_t shown = target().video != 0 ? target().video : session_->videoId();
    ReadOptions options;
    options.line_format = line_format_->text().trimmed().toStdString();
    if (session_->project().videos().contains(shown)) {
        options.width = session_->project().video(shown).width;
        options.height = session_->project().video(shown).height;
    }
    const auto file = std::make_shared<std::shared_ptr<File>>(std::make_shared<File>());
    const auto name = std::make_shared<std::string>(format().toStdString());
    // It may outlive the dialog, which would have to wait for its end.
    auto* job = new BackgroundJob(
        [file, name, options, path = path.toStdString(), guesses = guesses_](const auto&, const auto&) {
            const Format* guessed = guesses ? guess_format(path) : nullptr;
            if (guessed) *name = guessed->name;
            (*file)->read = read_files(annotation_format(*name), path, options);
            (*file)->counts = counts_of((*file)->read.set);
            (*file)->marks = marksOf((*file)->read.set);
        },
        qApp);
    connect(job, &BackgroundJob::done, this, [this, file, name, generation = generation_] {
        if (generation != generation_) return;
        takeGuess(fromStd(*name));
        reading_ = false;
        file_ = std::move(*file);
        if (begins_as_read_) {
            const QSignalBlocker blocker(first_frame_);
            first_frame_->setValue(static_cast<int>(firstFrameAsRead()));
        }
        showResult();
    });
    connect(job, &BackgroundJob::failed, this,
            [this, name, generation = generation_](const QString& reason, bool) {
                if (generation != generation_) return;
                takeGuess(fromStd(*name));
                reading_ = false;
                failure_ = reason;
                showResult();
            });
    job->start();
    showResult();
}

void ImportDialog::takeGuess(const QString& name) {
    const QSignalBlocker blocker(format_);
    setFormat(name);
    showLineFormat();
}

QString ImportDialog::summary() const {
    return summary_->text();
}

int64_t ImportDialog::leftOut() const {
    return (file_ ? file_->read.left_out : 0) + static_cast<int64_t>(outside_.size());
}

void ImportDialog::findOutside() {
    outside_.clear();
    if (!file_) return;
    for (const BoxOutside& box : boxes_outside(session_->project(), file_->read.set, target())) {
        TextFault fault;
        fault.file = path_->text().trimmed().toStdString();
        fault.message = tr("'%1' has a box at frame %2; the video's frames are 0 to %3.")
                            .arg(fromStd(file_->read.set.tracks[box.track].name))
                            .arg(box.frame)
                            .arg(box.frames - 1)
                            .toStdString();
        outside_.push_back(std::move(fault));
    }
}

void ImportDialog::showResult() {
    findOutside();
    const BoxCounts counts = file_ ? file_->counts : BoxCounts{};
    const int64_t left_out = leftOut();
    progress_->setRange(0, reading_ ? 0 : 100);  // how far reading is, is not known
    progress_->setVisible(reading_);
    QStringList lines;
    if (!failure_.isEmpty()) {
        lines << failure_;
    } else if (reading_) {
        lines << tr("Reading…");
    } else if (!file_) {
        lines << tr("Choose a file or folder with boxes. Nothing is changed before you press Import.");
    } else {
        lines << tr("%1 of %n objects. Videos: %2.", nullptr, static_cast<int>(file_->read.set.tracks.size()))
                     .arg(boxesText(counts.boxes))
                     .arg(file_->read.set.videos.size());
        if (counts.absent > 0)
            lines << tr("At %n of them the object is marked as absent.", nullptr,
                        static_cast<int>(counts.absent));
        if (!file_->marks.isEmpty()) lines << file_->marks;
        lines << countingOf(annotation_format(format().toStdString())) + " " + tr("Here both count from 0.");
        const std::vector<std::string>& notes = file_->read.notes;
        for (size_t i = 0; i < std::min(notes.size(), kShownNotes); ++i) lines << fromStd(notes[i]);
        if (notes.size() > kShownNotes) {
            lines << tr("… and %n more notes; the report of the import lists them.", nullptr,
                        static_cast<int>(notes.size() - kShownNotes));
        }
        if (left_out > 0) {
            lines << tr(
                "%n places cannot be taken; they are listed below. Look at them, then take the rest, or "
                "cancel: nothing is imported then.",
                nullptr, static_cast<int>(left_out));
        }
    }
    summary_->setText(lines.join('\n'));
    showBoxes();
    showFaults();
    import_button_->setText(left_out > 0 ? tr("Take the rest") : tr("Import"));
    import_button_->setDefault(left_out == 0);
    import_button_->setEnabled(file_ && counts.boxes > static_cast<int64_t>(outside_.size()));
}

void ImportDialog::showBoxes() {
    boxes_->setRowCount(0);
    if (!file_) return;
    for (const AnnotatedTrack& track : file_->read.set.tracks) {
        int shown = 0;
        for (const auto& [frame, record] : track.boxes) {
            if (boxes_->rowCount() >= kShownBoxes) return;
            if (++shown > 5) break;
            QStringList remarks;
            if (record.absent) remarks << tr("absent");
            if (record.occluded) remarks << tr("occluded");
            if (record.cut_by_image) remarks << tr("cut by the picture's edge");
            if (record.cover) remarks << tr("visible: %1 / 8").arg(*record.cover);
            for (const auto& [name, answer] : track.attributes)
                remarks << fromStd(name) + ": " + fromStd(answer);
            const auto number = [absent = record.absent](double value) {
                return absent ? QString() : QString::number(value);
            };
            addRow(boxes_, {fromStd(track.name), fromStd(track.class_name), QString::number(frame),
                            number(record.box.x), number(record.box.y), number(record.box.width),
                            number(record.box.height), remarks.join(", ")});
        }
    }
}

void ImportDialog::showFaults() {
    faults_->setRowCount(0);
    const int64_t left_out = leftOut();
    tabs_->setTabText(1, tr("Cannot be taken (%1)").arg(grouped(left_out)));
    tabs_->setTabVisible(1, left_out > 0);
    if (left_out == 0) return;
    for (const std::vector<TextFault>* faults : {&file_->read.faults, &outside_}) {
        for (const TextFault& fault : *faults) {
            if (faults_->rowCount() >= kShownFaults) break;
            addRow(faults_,
                   {QFileInfo(fromStd(fault.file.string())).fileName(),
                    fault.line > 0 ? QString::number(fault.line) : QString(), fromStd(fault.message)});
        }
    }
    faults_->resizeColumnsToContents();
    tabs_->setCurrentIndex(1);
}

void ImportDialog::import() {
    if (!file_ || session_->model()->isBusy()) return;
    session_->hold();
    report_ = std::make_shared<ImportReport>();
    report_->path = path_->text().trimmed();
    report_->counts = file_->counts;
    report_->tracks = static_cast<int64_t>(file_->read.set.tracks.size());
    report_->left_out = leftOut();
    report_->faults = file_->read.faults;
    report_->faults.insert(report_->faults.end(), outside_.begin(), outside_.end());
    for (const std::string& note : file_->read.notes) report_->notes << fromStd(note);
    failure_.clear();
    cancelled_ = false;
    import_button_->setEnabled(false);
    progress_->setRange(0, 100);
    progress_->setValue(0);
    progress_->show();
    ToProject target = this->target();
    target.only_inside = !outside_.empty();  // a person has seen them in the list
    const QString text = tr("Import %1").arg(QFileInfo(report_->path).fileName());
    const bool begun = session_->model()->changeLargely(
        text, [file = file_, report = report_, target, label = text.toStdString()](Project& project) {
            ImportPlan plan = to_project(project, file->read.set, target);
            for (const std::string& note : plan.notes) report->notes << fromStd(note);
            report->counts.boxes = static_cast<int64_t>(plan.edit.boxes.size());
            report->tracks = static_cast<int64_t>(plan.edit.tracks.size());
            project.apply(plan.edit, label);
            return std::move(plan.edit);
        });
    if (begun) return;
    report_.reset();
    progress_->hide();
    import_button_->setEnabled(true);
}

void ImportDialog::onEnded(bool done) {
    if (!report_) return;  // another large change
    const auto report = std::exchange(report_, nullptr);
    progress_->hide();
    if (done) {
        Q_EMIT imported(*report);
        accept();
    } else if (cancelled_) {
        QDialog::reject();
    } else {
        import_button_->setEnabled(true);
        summary_->setText(tr("Nothing was imported."));
    }
}

void ImportDialog::reject() {
    if (!report_) return QDialog::reject();
    cancelled_ = true;
    session_->model()->cancelLargeChange();  // it may be too late for that: `onEnded` says so and closes
}

}  // namespace rtrack
