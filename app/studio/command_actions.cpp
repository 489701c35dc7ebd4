#include "app/studio/command_actions.h"

#include <QMainWindow>

#include "app/studio/command_list.h"
#include "app/studio/key_profiles.h"
#include "widgets/commands/command_palette.h"
#include "widgets/commands/key_editor.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

CommandActions::CommandActions(AnnotateSession* session, Settings* settings, Actions* actions,
                               std::vector<Page> pages, QMainWindow* window)
    : QObject(window),
      session_(session),
      settings_(settings),
      actions_(actions),
      pages_(std::move(pages)),
      window_(window),
      palette_(new CommandPalette(window)) {
    connect(actions->get(ActionId::FindCommand), &QAction::triggered, this,
            [this] { palette_->open(commands(), settings_->recent_commands); });
    connect(palette_, &CommandPalette::chosen, this, [this](const QString& id) {
        settings_->addRecentCommand(id);
        saveSettings(*settings_);
    });
    connect(actions->get(ActionId::Keys), &QAction::triggered, this, &CommandActions::showKeys);
}

std::vector<Command> CommandActions::commands() const {
    std::vector<Command> all;
    addMenuCommands(all, window_->menuBar());
    std::erase_if(all, [](const Command& command) { return command.id == "find_command"; });
    for (const Page& page : pages_) addPageCommands(all, actions_->get(page.tab), page.widget);
    return all;
}

KeySet CommandActions::keys() const {
    KeySet set = studioKeys();
    if (!session_->hasProject()) return set;
    for (const auto& [id, object_class] : session_->project().classes()) {
        if (object_class.key.empty()) continue;
        const Keys key = {QKeySequence(fromStd(object_class.key))};
        set.fixed.push_back(
            {tr("Class %1").arg(fromStd(object_class.name)), shownKeys(key), KeyArea::Annotate, key});
    }
    return set;
}

void CommandActions::showKeys() {
    if (auto* open = window_->findChild<KeyEditor*>()) return open->activateWindow();
    auto* editor = new KeyEditor([this] { return keys(); }, settings_->keys, window_);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &KeyEditor::changed, this, [this](const KeyChoice& choice) {
        settings_->keys = choice;
        saveSettings(*settings_);
        Q_EMIT keysChanged();
    });
    editor->show();
}

}  // namespace rtrack
