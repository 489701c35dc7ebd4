#include "tests/gui/accessible_test.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QDialog>
#include <QMessageBox>
#include <QTest>
#include <set>

#include "tests/gui/fakes.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/commands/command_palette.h"
#include "widgets/common/message_bar.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/tour/guided_tour.h"
#include "widgets/train/train_page.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

constexpr int kMostTabs = 400;

QString describe(const QWidget* widget) {
    QStringList parts;
    for (const QWidget* at = widget; at && parts.size() < 4; at = at->parentWidget())
        parts << at->metaObject()->className();
    return parts.join(" in ") + (widget->objectName().isEmpty() ? "" : " \"" + widget->objectName() + "\"");
}

/// What takes the keyboard itself, not a part that stands for another.
bool isFocusable(const QWidget* widget) {
    return widget->isEnabled() && widget->isVisible() && !widget->focusProxy() &&
           (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
}

QStringList namesMissing(const QList<QWidget*>& widgets) {
    QStringList missing;
    for (QWidget* widget : widgets) {
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty())
            missing << describe(widget);
    }
    return missing;
}

/// In the picture Tab goes from object to object, and with Ctrl on.
void pressTab(QWidget* widget) {
    const bool in_picture = qobject_cast<FrameView*>(widget);
    QTest::keyClick(widget, Qt::Key_Tab, in_picture ? Qt::ControlModifier : Qt::NoModifier);
}

/// All that Tab comes by, starting where the keyboard is, until it is there again.
std::set<QWidget*> tabRound(QWidget* window) {
    std::set<QWidget*> seen;
    QWidget* start = window->focusWidget();
    for (int i = 0; i < kMostTabs; ++i) {
        QWidget* now = window->focusWidget();
        if (!now) break;
        seen.insert(now);
        pressTab(now);
        if (window->focusWidget() == start) break;
    }
    return seen;
}

/// @return complaints; empty: all is well
QString complaintsAbout(QWidget* window) {
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window)) return "the window does not become active";
    QList<QWidget*> widgets;
    for (QWidget* widget : window->findChildren<QWidget*>()) {
        if (widget->window() == window && isFocusable(widget)) widgets << widget;
    }
    if (widgets.isEmpty()) return "nothing can be used";
    QStringList complaints;
    for (const QString& nameless : namesMissing(widgets)) complaints << "no name: " + nameless;
    if (!window->focusWidget()) widgets.first()->setFocus(Qt::TabFocusReason);
    const std::set<QWidget*> reached = tabRound(window);
    for (QWidget* widget : widgets) {
        // Of buttons that exclude each other, Tab reaches the chosen one and arrows the others.
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        if (button && button->autoExclusive() && button->isCheckable() && !button->isChecked()) continue;
        if (!reached.contains(widget)) complaints << "not reached: " + describe(widget);
    }
    return complaints.join("\n");
}

QDialog* openDialog(QWidget& window) {
    for (QDialog* dialog : window.findChildren<QDialog*>()) {
        if (dialog->isVisible()) return dialog;
    }
    return nullptr;
}

}  // namespace

#define VERIFY_ACCESSIBLE(window)                               \
    do {                                                        \
        const QString complaints = complaintsAbout(window);     \
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints)); \
    } while (false)

void AccessibleTest::annotate() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.drawBox(truthRect(0, 1));  // two objects: Tab goes from one to the other
    window->frameView()->setFocus();
    VERIFY_ACCESSIBLE(&*window);
}

void AccessibleTest::startPage() {
    OpenWindow window;
    window.trigger(ActionId::CloseProject);
    QTRY_VERIFY(!window->session()->hasProject());
    VERIFY_ACCESSIBLE(&*window);
}

void AccessibleTest::train() {
    OpenWindow window;
    window.trigger(ActionId::TrainWorkspace);
    VERIFY_ACCESSIBLE(&*window);
}

void AccessibleTest::evaluate() {
    OpenWindow window;
    window.trigger(ActionId::EvaluateWorkspace);
    VERIFY_ACCESSIBLE(&*window);
}

void AccessibleTest::dialogs_data() {
    QTest::addColumn<int>("action");
    const std::pair<const char*, ActionId> dialogs[] = {
        {"settings", ActionId::Settings},   {"keys", ActionId::Keys},
        {"export", ActionId::Export},       {"classes", ActionId::Classes},
        {"propagate", ActionId::Propagate}, {"simplify", ActionId::Simplify},
        {"about", ActionId::About}};
    for (const auto& [name, id] : dialogs) QTest::newRow(name) << static_cast<int>(id);
}

void AccessibleTest::dialogs() {
    QFETCH(int, action);
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.trigger(static_cast<ActionId>(action));
    QTRY_VERIFY(openDialog(*window));
    VERIFY_ACCESSIBLE(openDialog(*window));
    openDialog(*window)->reject();
}

void AccessibleTest::newRunDialog() {
    MessageBar messages;
    TrainPage page(RTRACK_PROGRAM, &messages);
    page.show();
    page.newRun();
    QTRY_VERIFY_WITH_TIMEOUT(openDialog(page), 60000);
    VERIFY_ACCESSIBLE(openDialog(page));
    openDialog(page)->reject();
}

void AccessibleTest::paletteAndTour() {
    OpenWindow window;
    window.trigger(ActionId::FindCommand);
    for (QWidget* part : window->commandPalette()->findChildren<QWidget*>()) {
        if (isFocusable(part)) QVERIFY2(namesMissing({part}).isEmpty(), qPrintable(describe(part)));
    }
    window->commandPalette()->close();
    window.trigger(ActionId::TakeTour);
    QTRY_VERIFY(window->tour()->running());
    VERIFY_ACCESSIBLE(&*window);
    window->tour()->end();
}
