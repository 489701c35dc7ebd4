#include "app/studio/workspaces.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QMainWindow>
#include <QStackedWidget>
#include <QToolBar>

namespace rtrack {

Workspaces::Workspaces(QMainWindow* window, QActionGroup* annotate_only)
    : QObject(window),
      window_(window),
      annotate_only_(annotate_only),
      tabs_(new QActionGroup(this)),
      tool_bar_(window->addToolBar(QString())),
      pages_(new QStackedWidget) {
    tool_bar_->setObjectName("workspaces");
    tool_bar_->setMovable(false);
    tool_bar_->toggleViewAction()->setVisible(false);  // the way back is not to be hidden
    tool_bar_->setToolButtonStyle(Qt::ToolButtonTextOnly);
}

void Workspaces::add(QAction* tab, QWidget* page) {
    tabs_->addAction(tab);
    tool_bar_->addAction(tab);
    pages_->addWidget(page);
    if (pages_->count() == 1) {
        tab->setChecked(true);
    } else {
        page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    }
    page->setProperty("tab", QVariant::fromValue(tab));
    connect(tab, &QAction::triggered, this, [this, page] { show(page); });
}

void Workspaces::show(QWidget* page) {
    if (pages_->currentWidget() == page) return;
    if (pages_->currentIndex() == 0) leaveAnnotate();
    // A page that is not shown does not say how small the window may be: beside Annotate there are docks.
    pages_->currentWidget()->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    page->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    pages_->setCurrentWidget(page);
    page->property("tab").value<QAction*>()->setChecked(true);
    if (pages_->currentIndex() == 0) enterAnnotate();
    Q_EMIT shown(pages_->currentIndex());
}

void Workspaces::showAnnotate() {
    show(pages_->widget(0));
}

bool Workspaces::annotates() const {
    return pages_->currentIndex() == 0;
}

void Workspaces::setTitle(const QString& title) {
    tool_bar_->setWindowTitle(title);
}

void Workspaces::leaveAnnotate() {
    const auto hide = [this](QWidget* part) {
        if (part == tool_bar_ || part->isHidden()) return;
        hidden_.emplace_back(part);
        part->hide();
    };
    for (QToolBar* bar : window_->findChildren<QToolBar*>(QString(), Qt::FindDirectChildrenOnly)) hide(bar);
    for (QDockWidget* dock : window_->findChildren<QDockWidget*>()) {
        hide(dock);
        dock->toggleViewAction()->setEnabled(false);
    }
    annotate_only_->setEnabled(false);
}

void Workspaces::enterAnnotate() {
    for (QDockWidget* dock : window_->findChildren<QDockWidget*>())
        dock->toggleViewAction()->setEnabled(true);
    annotate_only_->setEnabled(true);
    for (const QPointer<QWidget>& part : hidden_) {
        if (part) part->show();
    }
    hidden_.clear();
}

}  // namespace rtrack
