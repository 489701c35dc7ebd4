#include "app/studio/command_list.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>

#include "app/studio/actions.h"

namespace rtrack {
namespace {

QString idOf(const QString& name, const QString& path, const QObject* of) {
    return of->objectName().isEmpty() ? path + "/" + name : of->objectName();
}

QString englishNameOf(const QAction* action) {
    for (const ActionSpec& spec : actionTable()) {
        if (action->objectName() == QLatin1String(spec.name))
            return withoutMenuMarks(QString::fromUtf8(spec.text));
    }
    return {};
}

Command commandOf(QAction* action, const QString& path, QAction* tab) {
    Command command;
    command.name = withoutMenuMarks(action->text());
    command.id = idOf(command.name, path, action);
    command.other_name = englishNameOf(action);
    command.path = path;
    command.keys = shownKeys(action->shortcuts());
    command.enabled = action->isEnabled() && action->isVisible();
    command.run = [action = QPointer(action), tab = QPointer(tab)] {
        if (tab) tab->trigger();
        if (action) action->trigger();
    };
    return command;
}

Command commandOf(QAbstractButton* button, const QString& path, QAction* tab) {
    Command command;
    command.name = withoutMenuMarks(button->text());
    command.id = idOf(command.name, path, button);
    command.path = path;
    command.enabled = button->isEnabled();
    command.run = [button = QPointer(button), tab = QPointer(tab)] {
        if (tab) tab->trigger();
        if (button) button->click();
    };
    return command;
}

void addMenu(std::vector<Command>& commands, const QList<QAction*>& actions, const QString& path) {
    for (QAction* action : actions) {
        if (action->isSeparator() || !action->isVisible()) continue;
        if (QMenu* menu = action->menu()) {
            const QString title = withoutMenuMarks(menu->title());
            addMenu(commands, menu->actions(),
                    path.isEmpty() ? title : path + QString::fromUtf8(" › ") + title);
        } else if (!action->text().isEmpty()) {
            commands.push_back(commandOf(action, path, nullptr));
        }
    }
}

bool has(const std::vector<Command>& commands, const QString& name, const QString& path) {
    return std::any_of(commands.begin(), commands.end(),
                       [&](const Command& command) { return command.name == name && command.path == path; });
}

/// Not those that Qt's own widgets bring along.
bool isOurs(const QAction* action) {
    return !qobject_cast<QLineEdit*>(action->parent()) && !action->isSeparator() && !action->menu() &&
           !action->text().isEmpty() && !action->objectName().startsWith("_q_");
}

}  // namespace

void addMenuCommands(std::vector<Command>& commands, QMenuBar* menus) {
    addMenu(commands, menus->actions(), QString());
}

void addPageCommands(std::vector<Command>& commands, QAction* tab, QWidget* page) {
    const QString path = withoutMenuMarks(tab->text());
    for (QAction* action : page->findChildren<QAction*>()) {
        if (isOurs(action) && !has(commands, withoutMenuMarks(action->text()), path))
            commands.push_back(commandOf(action, path, tab));
    }
    for (QAbstractButton* button : page->findChildren<QAbstractButton*>()) {
        const auto* tool = qobject_cast<QToolButton*>(button);
        if (!tool && !qobject_cast<QPushButton*>(button)) continue;
        if (tool && (tool->defaultAction() || tool->popupMode() == QToolButton::InstantPopup)) continue;
        const QString name = withoutMenuMarks(button->text());
        if (name.isEmpty() || !button->isVisibleTo(page) || has(commands, name, path)) continue;
        commands.push_back(commandOf(button, path, tab));
    }
}

}  // namespace rtrack
