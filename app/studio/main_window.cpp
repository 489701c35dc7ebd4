#include "app/studio/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLayout>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "app/studio/annotate_page.h"
#include "app/studio/change_messages.h"
#include "app/studio/command_actions.h"
#include "app/studio/device_text.h"
#include "app/studio/docks.h"
#include "app/studio/doctor_dialog.h"
#include "app/studio/exchange_actions.h"
#include "app/studio/key_profiles.h"
#include "app/studio/project_messages.h"
#include "app/studio/project_names.h"
#include "app/studio/review_actions.h"
#include "app/studio/settings_dialog.h"
#include "app/studio/status_line.h"
#include "app/studio/studio_messages.h"
#include "app/studio/tour_actions.h"
#include "app/studio/train_actions.h"
#include "app/studio/window_menus.h"
#include "app/studio/work_under_way.h"
#include "app/studio/workspaces.h"
#include "tracking/base/demo.h"
#include "widgets/annotate/media_dialog.h"
#include "widgets/common/key_guard.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/start_page.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/train/train_page.h"

namespace rtrack {
namespace {

constexpr double kShareOfScreen = 0.95;  // at first, at most

std::vector<std::string> localFiles(const QMimeData& dropped) {
    std::vector<std::string> files;
    for (const QUrl& url : dropped.urls()) {
        if (url.isLocalFile()) files.push_back(url.toLocalFile().toStdString());
    }
    return files;
}

}  // namespace

MainWindow::MainWindow(StudioServices services, QWidget* parent)
    : QMainWindow(parent), settings_(loadSettings()), services_(std::move(services)) {
    services_.set_frame_memory(settings_.frame_megabytes);
    setAcceptDrops(true);
    new KeyGuard(this);
    buildFrame();
    workspaces_->add(action(ActionId::AnnotateWorkspace), annotate_page_);
    buildTrainPage();
    buildEvaluatePage();
    buildActions();
    connectFileActions();
    connectWindowActions();
    connectTasks();
    connectProject();
    connectAnnotatePage();
    retranslate();
    showKeys();
    showUsable();
    restoreWindow();
    showRecent();
    showLeftOpen();
    askForDevice();
}

MainWindow::~MainWindow() {
    session_.closeProject();  // it ends before the widgets that listen to it, with nothing to tell them
}

FrameView* MainWindow::frameView() const {
    return annotate_page_->frameView();
}

ReviewPanel* MainWindow::reviewPanel() const {
    return annotate_page_->review()->panel();
}

RetrackPanel* MainWindow::retrackPanel() const {
    return annotate_page_->review()->retrackPanel();
}

CommandPalette* MainWindow::commandPalette() const {
    return command_actions_->palette();
}

GuidedTour* MainWindow::tour() const {
    return tour_actions_->tour();
}

void MainWindow::showReview() {
    docks_->showReview();
}

void MainWindow::buildFrame() {
    actions_ = new Actions(this);
    workspaces_ = new Workspaces(this, actions_->annotateOnly());
    messages_ = new MessageBar;
    annotate_page_ = new AnnotatePage(&session_, &editor_, services_, &settings_, messages_, actions_);
    auto* center = new QWidget;
    auto* column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(messages_);
    column->addWidget(workspaces_->pages(), 1);
    setCentralWidget(center);
    docks_ = new Docks(this, *annotate_page_);
    menus_ = new WindowMenus(this, actions_, docks_->toggleActions());
    setStatusBar(status_ = new StatusLine(&session_));
}

void MainWindow::buildTrainPage() {
    train_page_ = new TrainPage(services_.engine_program, messages_);
    workspaces_->add(action(ActionId::TrainWorkspace), train_page_);
    train_page_->setRunsFolder(settings_.runs_folder);
    train_page_->setPublished(services_.published);
    connect(train_page_, &TrainPage::runsFolderChosen, this, [this](const QString& folder) {
        settings_.runs_folder = folder;
        saveSettings(settings_);
    });
    connect(train_page_, &TrainPage::modelChosen, this, &MainWindow::useModel);
    connect(train_page_, &TrainPage::runRenamed, this, [this](const QString& from, const QString& to) {
        const QString model = fromStd(settings_.tracker.model);
        if (!model.startsWith(from + "/")) return;
        Settings changed = settings_;
        changed.tracker.model = (to + model.mid(from.size())).toStdString();
        changeSettings(changed);
    });
}

void MainWindow::buildEvaluatePage() {
    evaluate_page_ = new EvaluatePage;
    workspaces_->add(action(ActionId::EvaluateWorkspace), evaluate_page_);
    QStringList tracker_names;
    for (const std::string& name : services_.tracker_names) tracker_names << fromStd(name);
    evaluate_page_->setEngine(services_.engine_program, tracker_names,
                              fromStd(services_.published_results_file));
    evaluate_page_->setSetup(settings_.evaluation);
    connect(evaluate_page_, &EvaluatePage::setupChanged, this, [this] {
        settings_.evaluation = evaluate_page_->setup();
        saveSettings(settings_);
    });
    connect(evaluate_page_, &EvaluatePage::annotateWanted, this, &MainWindow::annotate);
}

void MainWindow::buildActions() {
    tasks_ = new StudioTasks(services_, messages_, this);
    // First: before the window shows the video's docks.
    connect(tasks_, &StudioTasks::opened, workspaces_, &Workspaces::showAnnotate);
    project_controller_ = new ProjectController(&session_, tasks_, messages_, &settings_, this);
    exchange_ = new ExchangeActions(&session_, tasks_, &settings_, messages_, actions_, this);
    new WorkUnderWay(session_.model(), exchange_, evaluate_page_, this);
    auto* changes = new ChangeMessages(&session_, session_.model(), messages_, exchange_, this);
    connect(changes, &ChangeMessages::placeWanted, project_controller_, &ProjectController::showPlace);
    // Before the tour, which points at the docks.
    connect(&session_, &AnnotateSession::videoChanged, this, &MainWindow::onVideoChanged);
    train_actions_ = new TrainActions(train_page_, &session_, project_controller_, tasks_, messages_, this);
    command_actions_ = new CommandActions(
        &session_, &settings_, actions_,
        {{ActionId::TrainWorkspace, train_page_}, {ActionId::EvaluateWorkspace, evaluate_page_}}, this);
    tour_actions_ =
        new TourActions({this, annotate_page_, docks_, menus_, workspaces_}, &session_, &settings_, actions_);
}

void MainWindow::connectFileActions() {
    const auto on = [this](ActionId id, auto&& what) {
        connect(action(id), &QAction::triggered, this, what);
    };
    ProjectController* project = project_controller_;
    on(ActionId::OpenVideo, [=] { project->chooseVideo(); });
    on(ActionId::OpenFolder, [=] { project->chooseFolder(); });
    on(ActionId::NewProject, [=] { project->chooseNewProject(); });
    on(ActionId::OpenProject, [=] { project->chooseProject(); });
    on(ActionId::Save, [=] { project->save(); });
    on(ActionId::SaveAs, [=] { project->chooseSaveAs(); });
    on(ActionId::CloseProject, [=] { project->closeProject(); });
    on(ActionId::TryDemo, [=] { project->openDemo(); });
    on(ActionId::RemoveVideo, [=, this] { project->removeVideo(session_.videoId()); });
    on(ActionId::Quit, [this] { close(); });
}

void MainWindow::connectWindowActions() {
    const auto on = [this](ActionId id, auto&& what) {
        connect(action(id), &QAction::triggered, this, what);
    };
    on(ActionId::Settings, [this] { showSettings(); });
    on(ActionId::MediaInfo, [this] { showMediaInfo(); });
    on(ActionId::About, [this] { showAbout(); });
    on(ActionId::ResetLayout, [this] { docks_->reset(); });
    connect(action(ActionId::FullScreen), &QAction::toggled, this,
            [this](bool full) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, full)); });
    connect(workspaces_, &Workspaces::shown, this, &MainWindow::onWorkspaceChanged);
    connect(menus_, &WindowMenus::recentChosen, this, &MainWindow::openPath);
    connect(exchange_, &ExchangeActions::reviewWanted, this, &MainWindow::showReview);
    connect(command_actions_, &CommandActions::keysChanged, this, &MainWindow::showKeys);
    connect(tour_actions_, &TourActions::demoWanted, this, &MainWindow::openDemo);
}

