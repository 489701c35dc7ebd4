#include "app/studio/main_window.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTextEdit>
#include <QTimer>
#include <QToolBar>
#include <QVBoxLayout>

#include "app/studio/command_actions.h"
#include "app/studio/exchange_actions.h"
#include "app/studio/review_actions.h"
#include "app/studio/track_actions.h"
#include "app/studio/workspaces.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/inspector.h"
#include "widgets/annotate/timeline.h"
#include "widgets/annotate/track_list.h"
#include "widgets/annotate/transport_bar.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/focus_edge.h"
#include "widgets/common/start_page.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/train/train_page.h"

namespace rtrack {
namespace {

constexpr int kLayoutVersion = 3;
constexpr double kShareOfScreen = 0.95;  // at first, at most

QStringList localFiles(const QMimeData& dropped) {
    QStringList files;
    for (const QUrl& url : dropped.urls()) {
        if (url.isLocalFile()) files << url.toLocalFile();
    }
    return files;
}

constexpr MenuId kMenuOrder[] = {MenuId::File,  MenuId::Edit, MenuId::Go,
                                 MenuId::Track, MenuId::View, MenuId::Help};

/// Keys that a widget with the focus takes for itself, whatever else they do in the window.
bool isMeantFor(QObject* widget, int key) {
    if (key == Qt::Key_Space) return qobject_cast<QAbstractButton*>(widget) != nullptr;
    if (key != Qt::Key_Return && key != Qt::Key_Enter) return false;
    return qobject_cast<QLineEdit*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) ||
           qobject_cast<QPlainTextEdit*>(widget) || qobject_cast<QTextEdit*>(widget);
}

}  // namespace

MainWindow::MainWindow(StudioServices services, QWidget* parent)
    : QMainWindow(parent), settings_(loadSettings()), services_(std::move(services)) {
    services_.set_frame_memory(settings_.frame_megabytes);
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    actions_ = new Actions(this);
    workspaces_ = new Workspaces(this, actions_->annotateOnly());
    buildCenter();
    buildDocks();
    buildMenus();
    buildStatusBar();
    tasks_ = new StudioTasks(services_, messages_, this);
    connectWorkspaces();
    project_controller_ = new ProjectController(&session_, tasks_, messages_, &settings_, this);

    exchange_ = new ExchangeActions(&session_, tasks_, &settings_, messages_, actions_, this);
    connectFileActions();
    connectProject();
    connectGoActions();
    connectEditActions();
    connectViewActions();
    connectSession();
    connectViews();
    track_actions_ = new TrackActions(&session_, &editor_, inspector_, messages_, actions_, this);
    command_actions_ = new CommandActions(
        &session_, &settings_, actions_,
        {{ActionId::TrainWorkspace, train_page_}, {ActionId::EvaluateWorkspace, evaluate_page_}}, this);
    connectParts();
    connectTour();
    qApp->installEventFilter(this);

    takeKeys();
    retranslate();
    restoreLayout();
    refreshRecent();
    refreshTracker();
    refreshBox();
    refreshActions();
    showLeftOpen();
}

MainWindow::~MainWindow() {
    // The session ends after this and before the widgets: from here on it has nobody to tell.
    session_.stopTracking();
    for (QObject* sender :
         std::initializer_list<QObject*>{&session_, session_.model(), session_.player(), session_.trackRun(),
                                         session_.retrack(), &editor_, tasks_, project_controller_}) {
        disconnect(sender, nullptr, this, nullptr);
    }
    for (QObject* part :
         std::initializer_list<QObject*>{exchange_, command_actions_, track_actions_, review_})
        delete part;
}

void MainWindow::buildCenter() {
    pages_ = new QStackedWidget;
    start_page_ = new StartPage(actions_->list(
        {ActionId::OpenVideo, ActionId::OpenFolder, ActionId::OpenProject, ActionId::TryDemo}));
    frame_view_ = new FrameView;
    new FocusEdge(frame_view_);
    start_area_ = new QScrollArea;  // where there is little room, beside docks
    start_area_->setWidget(start_page_);
    start_area_->setWidgetResizable(true);
    start_area_->setFrameShape(QFrame::NoFrame);
    start_area_->setFocusPolicy(Qt::NoFocus);
    pages_->addWidget(start_area_);
    pages_->addWidget(frame_view_);
    auto* center = new QWidget;
    auto* column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(messages_ = new MessageBar);
    column->addWidget(workspaces_->pages(), 1);
    setCentralWidget(center);
}

