#pragma once

#include <QFrame>
#include <QPointer>
#include <vector>

#include "widgets/commands/command.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace rtrack {

/// A line to type in and the commands that answer to it, over the top of the window: with the keyboard alone,
/// Enter runs the chosen one, Esc or a click elsewhere closes it. What cannot be run now is grey.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);

    /// @param recent  ids of commands run before, the latest first; they stand first while nothing is typed
    void open(std::vector<Command> commands, QStringList recent);
    void close();

    [[nodiscard]] QLineEdit* line() { return line_; }
    [[nodiscard]] QListWidget* list() { return list_; }

Q_SIGNALS:
    /// After the palette closed and before the command runs.
    void chosen(QString id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void retranslate();
    void place();
    void refresh();
    void runCurrent();
    void tellCurrent();
    [[nodiscard]] QString spoken(const Command& command) const;

    QLineEdit* line_;
    QListWidget* list_;
    QLabel* nothing_;
    std::vector<Command> commands_;
    QStringList recent_;
    QPointer<QWidget> focus_before_;
};

}  // namespace rtrack
