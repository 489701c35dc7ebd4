#include "app/studio/window_menus.h"

#include <QDir>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

namespace rtrack {
namespace {

constexpr MenuId kMenuOrder[] = {MenuId::File,  MenuId::Edit, MenuId::Go,
                                 MenuId::Track, MenuId::View, MenuId::Help};

}  // namespace

WindowMenus::WindowMenus(QMainWindow* window, const Actions* actions, const QList<QAction*>& panels)
    : QObject(window) {
    buildMenus(window, actions, panels);
    buildToolBar(window, actions);
}

void WindowMenus::buildMenus(QMainWindow* window, const Actions* actions, const QList<QAction*>& panels) {
    for (const MenuId id : kMenuOrder) menus_[id] = window->menuBar()->addMenu(QString());
    for (const ActionSpec& spec : actionTable()) {
        if (spec.separator_before) menus_[spec.menu]->addSeparator();
        if (spec.id == ActionId::TryDemo) recent_ = menus_[spec.menu]->addMenu(QString());
        menus_[spec.menu]->addAction(actions->get(spec.id));
    }
    menus_[MenuId::View]->addSeparator();
    menus_[MenuId::View]->addActions(panels);
}

void WindowMenus::buildToolBar(QMainWindow* window, const Actions* actions) {
    tool_bar_ = window->addToolBar(QString());
    tool_bar_->setObjectName("tools");
    tool_bar_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tool_bar_->setIconSize(QSize(18, 18));
    tool_bar_->addActions(actions->list({ActionId::OpenVideo}));
    tool_bar_->addSeparator();
    tool_bar_->addActions(actions->list(
        {ActionId::NewBox, ActionId::TrackBackward, ActionId::TrackForward, ActionId::StopTracking}));
    tool_bar_->addSeparator();
    tool_bar_->addActions(actions->list({ActionId::Undo, ActionId::Redo}));
    tool_bar_->addSeparator();
    tool_bar_->addActions(actions->list({ActionId::Export}));
}

void WindowMenus::setRecent(const QStringList& paths) {
    recent_->clear();
    recent_->setEnabled(!paths.isEmpty());
    for (const QString& path : paths) {
        connect(recent_->addAction(QDir::toNativeSeparators(path)), &QAction::triggered, this,
                [this, path] { Q_EMIT recentChosen(path); });
    }
}

void WindowMenus::retranslate() {
    for (const auto& [id, menu] : menus_) menu->setTitle(Actions::menuTitle(id));
    tool_bar_->setWindowTitle(tr("Tools"));
    recent_->setTitle(tr("&Recent"));
}

}  // namespace rtrack
