#pragma once

#include <vector>

#include "widgets/commands/command.h"

class QAction;
class QMenuBar;
class QWidget;

namespace rtrack {

/// Every action of the menus, with the menu as its path.
void addMenuCommands(std::vector<Command>& commands, QMenuBar* menus);

/// What can be done on a workspace's page: its actions, and its buttons that have none.
/// @param tab  shows the page; triggered before the command runs. Its text is the path.
void addPageCommands(std::vector<Command>& commands, QAction* tab, QWidget* page);

}  // namespace rtrack
