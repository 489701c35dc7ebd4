#pragma once

#include <QObject>
#include <map>

#include "app/studio/actions.h"

class QMainWindow;
class QMenu;
class QToolBar;

namespace rtrack {

/// The window's menus, with every action of the table, and the tool bar with the most used ones.
class WindowMenus : public QObject {
    Q_OBJECT
public:
    /// @param panels  show and hide parts of the window: the end of the menu View
    WindowMenus(QMainWindow* window, const Actions* actions, const QList<QAction*>& panels);

    [[nodiscard]] QMenu* menu(MenuId id) const { return menus_.at(id); }
    [[nodiscard]] QToolBar* toolBar() const { return tool_bar_; }
    /// What was open lately, newest first.
    void setRecent(const QStringList& paths);
    void retranslate();

Q_SIGNALS:
    void recentChosen(QString path);

private:
    void buildMenus(QMainWindow* window, const Actions* actions, const QList<QAction*>& panels);
    void buildToolBar(QMainWindow* window, const Actions* actions);

    std::map<MenuId, QMenu*> menus_;
    QMenu* recent_ = nullptr;
    QToolBar* tool_bar_ = nullptr;
};

}  // namespace rtrack
