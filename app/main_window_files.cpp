#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

#include "app/keys_dialog.h"
#include "app/main_window.h"
#include "app/settings_dialog.h"
#include "app/studio_messages.h"
#include "widgets/annotate/export_dialog.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/timeline.h"
#include "widgets/annotate/transport_bar.h"
#include "widgets/common/start_page.h"

namespace rtrack {

void MainWindow::connectFileActions() {
    const auto on = [this](ActionId id, auto&& what) {
        connect(action(id), &QAction::triggered, this, what);
    };
    on(ActionId::OpenVideo, [this] { chooseVideo(); });
    on(ActionId::OpenFolder, [this] { chooseFolder(); });
    on(ActionId::TryDemo, [this] { openDemo(); });
    on(ActionId::Export, [this] { exportBoxes(); });
    on(ActionId::Quit, [this] { close(); });
    on(ActionId::Settings, [this] {
        auto* dialog = new SettingsDialog(settings_, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &SettingsDialog::changed, this, &MainWindow::changeSettings);
        dialog->show();
    });
    on(ActionId::Keys, [this] {
        auto* dialog = new KeysDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    on(ActionId::About, [this] {
        auto* box =
            new QMessageBox(QMessageBox::NoIcon, tr("About RTrack Studio"),
                            tr("RTrack Studio %1\nFollows objects in video by representative points.\n%2")
                                .arg(QApplication::applicationVersion(), device_status_),
                            QMessageBox::NoButton, this);
        box->addButton(tr("Close"), QMessageBox::AcceptRole);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    connect(tasks_, &StudioTasks::opened, this, &MainWindow::onOpened);
    connect(tasks_, &StudioTasks::openFailed, this, [this](const QString& path) {
        settings_.recent.removeAll(path);
        refreshRecent();
    });
    connect(tasks_, &StudioTasks::exported, this, [this](const QString& file) {
        session_.model()->undoStack()->setClean();
        settings_.folder = QFileInfo(file).path();
    });
    connect(tasks_, &StudioTasks::deviceKnown, this, [this](const QString& status) {
        device_status_ = status;
        start_page_->setDevice(status);
        device_label_->setText(status.section('(', 0, 0).trimmed());
        device_label_->setToolTip(status);
    });
}

void MainWindow::onOpened(OpenedVideo video, const QString& path) {
    const bool demo = video.first_box.has_value();
    const std::vector<std::string> damage = video.damage;
    frame_view_->cancelDrawing();
    timeline_->setVideo(video.info);
    transport_->setVideo(video);
    session_.open(std::move(video));
    session_.model()->undoStack()->setClean();
    showDocks();
    pages_->setCurrentWidget(frame_view_);
    frame_view_->setFocus();
    if (!path.isEmpty()) {
        settings_.addRecent(path);
        settings_.folder = QFileInfo(path).path();
        refreshRecent();
        saveSettings(settings_);
    }
    refreshTitle();
    refreshActions();
    if (!damage.empty()) messages_->showMessage([damage] { return damageMessage(damage); });
    if (demo) messages_->showMessage(demoMessage);
}

void MainWindow::ifBoxesMayGo(const std::function<void()>& go_on) {
    session_.stopTracking();
    if (session_.model()->undoStack()->isClean() || session_.document().boxes().empty()) return go_on();
    auto* box = new QMessageBox(
        QMessageBox::Warning, tr("Boxes are not exported"),
        tr("%n boxes of this video were not exported since the last change. They would be lost.", nullptr,
           static_cast<int>(session_.document().boxes().size())),
        QMessageBox::NoButton, this);
    QAbstractButton* export_first = box->addButton(tr("Export…"), QMessageBox::AcceptRole);
    QAbstractButton* discard = box->addButton(tr("Discard the boxes"), QMessageBox::DestructiveRole);
    QPushButton* stay = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(stay);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [=, this] {
        if (box->clickedButton() == discard) go_on();
        if (box->clickedButton() == export_first) exportBoxes();
    });
    box->open();
}

void MainWindow::openPath(const QString& path) {
    ifBoxesMayGo([this, path] { tasks_->openPath(QFileInfo(path).absoluteFilePath()); });
}

void MainWindow::openDemo() {
    ifBoxesMayGo([this] { tasks_->openDemo(); });
}

void MainWindow::chooseVideo() {
    const QString pattern =
        "*.mp4 *.mkv *.webm *.avi *.mov *.ts *.m4v *.mpg *.mpeg *.wmv *.gif *.jpg *.jpeg *.png";
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open video"), settings_.folder,
        tr("Videos and pictures (%1)").arg(pattern) + ";;" + tr("All files (*)"));
    if (!path.isEmpty()) openPath(path);
}

void MainWindow::chooseFolder() {
    const QString path =
        QFileDialog::getExistingDirectory(this, tr("Open folder of pictures"), settings_.folder);
    if (!path.isEmpty()) openPath(path);
}

void MainWindow::exportBoxes() {
    session_.stopTracking();
    const QString folder = settings_.folder.isEmpty() ? QDir::homePath() : settings_.folder;
    auto* dialog = new ExportDialog(session_.document(), session_.rangeFirst(), session_.rangeLast(), folder,
                                    settings_.export_format, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        settings_.export_format = dialog->options().format;
        tasks_->exportBoxes(session_.document(), dialog->options(), dialog->file());
    });
    dialog->open();
}

}  // namespace rtrack
