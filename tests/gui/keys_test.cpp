#include "tests/gui/keys_test.h"

#include <QAccessible>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include "app/studio/key_profiles.h"
#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tracking/base/error.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/commands/command_delegate.h"
#include "widgets/commands/command_palette.h"
#include "widgets/commands/fuzzy_match.h"
#include "widgets/commands/key_editor.h"
#include "widgets/commands/key_file.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

/// The settings' keys are shared by all windows: put back after a test that changes them.
class KeysKept {
public:
    KeysKept() {
        Settings standard = loadSettings();
        standard.keys = {};
        standard.recent_commands.clear();
        saveSettings(standard);
    }

private:
    SettingsKept kept_;
};

QListWidgetItem* rowOf(CommandPalette* palette, const QString& name) {
    const QList<QListWidgetItem*> rows = palette->list()->findItems(name, Qt::MatchExactly);
    return rows.isEmpty() ? nullptr : rows.first();
}

KeyEditor* openEditor(OpenWindow& window) {
    window.trigger(ActionId::Keys);
    return window->findChild<KeyEditor*>();
}

QPushButton* buttonOf(KeyEditor* editor, const QString& text) {
    for (auto* button : editor->findChildren<QPushButton*>()) {
        if (button->text() == text) return button;
    }
    return nullptr;
}

QString wordsOf(KeyEditor* editor) {
    QStringList words;
    for (const auto* label : editor->findChildren<QLabel*>()) words << label->text();
    return words.join("\n");
}

}  // namespace

void KeysTest::fuzzySearchPutsStartsOfWordsFirst() {
    QVERIFY(!fuzzyMatch("xyz", "Track forward"));
    QVERIFY(!fuzzyMatch("forward track x", "Track forward"));
    QCOMPARE(fuzzyMatch("", "Track forward")->score, 0);
    QCOMPARE(fuzzyMatch("TF", "Track forward")->positions, QList<int>({0, 6}));
    QVERIFY(fuzzyMatch("forward track", "Track forward"));  // words in any order
    QVERIFY(fuzzyMatch("tf", "Track forward")->score > fuzzyMatch("tf", "Cut after")->score);
    QVERIFY(fuzzyMatch("undo", "Undo")->score > fuzzyMatch("undo", "Bound doc")->score);
    QVERIFY(fuzzyMatch("exp", "Export boxes")->score > fuzzyMatch("exp", "Next exposure")->score);
    QCOMPARE(fuzzyMatch(QString::fromUtf8("撤"), QString::fromUtf8("撤销"))->positions, QList<int>({0}));
}

