#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>
#include <functional>
#include <vector>

class QAction;
class QActionGroup;
class QMainWindow;
class QStackedWidget;
class QToolBar;

namespace rtrack {

/// The window's workspaces: tabs in a tool bar, one page each in place of the other. The first one is
/// Annotate; the window's docks, its other tool bars and the keys of its actions belong to that one only.
class Workspaces : public QObject {
    Q_OBJECT
public:
    /// @param annotate_only  disabled as a whole outside Annotate
    Workspaces(QMainWindow* window, QActionGroup* annotate_only);

    /// The pages, to be put where the window has its centre.
    [[nodiscard]] QStackedWidget* pages() { return pages_; }
    /// @param tab  checkable; its text is the tab's title, triggering it shows the page
    void add(QAction* tab, QWidget* page);
    /// Does nothing if it is shown already.
    void show(QWidget* page);
    /// Back to the first: also before the window's layout is saved.
    void showAnnotate();
    [[nodiscard]] bool annotates() const;
    [[nodiscard]] QToolBar* toolBar() { return tool_bar_; }
    void setTitle(const QString& title);  ///< of the tool bar

Q_SIGNALS:
    /// Another one than before. @param index  in the order in which they were added
    void shown(int index);

private:
    void leaveAnnotate();
    void enterAnnotate();

    QMainWindow* window_;
    QActionGroup* annotate_only_;
    QActionGroup* tabs_;
    QToolBar* tool_bar_;
    QStackedWidget* pages_;
    std::vector<QPointer<QWidget>> hidden_;  ///< docks and tool bars that come back with Annotate
};

}  // namespace rtrack
