#include <QDir>
#include <QFileInfo>

#include "app/studio/exchange_messages.h"
#include "app/studio/main_window.h"
#include "widgets/common/qt_convert.h"
#include "widgets/exchange/export_dialog.h"
#include "widgets/exchange/import_dialog.h"
#include "widgets/exchange/label_guide.h"

namespace rtrack {

void MainWindow::connectExchange() {
    connect(action(ActionId::Export), &QAction::triggered, this, &MainWindow::exportBoxes);
    connect(action(ActionId::Import), &QAction::triggered, this, &MainWindow::importBoxes);
    connect(action(ActionId::LabelGuide), &QAction::triggered, this, &MainWindow::showLabelGuide);
    connect(tasks_, &StudioTasks::exported, this,
            [this](const QString& path) { settings_.folder = QFileInfo(path).path(); });
}

void MainWindow::exportBoxes() {
    session_.stopTracking();
    ExportSubject subject;
    subject.project_file = fromStd(session_.project().file().string());
    subject.folder = settings_.folder.isEmpty() ? QDir::homePath() : settings_.folder;
    subject.video = session_.videoId();
    subject.selection = session_.selection();
    subject.range_first = session_.rangeFirst();
    subject.range_last = session_.rangeLast();
    subject.is_part = subject.range_first > 0 || subject.range_last < session_.video().info.frame_count - 1;
    const QString project = subject.project_file;
    auto* dialog =
        new ExportDialog(subject, ExportChoice::fromJson(settings_.export_of_project.value(project)), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::reviewWanted, this, &MainWindow::showReview);
    connect(dialog, &QDialog::accepted, this, [this, dialog, project] {
        const ExportChoice choice = dialog->choice();
        settings_.export_of_project[project] = choice.toJson();
        saveSettings(settings_);
        tasks_->exportBoxes(choice, dialog->subject(), dialog->overwrites());
    });
    dialog->open();
}

void MainWindow::importBoxes() {
    session_.stopTracking();
    auto* dialog = new ImportDialog(&session_, settings_.folder, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, [this](const ImportReport& report) {
        settings_.folder = QFileInfo(report.path).path();
        messages_->showMessage([this, report] {
            Message message = importedMessage(report);
            message.buttons.push_back({tr("Undo"), [this] { session_.undo(); }});
            message.buttons.push_back({tr("Review"), [this] { showReview(); }});
            message.buttons.push_back({tr("What the labels mean"), [this] { showLabelGuide(); }});
            return message;
        });
    });
    dialog->open();
}

void MainWindow::showLabelGuide() {
    auto* guide = findChild<LabelGuide*>();
    if (!guide) {
        guide = new LabelGuide(this);
        guide->setAttribute(Qt::WA_DeleteOnClose);
    }
    guide->show();  // beside the work, not before it
    guide->raise();
}

}  // namespace rtrack
