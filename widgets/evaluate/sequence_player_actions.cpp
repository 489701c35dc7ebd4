#include <QBuffer>
#include <QFileDialog>

#include "tracking/base/atomic_file.h"
#include "tracking/base/picture_folder.h"
#include "tracking/media/image_codec.h"
#include "training/evaluation/got10k_writer.h"
#include "widgets/common/background_job.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/comparison_view.h"
#include "widgets/evaluate/sequence_player.h"

namespace rtrack {
namespace {

/// JPEG files as they are, others at a quality that loses nothing that a network would see.
void copyAsJpeg(const std::filesystem::path& from, const std::filesystem::path& to) {
    const std::string ending = lower_extension(from);
    if (ending == ".jpg" || ending == ".jpeg") {
        std::filesystem::copy_file(from, to);
    } else {
        write_image(to, read_image(from), 95);
    }
}

}  // namespace

void SequencePlayer::askForTrainingFolder() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder of the training set (GOT-10k layout)"));
    if (!folder.isEmpty()) addToTrainingSet(folder);
}

void SequencePlayer::addToTrainingSet(const QString& folder) {
    if (!stretch_ || !results_.sequence) return;
    auto name = std::make_shared<std::string>();
    auto* job = new BackgroundJob(
        [name, results = results_, stretch = *stretch_, folder = folder.toStdString()](const auto&,
                                                                                       const auto&) {
            *name = add_got10k_sequence(folder, *results.sequence, stretch.first, stretch.last, copyAsJpeg);
        },
        this);
    connect(job, &BackgroundJob::done, this, [this, name, folder] {
        messages_->showMessage({Message::Kind::Info,
                                tr("%1 was added to the training set.").arg(fromStd(*name)),
                                tr("Train with it: data.train = got10k:%1").arg(folder),
                                {},
                                {}});
        Q_EMIT addedToTraining(folder, fromStd(*name));
    });
    connect(job, &BackgroundJob::failed, this, [this](const QString& reason) {
        messages_->showMessage(
            {Message::Kind::Error, tr("Nothing was added to the training set."), reason, {}, {}});
    });
    job->start();
}

void SequencePlayer::askForPictureFile() {
    auto* dialog = new QFileDialog(window(), tr("Save the picture"), QString(), tr("Pictures (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("png");
    connect(dialog, &QFileDialog::fileSelected, this, &SequencePlayer::savePicture);
    dialog->open();
}

void SequencePlayer::savePicture(const QString& file) {
    QByteArray png;
    QBuffer buffer(&png);
    view_->grab().save(&buffer, "PNG");
    auto* job = new BackgroundJob(
        [file = file.toStdString(), png](const auto&, const auto&) {
            AtomicFile output(file);
            output.write(png.constData(), static_cast<size_t>(png.size()));
            output.commit();
        },
        this);
    connect(job, &BackgroundJob::done, this, [this, file] {
        messages_->showMessage({Message::Kind::Info, tr("Saved."), file, {}, {}});
    });
    connect(job, &BackgroundJob::failed, this, [this](const QString& reason) {
        messages_->showMessage({Message::Kind::Error, tr("Nothing was saved."), reason, {}, {}});
    });
    job->start();
}

void SequencePlayer::openInAnnotate() {
    if (!results_.sequence) return;
    player_.pause();
    const std::filesystem::path folder = results_.sequence->frames.front().parent_path();
    Q_EMIT annotateWanted(fromStd(folder.string()), results_.first_in_folder + player_.position());
}

}  // namespace rtrack