void MainWindow::onWorkspaceChanged(int index) {
    set_aside_[workspace_] = messages_->takeMessage();
    workspace_ = index;
    const auto back = std::exchange(set_aside_[index], {});
    if (!back || !messages_->text().isEmpty()) return;
    messages_->showMessage(back);
    messages_->dropOutdated();
}

void MainWindow::connectTasks() {
    connect(tasks_, &StudioTasks::deviceKnown, this, [this](const DeviceStatus& status) {
        device_status_ = fromStd(status.text);
        train_actions_->setTrackingOnGpu(status.is_gpu);
        showDevice();
    });
}

void MainWindow::connectProject() {
    connect(session_.model(), &ProjectModel::replaced, this, [this] {
        set_aside_.clear();  // they were about the project before
        showTitle();
        showUsable();
    });
    connect(project_controller_, &ProjectController::alreadyOpen, workspaces_, &Workspaces::showAnnotate,
            Qt::QueuedConnection);
    connect(project_controller_, &ProjectController::recentChanged, this, [this] {
        showRecent();
        showLeftOpen();
    });
    connect(project_controller_, &ProjectController::demoOpened, this, [this] {
        const bool tracked = !session_.project().runs().empty();
        messages_->showMessage(
            [this, tracked] { return demoMessage(actions_->keyText(ActionId::TrackForward), tracked); });
        tour_actions_->offer();
    });
}

