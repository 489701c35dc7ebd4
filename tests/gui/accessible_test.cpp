#include "tests/gui/accessible_test.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QColorDialog>
#include <QDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <algorithm>
#include <set>

#include "tests/gui/evaluation_files.h"
#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tests/support/temporary_folder.h"
#include "widgets/annotate/class_dialog.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/commands/command_palette.h"
#include "widgets/common/message_bar.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/evaluate/score_view.h"
#include "widgets/evaluate/sequence_player.h"
#include "widgets/review/retrack_panel.h"
#include "widgets/tour/guided_tour.h"
#include "widgets/train/runs_table.h"
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
    // Qt keeps a bar without tabs for docks that are hidden.
    if (const auto* tabs = qobject_cast<const QTabBar*>(widget); tabs && tabs->count() == 0) return false;
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
    if (!QTest::qWaitForWindowActive(window, kPatience)) return "the window does not become active";
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

/// The page with two trackers' results.
struct OpenEvaluation {
    OpenEvaluation() {
        files.addTracker("lost", 2, 1);
        files.addTracker("near", 1);
        page.resize(1100, 700);
        page.setEngine(RTRACK_PROGRAM, {"rtrack"}, {});
        page.setSetup({{files.dataset()}, files.results(), {}});
        QSignalSpy loaded(&page, &EvaluatePage::loaded);
        page.show();
        TRY_VERIFY(loaded.count() > 0);
    }
    EvaluationFiles files{3};
    EvaluatePage page;
};

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

void AccessibleTest::tracksAreLockedAndHiddenByKeys() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    window->session()->select(tracks);
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
    window->frameView()->setFocus();
    const std::string before = window.project().content_hash();
    const auto count = [&](bool Track::*mark) {
        return std::ranges::count_if(tracks,
                                     [&](int64_t track) { return window.project().track(track).*mark; });
    };
    window->editor()->setLocked(tracks[0], true);
    QTest::keyClick(window->frameView(), Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(count(&Track::locked), 2);
    QTest::keyClick(window->frameView(), Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(count(&Track::locked), 0);
    QTest::keyClick(window->frameView(), Qt::Key_H, Qt::ControlModifier);
    QCOMPARE(count(&Track::hidden), 2);
    window.trigger(ActionId::Undo);  // each press is one step
    QCOMPARE(window.project().content_hash(), before);
}

void AccessibleTest::theColourOfAClassIsChosenByKeys() {
    OpenWindow window;
    window.trigger(ActionId::Classes);
    auto* dialog = window->findChild<ClassDialog*>();
    dialog->addClass("car");
    const auto has_keys = [dialog] {
        dialog->activateWindow();
        dialog->table()->setFocus();
        return dialog->table()->hasFocus();
    };
    TRY_VERIFY(has_keys());  // else the main window's keys come first
    QTest::keyClick(dialog->table(), Qt::Key_Right);
    bool asked = false;
    QTimer::singleShot(0, dialog, [&asked] {
        auto* colors = qobject_cast<QColorDialog*>(QApplication::activeModalWidget());
        asked = colors != nullptr;
        if (!asked) return;
        colors->setCurrentColor(QColor(1, 2, 3));
        colors->accept();
    });
    QTest::keyClick(dialog->table(), Qt::Key_Return);
    QVERIFY(asked);
    QCOMPARE(window.project().classes().size(), size_t{1});  // Enter presses no button besides
    QCOMPARE(window.project().classes().begin()->second.color, 0x010203U);
    QVERIFY(dialog->isVisible());
}

void AccessibleTest::startPage() {
    OpenWindow window;
    window.trigger(ActionId::CloseProject);
    TRY_VERIFY(!window->session()->hasProject());
    VERIFY_ACCESSIBLE(&*window);
}

void AccessibleTest::comparison() {
    OpenWindow window;
    window.script().doubt_from = 20;
    window.drawBox(truthRect(0));
    window.track(1);
    window.trigger(ActionId::TrackFlaggedAgain);
    TRY_COMPARE(window->session()->retrack()->results().size(), 1U);
    TRY_VERIFY(window->retrackPanel()->acceptButton()->isVisible());
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

void AccessibleTest::trainWithRuns() {
    TemporaryFolder runs;
    for (const std::string name : {"one", "two"}) {
        runs.write(name + "/status.json",
                   R"({"state": "finished", "host": "a-server", "step": 2, "steps": 2})");
        runs.write(name + "/config.yaml", "epochs: 4\n");
    }
    MessageBar messages;
    TrainPage page(RTRACK_PROGRAM, &messages);
    page.setRunsFolder(QString::fromStdString(runs.path().string()));
    page.show();
    TRY_VERIFY(!page.table()->selectedFolders().isEmpty());
    for (int tab = 0; tab < 3; ++tab) {
        page.findChild<QTabWidget*>()->setCurrentIndex(tab);
        VERIFY_ACCESSIBLE(&page);
    }
}

void AccessibleTest::evaluateWithResults() {
    OpenEvaluation open;
    for (auto* tabs : open.page.findChildren<QTabWidget*>()) {
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            VERIFY_ACCESSIBLE(&open.page);
        }
    }
    open.page.showPaperFigures();
    VERIFY_ACCESSIBLE(&open.page);
}

void AccessibleTest::evaluateASequence() {
    OpenEvaluation open;
    Q_EMIT open.page.scores()->sequenceOpened("near", QString::fromStdString(EvaluationFiles::name(1)));
    TRY_VERIFY(open.page.sequencePlayer()->player()->shownFrame() >= 0);
    VERIFY_ACCESSIBLE(&open.page);
}

void AccessibleTest::datasetDialog() {
    EvaluatePage page;
    page.show();
    for (auto* button : page.findChildren<QToolButton*>()) {
        if (button->text() == "Add…" && button->isVisible()) button->click();
    }
    TRY_VERIFY(openDialog(page));
    VERIFY_ACCESSIBLE(openDialog(page));
    delete openDialog(page);
}

void AccessibleTest::dialogs_data() {
    QTest::addColumn<int>("action");
    const std::pair<const char*, ActionId> dialogs[] = {
        {"settings", ActionId::Settings},   {"keys", ActionId::Keys},
        {"export", ActionId::Export},       {"classes", ActionId::Classes},
        {"propagate", ActionId::Propagate}, {"simplify", ActionId::Simplify},
        {"video", ActionId::MediaInfo},     {"labels", ActionId::LabelGuide},
        {"about", ActionId::About}};
    for (const auto& [name, id] : dialogs) QTest::newRow(name) << static_cast<int>(id);
}

void AccessibleTest::dialogs() {
    QFETCH(int, action);
    OpenWindow window;
    window.drawBox(truthRect(0));
    ProjectEdit edit;
    for (const char* name : {"ball", "car"})
        edit.classes[window->session()->model()->newId()] = {name, 0xE69F00, {}, {}};
    window->session()->model()->change(edit, "Classes");
    window.trigger(static_cast<ActionId>(action));
    TRY_VERIFY(openDialog(*window));
    VERIFY_ACCESSIBLE(openDialog(*window));
    openDialog(*window)->reject();
}

void AccessibleTest::newRunDialog() {
    MessageBar messages;
    TrainPage page(RTRACK_PROGRAM, &messages);
    page.show();
    page.newRun();
    TRY_VERIFY(openDialog(page));
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
    TRY_VERIFY(window->tour()->running());
    VERIFY_ACCESSIBLE(&*window);
    window->tour()->end();
}
