#include <QMenuBar>

#include "app/studio/command_list.h"
#include "app/studio/key_profiles.h"
#include "app/studio/main_window.h"
#include "widgets/annotate/inspector.h"
#include "widgets/annotate/transport_bar.h"
#include "widgets/commands/command_palette.h"
#include "widgets/commands/key_editor.h"
#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/train/train_page.h"

namespace rtrack {

void MainWindow::connectCommands() {
    palette_ = new CommandPalette(this);
    connect(action(ActionId::FindCommand), &QAction::triggered, this,
            [this] { palette_->open(commands(), settings_.recent_commands); });
    connect(palette_, &CommandPalette::chosen, this, [this](const QString& id) {
        settings_.addRecentCommand(id);
        saveSettings(settings_);
    });
    connect(action(ActionId::Keys), &QAction::triggered, this, &MainWindow::showKeys);
}

std::vector<Command> MainWindow::commands() {
    std::vector<Command> all;
    addMenuCommands(all, menuBar());
    std::erase_if(all, [](const Command& command) { return command.id == "find_command"; });
    addPageCommands(all, action(ActionId::TrainWorkspace), train_page_);
    addPageCommands(all, action(ActionId::EvaluateWorkspace), evaluate_page_);
    return all;
}

void MainWindow::showKeys() {
    if (auto* open = findChild<KeyEditor*>()) return open->activateWindow();
    const auto keys = [this] {
        KeySet set = studioKeys();
        if (!session_.hasProject()) return set;
        for (const auto& [id, object_class] : session_.project().classes()) {
            if (object_class.key.empty()) continue;
            const Keys key = {QKeySequence(fromStd(object_class.key))};
            set.fixed.push_back(
                {tr("Class %1").arg(fromStd(object_class.name)), shownKeys(key), KeyArea::Annotate, key});
        }
        return set;
    };
    auto* editor = new KeyEditor(keys, settings_.keys, this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &KeyEditor::changed, this, [this](const KeyChoice& choice) {
        settings_.keys = choice;
        saveSettings(settings_);
        takeKeys(choice);
    });
    editor->show();
}

void MainWindow::takeKeys(const KeyChoice& keys) {
    actions_->setKeys(studioKeys(), keys);
    transport_->setGoToKey(actions_->keyText(ActionId::GoToFrame));
    inspector_->setKeys(actions_->keyText(ActionId::Occluded), actions_->keyText(ActionId::Absent));
    refreshActions();
}

}  // namespace rtrack