void MainWindow::connectAnnotatePage() {
    const AnnotatePage* page = annotate_page_;
    connect(page, &AnnotatePage::hintChanged, status_, &StatusLine::setHint);
    connect(page, &AnnotatePage::scaleChanged, status_, &StatusLine::setScale);
    connect(page, &AnnotatePage::trackingChosen, this, &MainWindow::askForDevice);
    connect(page, &AnnotatePage::videoWanted, project_controller_, &ProjectController::showVideo);
    connect(page, &AnnotatePage::reviewWanted, this, &MainWindow::showReview);
    connect(page->startPage(), &StartPage::recentChosen, this, &MainWindow::openPath);
    connect(page->startPage(), &StartPage::leftOpenChosen, this, &MainWindow::openPath);
    connect(page->startPage(), &StartPage::deviceHelpWanted, this, &MainWindow::showDoctor);
}

void MainWindow::restoreWindow() {
    const QSettings store;
    docks_->start(store.value("window/state").toByteArray());
    if (!restoreGeometry(store.value("window/geometry").toByteArray()))
        resize(QSize(1280, 820).boundedTo(screen()->availableSize() * kShareOfScreen));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!train_actions_->mayClose() || !project_controller_->mayLeave([this] { close(); }))
        return event->ignore();
    session_.stopTracking();
    workspaces_->showAnnotate();  // the layout is that of Annotate
    QSettings store;
    store.setValue("window/geometry", saveGeometry());
    store.setValue("window/state", docks_->layout());
    saveSettings(settings_);
    tasks_->abandonOpening();
    session_.closeProject();  // all of it is saved
    event->accept();
}

