#pragma once

#include <QObject>
#include <vector>

#include "app/studio/actions.h"
#include "app/studio/settings.h"
#include "widgets/annotate/annotate_session.h"
#include "widgets/commands/command.h"

class QMainWindow;

namespace rtrack {

class CommandPalette;

/// The command palette and the editor of keys. GUI thread.
class CommandActions : public QObject {
    Q_OBJECT
public:
    /// A workspace's page, whose commands the palette has too; `tab` shows it.
    struct Page {
        ActionId tab;
        QWidget* widget;
    };

    /// All of them must outlive it. @param window  has the menus; parent of the dialogs
    CommandActions(AnnotateSession* session, Settings* settings, Actions* actions, std::vector<Page> pages,
                   QMainWindow* window);

    [[nodiscard]] CommandPalette* palette() const { return palette_; }

Q_SIGNALS:
    /// Settings::keys are others now.
    void keysChanged();

private:
    [[nodiscard]] std::vector<Command> commands() const;
    [[nodiscard]] KeySet keys() const;
    void showKeys();

    AnnotateSession* session_;
    Settings* settings_;
    Actions* actions_;
    std::vector<Page> pages_;
    QMainWindow* window_;
    CommandPalette* palette_;
};

}  // namespace rtrack
