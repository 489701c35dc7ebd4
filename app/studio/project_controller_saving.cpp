#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <memory>

#include "app/studio/project_controller.h"
#include "app/studio/project_messages.h"
#include "app/studio/project_names.h"
#include "tracking/base/error.h"
#include "widgets/common/background_job.h"
#include "widgets/common/qt_convert.h"

// ProjectController's saving.

namespace rtrack {

void ProjectController::saveAs(const QString& given) {
    if (!session_->hasProject() || copying_) return;
    const QString file = absolute(given.endsWith(kProjectSuffix) ? given : given + kProjectSuffix);
    const bool in_place = session_->project().is_in_place();
    if (file == projectFile() && in_place) return reportSaved(file);
    // A file dialog asks about the name that was typed, not about the one that it is completed to.
    if (!given.endsWith(kProjectSuffix) && QFileInfo::exists(file)) return askToReplace(file);
    if (!session_->model()->isFree()) return;
    session_->hold();
    if (!in_place) return saveLost(file);
    copying_ = true;
    session_->model()->setFrozen(true);  // what is changed now would not be in the copy
    tasks_->copyProject(projectFile(), file);
}

void ProjectController::askToReplace(const QString& file) {
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Save project as"),
                                tr("%1 is there already. Replace it? The project in it is lost then.")
                                    .arg(QDir::toNativeSeparators(file)),
                                QMessageBox::NoButton, window_);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* replace = box->addButton(tr("Replace"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::finished, this, [this, box, replace, file] {
        if (box->clickedButton() == replace) saveAs(file);
    });
    box->open();
}

// Only the open connection finds the content: on this thread, however long that takes.
void ProjectController::saveLost(const QString& file) {
    try {
        if (file == projectFile()) {
            session_->model()->writeAgain();
            return messages_->showMessage(savedAsMessage(file));
        }
        session_->project().save_copy(file.toStdString());
    } catch (const Error& failure) {  // the edge: a folder that is gone, a full disk
        return messages_->showMessage(saveFailedMessage(file, fromStd(failure.what())));
    }
    onCopied(file);
}

void ProjectController::save() {
    if (!session_->hasProject()) return;
    if (isUntitled()) return chooseSaveAs();
    if (!session_->model()->isInPlace()) return;
    reportSaved(projectFile());
}

void ProjectController::reportSaved(const QString& file) {
    const Project& project = session_->project();
    messages_->showMessage(savedAlreadyMessage(file, project.counts(), project.tracks().size()));
    struct ReadBack {
        BoxCounts counts;
        size_t tracks = 0;
        QString checksum;
    };
    const auto found = std::make_shared<ReadBack>();
    auto* job = new BackgroundJob(
        [found, path = file.toStdString()](const auto&, const auto&) {
            const Project saved = Project::open(path, Project::Mode::Read);
            *found = {saved.counts(), saved.tracks().size(), fromStd(saved.content_hash())};
        },
        qApp);
    const QString shown = messages_->text();
    connect(job, &BackgroundJob::done, this, [this, found, file, shown] {
        if (messages_->text() == shown)
            messages_->showMessage(savedAlreadyMessage(file, found->counts, found->tracks, found->checksum));
    });
    connect(job, &BackgroundJob::failed, this, [this, file](const QString& reason) {
        messages_->showMessage(notReadBackMessage(file, reason));
    });
    job->start();
}

void ProjectController::onCopied(const QString& file) {
    copying_ = false;
    session_->model()->setFrozen(false);
    const QString before = projectFile();
    const bool was_untitled = isUntitled();
    try {
        session_->model()->continueWith(Project::open(file.toStdString()));
    } catch (const Error& failure) {  // the edge: the copy is there, but cannot be worked on
        return messages_->showMessage(saveFailedMessage(file, fromStd(failure.what())));
    }
    for (const auto& [id, video] : session_->project().videos()) {
        settings_->project_of_video[fromStd(video.absolute_path)] = file;
        if (was_untitled) settings_->recent.removeAll(fromStd(video.absolute_path));
    }
    if (settings_->export_of_project.contains(before))
        settings_->export_of_project[file] = settings_->export_of_project[before];
    if (was_untitled) {  // the autosave has done its work: all of it is in the copy
        QFile::remove(before);
        QDir(before + "-backups").removeRecursively();
    }
    remember(file);
    messages_->showMessage(savedAsMessage(file));
}

void ProjectController::chooseSaveAs() {
    const QString folder = settings_->folder.isEmpty() ? QDir::homePath() : settings_->folder;
    const QString path = QFileDialog::getSaveFileName(
        window_, tr("Save project as"),
        folder + "/" + QFileInfo(nameOfProject(*settings_, projectFile())).completeBaseName() +
            kProjectSuffix,
        tr("Projects (*%1)").arg(kProjectSuffix));
    if (!path.isEmpty()) saveAs(path);
}

}  // namespace rtrack