void MainWindow::changeEvent(QEvent* event) {
    // Not only the action changes it: a window that was closed in full screen starts so.
    if (event->type() == QEvent::WindowStateChange) action(ActionId::FullScreen)->setChecked(isFullScreen());
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        // Layouts that were never on screen are not told of new texts, and would keep the room for the old
        // ones.
        QTimer::singleShot(0, this, [this] {
            for (QLayout* layout : findChildren<QLayout*>()) layout->invalidate();
        });
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::retranslate() {
    actions_->retranslate();
    menus_->retranslate();
    docks_->retranslate();
    workspaces_->setTitle(tr("Workspaces"));
    showDevice();
    showTitle();
}

void MainWindow::changeSettings(const Settings& settings) {
    const bool theme_changes = settings.theme != settings_.theme;
    const bool language_changes = settings.language != settings_.language;
    const QVariantMap stored = settings_.stored;  // the given ones may be older
    settings_ = settings;
    settings_.stored = stored;
    saveSettings(settings_);
    services_.set_frame_memory(settings_.frame_megabytes);
    if (theme_changes) applyTheme(settings_.theme);
    if (language_changes) applyLanguage(settings_.language);
    annotate_page_->applySettings();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!localFiles(*event->mimeData()).empty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    project_controller_->openPaths(localFiles(*event->mimeData()));
}

void MainWindow::onVideoChanged() {
    if (session_.hasVideo()) docks_->show();
    annotate_page_->showVideo();
    showTitle();
    showUsable();
    if (!session_.hasVideo()) {
        QTimer::singleShot(0, this, [this] {  // unless another video is shown at once
            const bool has_videos = session_.hasProject() && !session_.project().videos().empty();
            if (!has_videos && workspaces_->annotates()) docks_->hide();
        });
    }
    const std::vector<std::string> damage = session_.video().damage;
    if (!damage.empty()) messages_->showMessage([damage] { return damageMessage(damage); });
}

void MainWindow::annotate(const QString& video, qint64 frame) {
    project_controller_->openPath(video, frame);
}

void MainWindow::useModel(const QString& file) {
    Settings changed = settings_;
    changed.tracker.tracker = "rtrack";
    changed.tracker.model = file.toStdString();
    changeSettings(changed);
    messages_->showMessage([this, file] { return messageOfModel(file); });
}

Message MainWindow::messageOfModel(const QString& file) {
    Message message;
    message.title = tr("Tracking uses this model from now on.");
    message.text =
        tr("%1. Edit > Settings has the model's name and the way back to the model in the box: shipped.")
            .arg(file);
    if (session_.hasVideo())
        message.buttons.push_back({tr("Track the flagged ranges again"), [this] {
                                       workspaces_->showAnnotate();
                                       annotate_page_->review()->trackFlaggedAgain();
                                   }});
    return message;
}

void MainWindow::showKeys() {
    actions_->setKeys(studioKeys(), settings_.keys);
    annotate_page_->showKeys();
}

void MainWindow::showRecent() {
    annotate_page_->startPage()->setRecent(settings_.recent);
    menus_->setRecent(settings_.recent);
}

void MainWindow::showLeftOpen() {
    const QStringList files = session_.hasProject() ? QStringList() : projectsLeftOpen(settings_);
    StartPage* start_page = annotate_page_->startPage();
    if (files.isEmpty()) return start_page->setLeftOpen({});
    start_page->setLeftOpen({files.first(), nameOfWork(settings_, files.first()), lastChange(files.first())});
}

void MainWindow::showTitle() {
    const QString named = project_controller_->projectName();
    const VideoInfo& video = session_.video().info;
    const QString name = is_demo(video.name) ? tr("Demo") : QFileInfo(fromStd(video.name)).fileName();
    const bool read_only = session_.hasProject() && session_.project().read_only();
    const QString project = read_only ? tr("%1 (read only)").arg(named) : named;
    setWindowTitle(session_.hasVideo()     ? tr("%1 – %2 – RTrack Studio").arg(name, project)
                   : session_.hasProject() ? tr("%1 – RTrack Studio").arg(project)
                                           : tr("RTrack Studio"));
}

void MainWindow::showUsable() {
    docks_->setUsable(session_.hasProject(), session_.hasVideo());
}

void MainWindow::showDevice() {
    if (device_status_.isEmpty()) return;
    const QString text = deviceText(device_status_);
    annotate_page_->startPage()->setDevice(text);
    status_->setDevice(text);
}

void MainWindow::askForDevice() {
    if (device_asked_ == settings_.tracker) return;
    device_asked_ = settings_.tracker;
    tasks_->askForDevice(settings_.tracker);
}

void MainWindow::showSettings() {
    auto* dialog = new SettingsDialog(settings_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::changed, this, [this, dialog] {
        Settings changed = settings_;
        dialog->applyTo(changed);
        changeSettings(changed);
    });
    dialog->open();
}

void MainWindow::showMediaInfo() {
    auto* dialog = new MediaDialog(session_.video(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showDoctor() {
    auto* dialog = new DoctorDialog(services_.engine_program, deviceText(device_status_), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About RTrack Studio"),
                                tr("RTrack Studio %1\nFollows objects in video by representative points.\n%2")
                                    .arg(QApplication::applicationVersion(), deviceText(device_status_)),
                                QMessageBox::NoButton, this);
    box->addButton(tr("Close"), QMessageBox::AcceptRole);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}  // namespace rtrack