void KeysTest::thePaletteRunsAnActionByKeyboardAlone() {
    const KeysKept kept;
    OpenWindow window;
    window.drawBox(truthRect(0));
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));  // else its keys do nothing
    window->frameView()->setFocus();
    QTest::keyClick(window->frameView(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    CommandPalette* palette = window->commandPalette();
    QVERIFY(palette->isVisible());
    // Letters that are keys of the window go into the line only.
    QTest::keyClicks(palette->line(), "undo");
    QCOMPARE(window.boxCount(), 1);
    QCOMPARE(palette->list()->currentItem()->text(), QString("Undo"));
    QTest::keyClick(palette->line(), Qt::Key_Return);
    QVERIFY(!palette->isVisible());
    QCOMPARE(window.boxCount(), 0);
    QCOMPARE(QApplication::focusWidget(), window->frameView());

    window.trigger(ActionId::FindCommand);
    QTest::keyClick(palette->line(), Qt::Key_Down);
    QCOMPARE(palette->list()->currentRow(), 1);
    QTest::keyClick(palette->line(), Qt::Key_Escape);
    QVERIFY(!palette->isVisible());
    QCOMPARE(window.boxCount(), 0);

    window.trigger(ActionId::FindCommand);
    QTest::mouseClick(palette->line(), Qt::LeftButton);
    QVERIFY(palette->isVisible());
    QTest::mouseClick(window->statusBar(), Qt::LeftButton);  // takes no keyboard, but is elsewhere
    QVERIFY(!palette->isVisible());
}

void KeysTest::thePaletteShowsKeyAndMenuAndGreysWhatCannotRun() {
    const KeysKept kept;
    OpenWindow window;
    window.trigger(ActionId::FindCommand);
    CommandPalette* palette = window->commandPalette();
    const QListWidgetItem* track = rowOf(palette, "Track forward");
    QVERIFY(track);
    QCOMPARE(track->data(CommandDelegate::kKeys).toString(), QString("T"));
    QCOMPARE(track->data(CommandDelegate::kPath).toString(), QString("Track"));
    QVERIFY(track->data(CommandDelegate::kEnabled).toBool());
    const QListWidgetItem* stop = rowOf(palette, "Stop tracking");
    QVERIFY(!stop->data(CommandDelegate::kEnabled).toBool());
    QVERIFY(stop->data(Qt::AccessibleTextRole).toString().contains("cannot be run now"));
    QVERIFY(!QAccessible::queryAccessibleInterface(palette->line())->text(QAccessible::Name).isEmpty());
    QVERIFY(!QAccessible::queryAccessibleInterface(palette->list())->text(QAccessible::Name).isEmpty());
    QTest::keyClicks(palette->line(), "stop tracking");
    QTest::keyClick(palette->line(), Qt::Key_Return);
    QVERIFY(palette->isVisible());  // nothing happens
    QTest::keyClicks(palette->line(), " qqq");
    QCOMPARE(palette->list()->count(), 0);
    QTest::keyClick(palette->line(), Qt::Key_Return);
    QVERIFY(palette->isVisible());
}

void KeysTest::thePaletteHasTheWorkspacesActionsAndTheLatestFirst() {
    const KeysKept kept;
    OpenWindow window;
    window.trigger(ActionId::FindCommand);
    CommandPalette* palette = window->commandPalette();
    QCOMPARE(palette->list()->item(0)->text(), QString("Open video"));
    bool of_train = false, of_evaluate = false;
    for (int row = 0; row < palette->list()->count(); ++row) {
        const QString path = palette->list()->item(row)->data(CommandDelegate::kPath).toString();
        of_train = of_train || path == "Train";
        of_evaluate = of_evaluate || path == "Evaluate";
    }
    QVERIFY(of_train);
    QVERIFY(of_evaluate);
    for (const char* name : {"zoom in", "Follow the target"}) {
        palette->line()->setText(name);
        QTest::keyClick(palette->line(), Qt::Key_Return);
        window.trigger(ActionId::FindCommand);
    }
    QCOMPARE(palette->list()->item(0)->text(), QString("Follow the target"));
    QCOMPARE(palette->list()->item(1)->text(), QString("Zoom in"));
    QCOMPARE(loadSettings().recent_commands.first(), QString("follow_target"));
}

void KeysTest::noProfileHasAKeyTwice() {
    const KeySet set = studioKeys();
    QCOMPARE(set.profiles.size(), size_t{3});
    for (const KeyProfile& profile : set.profiles) {
        const KeyChoice choice{profile.id, {}};
        for (const KeyedCommand& command : set.commands) {
            const Keys contested = contestedKeys(set, choice, command.id);
            QVERIFY2(contested.isEmpty(),
                     qPrintable(profile.name + " " + command.id + " " + shownKeys(contested)));
            const Keys keys = keysInForce(set, choice, command.id);
            for (const QKeySequence& key : keys) {
                QVERIFY2(key.count() == 1 && key[0].key() != Qt::Key_unknown, qPrintable(command.id));
                QCOMPARE(keys.count(key), 1);
            }
        }
    }
}

void KeysTest::keysOfOneWorkspaceDoNotMeetThoseOfAnother() {
    const KeySet set = studioKeys();
    // Left steps in Annotate and in a sequence of Evaluate; an action that acts in both would meet them.
    const QKeySequence left("Left");
    QVERIFY(otherUsers(set, {}, "step_back", left).empty());
    QCOMPARE(otherUsers(set, {}, "open_video", left).size(), size_t{2});
}

void KeysTest::aProfileChangesTheKeysOfTheWindow() {
    const KeysKept kept;
    OpenWindow window;
    KeyEditor* editor = openEditor(window);
    auto* profile = editor->findChild<QComboBox*>();
    profile->setCurrentText("DarkLabel");
    Q_EMIT profile->activated(profile->currentIndex());
    editor->close();
    window.goTo(10);
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
    window->frameView()->setFocus();
    QTest::keyClick(window->frameView(), Qt::Key_D);
    TRY_COMPARE(window->session()->player()->shownFrame(), 11);
    QTest::keyClick(window->frameView(), Qt::Key_A);
    TRY_COMPARE(window->session()->player()->shownFrame(), 10);
    QTest::keyClick(window->frameView(), Qt::Key_E);
    TRY_COMPARE(window->session()->player()->shownFrame(), 20);
    QTest::keyClick(window->frameView(), Qt::Key_Q);
    TRY_COMPARE(window->session()->player()->shownFrame(), 10);
    QVERIFY(window->action(ActionId::StepForward)->toolTip().endsWith("(D)"));
    OpenWindow next;  // the same keys in the next start
    QCOMPARE(next->action(ActionId::StepBack)->shortcut(), QKeySequence("A"));
}

void KeysTest::ownKeysLieOnTopOfAProfileAndAreReset() {
    const KeySet set = studioKeys();
    KeyChoice choice{"cvat", {}};
    QCOMPARE(keysInForce(set, choice, "absent"), keysFromText("O"));
    setKeys(set, choice, "absent", keysFromText("W"));
    setKeys(set, choice, "track_forward", keysFromText(""));
    QCOMPARE(keysInForce(set, choice, "absent"), keysFromText("W"));
    QVERIFY(keysInForce(set, choice, "track_forward").isEmpty());
    QCOMPARE(choice.changes.size(), 2);
    setKeys(set, choice, "absent", keysFromText("O"));  // as the profile: no longer a change
    QCOMPARE(choice.changes.size(), 1);

    const KeysKept kept;
    OpenWindow window;
    KeyEditor* editor = openEditor(window);
    editor->chooseCommand("track_forward");
    QPushButton* reset = buttonOf(editor, "Reset this one");
    QVERIFY(!reset->isEnabled());
    for (auto* chip : editor->findChildren<QToolButton*>()) {
        if (chip->text().startsWith("T ")) chip->click();
    }
    QVERIFY(window->action(ActionId::TrackForward)->shortcut().isEmpty());
    QVERIFY(reset->isEnabled());
    reset->click();
    QCOMPARE(window->action(ActionId::TrackForward)->shortcut(), QKeySequence("T"));
    editor->findChild<QKeySequenceEdit*>()->setKeySequence(QKeySequence("Ctrl+Shift+T"));
    buttonOf(editor, "Add")->click();
    QCOMPARE(window->action(ActionId::TrackForward)->shortcuts(), keysFromText("T Ctrl+Shift+T"));
    buttonOf(editor, "Reset all")->click();
    QCOMPARE(window->action(ActionId::TrackForward)->shortcuts(), keysFromText("T"));
}

void KeysTest::theEditorWarnsOfAKeyWithTwoCommandsAndTakesItAway() {
    const KeysKept kept;
    OpenWindow window;
    KeyEditor* editor = openEditor(window);
    editor->chooseCommand("track_forward");
    auto* typed = editor->findChild<QKeySequenceEdit*>();
    QTest::keyClick(typed, Qt::Key_N);
    QVERIFY2(wordsOf(editor).contains("\"New object\""), qPrintable(wordsOf(editor)));
    QPushButton* take = buttonOf(editor, "Add and take it from there");
    QVERIFY(take->isVisible());
    buttonOf(editor, "Add")->click();
    QCOMPARE(contestedKeys(studioKeys(), editor->choice(), "new_box"), keysFromText("N"));
    QVERIFY(wordsOf(editor).contains("neither answers"));
    buttonOf(editor, "Reset all")->click();
    typed->setKeySequence(QKeySequence("N"));
    take->click();
    QCOMPARE(window->action(ActionId::TrackForward)->shortcuts(), keysFromText("T N"));
    QVERIFY(window->action(ActionId::NewBox)->shortcuts().isEmpty());
    // Fixed keys cannot be taken from anybody.
    typed->setKeySequence(QKeySequence("Ctrl+Left"));
    QVERIFY(!take->isVisible());
    QVERIFY(wordsOf(editor).contains("Move the box"));
}

void KeysTest::chosenKeysAreSaved() {
    const KeysKept kept;
    Settings settings = loadSettings();
    settings.keys = {"cvat", {{"step_back", keysFromText(", B")}, {"undo", {}}}};
    saveSettings(settings);
    QVERIFY(loadSettings().keys == settings.keys);
}

void KeysTest::filesOfKeysComeBack() {
    const KeysKept kept;
    QTemporaryDir folder;
    OpenWindow window;
    KeyEditor* editor = openEditor(window);
    const QString file = folder.filePath("keys.json");
    const KeyChoice choice{"darklabel", {{"step_back", keysFromText(", B Ctrl++")}, {"undo", {}}}};
    QVERIFY(readKeyFile(keyFileOf(choice), studioKeys()) == choice);
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(keyFileOf(choice));
    out.close();
    QVERIFY(editor->importFile(file));
    QVERIFY(editor->choice() == choice);
    QCOMPARE(window->action(ActionId::StepBack)->shortcuts(), keysFromText(", B Ctrl++"));
    QVERIFY(editor->exportFile(folder.filePath("again.json")));
    QFile again(folder.filePath("again.json"));
    QVERIFY(again.open(QIODevice::ReadOnly));
    QCOMPARE(again.readAll(), keyFileOf(choice));
    QVERIFY(!editor->exportFile(folder.filePath("nowhere/keys.json")));
    QVERIFY(!editor->importFile(folder.filePath("missing.json")));
    QVERIFY(wordsOf(editor).contains("missing.json"));
    QVERIFY(editor->choice() == choice);
}

void KeysTest::badFilesOfKeysAreNamed_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    const QByteArray head = R"({"format": "rtrack-keys", "version": 1, "profile": "studio", )";
    QTest::newRow("empty") << QByteArray() << "not JSON";
    QTest::newRow("broken") << QByteArray("{\n\"format\": \n") << "line 3";
    QTest::newRow("list") << QByteArray("[1]") << "not a file of keys";
    QTest::newRow("other") << QByteArray(R"({"format": "other"})") << "not a file of keys";
    QTest::newRow("newer") << QByteArray(R"({"format": "rtrack-keys", "version": 2})") << "version 2";
    QTest::newRow("profile") << QByteArray(
                                    R"({"format": "rtrack-keys", "version": 1, "profile": "vi", "keys": {}})")
                             << "\"vi\"";
    QTest::newRow("no keys") << head + R"("key": {}})"
                             << "\"keys\" is missing";
    QTest::newRow("command") << head + R"("keys": {"fly": ["F"]}})"
                             << "\"fly\"";
    QTest::newRow("no list") << head + R"("keys": {"undo": "Ctrl+Z"}})"
                             << "not a list";
    QTest::newRow("number") << head + R"("keys": {"undo": [3]}})"
                            << "not all texts";
    QTest::newRow("no key") << head + R"("keys": {"undo": ["Ctrl+Nonsense"]}})"
                            << "Ctrl+Nonsense";
    QTest::newRow("nothing") << head + R"("keys": {"undo": [""]}})"
                             << "not the name of a key";
}

void KeysTest::badFilesOfKeysAreNamed() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    try {
        const KeyChoice taken = readKeyFile(bytes, studioKeys());
        QFAIL(qPrintable("it was taken: " + taken.profile));
    } catch (const Error& error) {
        QVERIFY2(QString::fromStdString(error.what()).contains(words), error.what());
    }
}

void KeysTest::oneFrameIsTrackedAtATime() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.trigger(ActionId::TrackStep);
    TRY_COMPARE(window->session()->player()->shownFrame(), 1);
    TRY_VERIFY(!window->session()->trackRun()->running());
    QCOMPARE(window.boxCount(), 2);
    window.trigger(ActionId::TrackStep);
    TRY_COMPARE(window->session()->player()->shownFrame(), 2);
    QCOMPARE(window.boxCount(), 3);
}