void MainWindow::buildDocks() {
    transport_ = new TransportBar(actions_->list({ActionId::ToStart, ActionId::StepBack, ActionId::PlayPause,
                                                  ActionId::StepForward, ActionId::ToEnd}));
    timeline_ = new Timeline(&session_);
    auto* bottom = new QWidget;
    auto* column = new QVBoxLayout(bottom);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(transport_);
    column->addWidget(timeline_, 1);
    timeline_dock_ = addDock("timeline", bottom, Qt::BottomDockWidgetArea);

    inspector_ = new Inspector;
    inspector_->setTrackers(services_.tracker_names, QString::fromStdString(settings_.tracker.tracker));
    inspector_dock_ = addDock("inspector", inspector_, Qt::RightDockWidgetArea);
    review_ = new ReviewActions(&session_, &editor_, actions_, messages_, this);
    review_dock_ = addDock("review", review_->pages(), Qt::RightDockWidgetArea);
    tabifyDockWidget(inspector_dock_, review_dock_);
    inspector_dock_->raise();
    track_list_ = new TrackList(&session_, &editor_);
    tracks_dock_ = addDock("tracks", track_list_, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({timeline_dock_}, {270}, Qt::Vertical);
    resizeDocks({tracks_dock_}, {300}, Qt::Horizontal);
}

QDockWidget* MainWindow::addDock(const QString& name, QWidget* widget, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget;
    dock->setObjectName(name);  // in the saved layout
    dock->setWidget(widget);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::buildMenus() {
    for (const MenuId id : kMenuOrder) menus_[id] = menuBar()->addMenu(QString());
    for (const ActionSpec& spec : actionTable()) {
        if (spec.separator_before) menus_[spec.menu]->addSeparator();
        if (spec.id == ActionId::TryDemo) recent_menu_ = menus_[spec.menu]->addMenu(QString());
        menus_[spec.menu]->addAction(actions_->get(spec.id));
    }
    menus_[MenuId::View]->addSeparator();
    menus_[MenuId::View]->addAction(timeline_dock_->toggleViewAction());
    menus_[MenuId::View]->addAction(inspector_dock_->toggleViewAction());
    menus_[MenuId::View]->addAction(review_dock_->toggleViewAction());
    menus_[MenuId::View]->addAction(tracks_dock_->toggleViewAction());

    tool_bar_ = addToolBar(QString());
    tool_bar_->setObjectName("tools");
    tool_bar_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tool_bar_->setIconSize(QSize(18, 18));
    tool_bar_->addActions(actions_->list({ActionId::OpenVideo}));
    tool_bar_->addSeparator();
    tool_bar_->addActions(actions_->list(
        {ActionId::NewBox, ActionId::TrackBackward, ActionId::TrackForward, ActionId::StopTracking}));
    tool_bar_->addSeparator();
    tool_bar_->addActions(actions_->list({ActionId::Undo, ActionId::Redo}));
    tool_bar_->addSeparator();
    tool_bar_->addActions(actions_->list({ActionId::Export}));
}

void MainWindow::buildStatusBar() {
    statusBar()->addWidget(hint_ = new ElidedLabel, 1);
    for (QLabel** label : {&saved_label_, &media_label_, &zoom_label_, &device_label_}) {
        statusBar()->addPermanentWidget(*label = new QLabel);
        (*label)->setContentsMargins(6, 0, 6, 0);
    }
}

void MainWindow::retranslate() {
    actions_->retranslate();
    for (const auto& [id, menu] : menus_) menu->setTitle(Actions::menuTitle(id));
    timeline_dock_->setWindowTitle(tr("Timeline"));
    inspector_dock_->setWindowTitle(tr("Inspector"));
    review_dock_->setWindowTitle(tr("Review"));
    tracks_dock_->setWindowTitle(tr("Tracks"));
    showSaved();
    showDevice();
    tool_bar_->setWindowTitle(tr("Tools"));
    workspaces_->setTitle(tr("Workspaces"));
    recent_menu_->setTitle(tr("&Recent"));
    frame_view_->setAccessibleName(tr("Picture with the boxes"));
    device_label_->setAccessibleName(tr("Device"));
    refreshTitle();
    refreshBox();
    refreshActions();
}

void MainWindow::changeEvent(QEvent* event) {
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

void MainWindow::restoreLayout() {
    default_layout_ = saveState(kLayoutVersion);
    const QSettings store;
    if (!restoreGeometry(store.value("window/geometry").toByteArray()))
        resize(QSize(1280, 820).boundedTo(screen()->availableSize() * kShareOfScreen));
    layout_of_last_time_ = store.value("window/state").toByteArray();
    for (QDockWidget* dock : {timeline_dock_, inspector_dock_, review_dock_, tracks_dock_}) dock->hide();
}

void MainWindow::showDocks() {
    if (std::exchange(docks_shown_, true)) return;
    if (!restoreState(layout_of_last_time_, kLayoutVersion)) resetLayout();
}

void MainWindow::hideDocks() {
    const bool has_videos = session_.hasProject() && !session_.project().videos().empty();
    if (has_videos || !docks_shown_ || !workspaces_->annotates()) return;
    docks_shown_ = false;
    layout_of_last_time_ = saveState(kLayoutVersion);
    for (QDockWidget* dock : {timeline_dock_, inspector_dock_, review_dock_, tracks_dock_}) dock->hide();
}

ReviewPanel* MainWindow::reviewPanel() const {
    return review_->panel();
}

RetrackPanel* MainWindow::retrackPanel() const {
    return review_->retrackPanel();
}

CommandPalette* MainWindow::commandPalette() const {
    return command_actions_->palette();
}

void MainWindow::showReview() {
    if (!docks_shown_) return;
    review_dock_->show();
    review_dock_->raise();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!runs_answered_ && train_page_->runsAtWork() > 0) {
        event->ignore();
        return askAboutRuns();
    }
    session_.stopTracking();
    workspaces_->showAnnotate();  // the layout is that of Annotate
    QSettings store;
    store.setValue("window/geometry", saveGeometry());
    store.setValue("window/state", docks_shown_ ? saveState(kLayoutVersion) : layout_of_last_time_);
    saveSettings(settings_);
    session_.closeProject();  // all of it is saved
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!localFiles(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    dropped_ = localFiles(*event->mimeData());
    openNextDropped();
}

void MainWindow::openNextDropped() {
    if (!dropped_.isEmpty()) openPath(dropped_.takeFirst());
}

void MainWindow::resetLayout() {
    restoreState(default_layout_, kLayoutVersion);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    // Space plays, except on a button that the keyboard has reached: there it presses the button. Enter
    // accepts a box, except in a field: there it ends what is being entered.
    if (event->type() == QEvent::ShortcutOverride &&
        isMeantFor(watched, static_cast<QKeyEvent*>(event)->key())) {
        event->accept();
        return true;
    }
    return QMainWindow::eventFilter(watched, event);
}

}  // namespace rtrack
