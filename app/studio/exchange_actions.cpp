#include "app/studio/exchange_actions.h"

#include <QDir>
#include <QFileInfo>

#include "app/studio/exchange_messages.h"
#include "app/studio/project_names.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "widgets/common/qt_convert.h"
#include "widgets/exchange/export_dialog.h"
#include "widgets/exchange/import_dialog.h"
#include "widgets/exchange/label_guide.h"

namespace rtrack {

ExchangeActions::ExchangeActions(AnnotateSession* session, StudioTasks* tasks, Settings* settings,
                                 MessageBar* messages, Actions* actions, QWidget* window)
    : QObject(window),
      session_(session),
      tasks_(tasks),
      settings_(settings),
      messages_(messages),
      window_(window) {
    connect(actions->get(ActionId::Export), &QAction::triggered, this, &ExchangeActions::exportBoxes);
    connect(actions->get(ActionId::Import), &QAction::triggered, this, &ExchangeActions::importBoxes);
    connect(actions->get(ActionId::LabelGuide), &QAction::triggered, this, &ExchangeActions::showLabelGuide);
    connect(tasks_, &StudioTasks::exported, this,
            [this](const QString& path) { settings_->folder = QFileInfo(path).path(); });
}

void ExchangeActions::exportBoxes() {
    session_->stopTracking();
    if (!session_->model()->isInPlace()) return;  // it is read from its file
    ExportSubject subject;
    subject.project_file = fromStd(session_->project().file().string());
    subject.folder = settings_->folder.isEmpty() ? QDir::homePath() : settings_->folder;
    const QFileInfo file(subject.project_file);
    const bool named = file.path() != untitledFolder();
    subject.name = named ? file.completeBaseName() : fromStd(video_name(session_->video().info.name));
    subject.video = session_->videoId();
    subject.selection = session_->selection();
    subject.range_first = session_->rangeFirst();
    subject.range_last = session_->rangeLast();
    subject.is_part = subject.range_first > 0 || subject.range_last < session_->video().info.frame_count - 1;
    const QString project = subject.project_file;
    auto* dialog = new ExportDialog(
        subject, ExportChoice::fromJson(settings_->export_of_project.value(project)), window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::reviewWanted, this, &ExchangeActions::reviewWanted);
    connect(dialog, &QDialog::accepted, this, [this, dialog, project] {
        const ExportChoice choice = dialog->choice();
        settings_->export_of_project[project] = choice.toJson();
        saveSettings(*settings_);
        write(choice, dialog->subject(), dialog->overwrites());
    });
    dialog->open();
}

void ExchangeActions::write(const ExportChoice& choice, const ExportSubject& subject, bool overwrite) {
    const BackgroundJob* job = tasks_->exportBoxes(choice, subject, overwrite);
    being_written_ << choice.path;
    const auto end = [this, file = choice.path] { being_written_.removeOne(file); };
    connect(job, &BackgroundJob::done, this, end);
    connect(job, &BackgroundJob::failed, this, end);
}

void ExchangeActions::importBoxes() {
    session_->stopTracking();
    auto* dialog = new ImportDialog(session_, settings_->folder, window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, [this](const ImportReport& report) {
        settings_->folder = QFileInfo(report.path).path();
        messages_->showMessage([this, report, model = session_->model(),
                                changes = session_->model()->changes()] {
            Message message = messageOf(report);
            message.holds = [=] { return model->changes() == changes; };  // its button undoes the last change
            return message;
        });
    });
    dialog->open();
}

bool ExchangeActions::imports() const {
    return window_->findChild<ImportDialog*>() != nullptr;
}

Message ExchangeActions::messageOf(const ImportReport& report) {
    Message message = importedMessage(report);
    message.buttons = {{tr("Undo"), [this] { session_->undo(); }},
                       {tr("Review"), [this] { Q_EMIT reviewWanted(); }},
                       {tr("What the labels mean"), [this] { showLabelGuide(); }}};
    return message;
}

void ExchangeActions::showLabelGuide() {
    auto* guide = window_->findChild<LabelGuide*>();
    if (!guide) {
        guide = new LabelGuide(window_);
        guide->setAttribute(Qt::WA_DeleteOnClose);
    }
    guide->show();  // beside the work, not before it
    guide->raise();
}

}  // namespace rtrack
