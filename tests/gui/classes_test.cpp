#include "tests/gui/classes_test.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "widgets/annotate/attribute_form.h"
#include "widgets/annotate/attribute_table.h"
#include "widgets/annotate/class_dialog.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/inspector.h"
#include "widgets/annotate/object_colors.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

bool saysIn(const QWidget* widget, const QString& words) {
    for (const auto* label : widget->findChildren<QLabel*>()) {
        if (label->text().contains(words)) return true;
    }
    return false;
}

}  // namespace

void ClassesTest::classesHaveColoursAndKeys() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.trigger(ActionId::Classes);
    auto* dialog = window->findChild<ClassDialog*>();
    QVERIFY(dialog);
    dialog->addClass("car");
    dialog->addClass("person");
    dialog->table()->item(1, 0)->setText("cyclist");
    QCOMPARE(window.project().classes().size(), 2u);
    const auto& [person, value] = *window.project().classes().rbegin();
    QCOMPARE(value.name, std::string("cyclist"));
    QCOMPARE(value.key, std::string("2"));
    dialog->accept();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
    QTest::keyClick(window->frameView(), Qt::Key_2);
    const int64_t track = window->session()->current();
    QCOMPARE(window.project().track(track).object_class, person);
    QCOMPARE(colorOfTrack(window.project(), track), QColor(QRgb(value.color)));
    window.drawBox(truthRect(0, 1));  // the next one is of that class too
    QCOMPARE(window.project().track(window->session()->current()).object_class, person);
}

void ClassesTest::aClassThatIsMadeDuringARunEndsIt() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const std::string before = window.project().content_hash();
    window.script().update_milliseconds = 10;
    window.trigger(ActionId::TrackForward);
    TRY_VERIFY(window.boxCount() > 3);
    window.trigger(ActionId::Classes);
    window->findChild<ClassDialog*>()->addClass("car");
    QVERIFY(!window->session()->trackRun()->running());
    QVERIFY(window.boxCount() < 60);
    window.trigger(ActionId::Undo);
    QVERIFY(window.project().classes().empty());
    window.trigger(ActionId::Undo);  // a run is one step
    QCOMPARE(window.project().content_hash(), before);
}

void ClassesTest::inTheInspectorDigitsAreTheVisibleEighthsThere() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.trigger(ActionId::Classes);
    auto* dialog = window->findChild<ClassDialog*>();
    dialog->addClass("car");
    dialog->accept();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
    const int64_t track = window->session()->current();
    auto* flag = window->findChild<Inspector*>()->findChild<QCheckBox*>();
    QTest::keyClick(flag, Qt::Key_1);
    QCOMPARE(window.boxAt(0)->cover, std::optional(1));
    QCOMPARE(window.project().track(track).object_class, 0);
    QTest::keyClick(window->frameView(), Qt::Key_1);
    QVERIFY(window.project().track(track).object_class != 0);
}

void ClassesTest::aKeyIsOneWholeLetterThatNothingElseAnswersTo() {
    OpenWindow window;
    window.trigger(ActionId::Classes);
    auto* dialog = window->findChild<ClassDialog*>();
    dialog->addClass("car");
    dialog->addClass("person");
    const auto keyOf = [&](int row) {
        return std::next(window.project().classes().begin(), row)->second.key;
    };
    const auto type = [&](int row, const char* text) { dialog->table()->item(row, 2)->setText(text); };
    for (const char* taken : {"t", "T", "2"}) {  // of a command, and of the other class
        type(0, taken);
        QCOMPARE(keyOf(0), std::string("1"));
        QVERIFY(saysIn(dialog, "already"));
        TRY_COMPARE(dialog->table()->item(0, 2)->text(), QString("1"));
    }
    type(0, "\u00e4bc");
    QCOMPARE(keyOf(0), std::string("\u00e4"));
    TRY_COMPARE(dialog->table()->item(0, 2)->text(), QString::fromUtf8("\u00e4"));
    QVERIFY(!saysIn(dialog, "already"));
    type(0, "");
    QVERIFY(keyOf(0).empty());

    ProjectEdit edit;  // as a file of another program has it
    for (auto& [id, value] : window.project().classes()) (edit.classes[id] = value)->key = "t";
    window->session()->model()->change(edit, "Keys");
    dialog->accept();
    window.drawBox(truthRect(0));
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
    QTest::keyClick(window->frameView(), Qt::Key_T);
    TRY_COMPARE(window.boxCount(), 60);  // tracked
}

void ClassesTest::everyClassHasANameOfItsOwn() {
    OpenWindow window;
    window.trigger(ActionId::Classes);
    auto* dialog = window->findChild<ClassDialog*>();
    const auto button = [&](const char* text) {
        for (auto* one : dialog->findChildren<QPushButton*>()) {
            if (one->text() == text) return one;
        }
        return static_cast<QPushButton*>(nullptr);
    };
    QVERIFY(!button("Remove")->isEnabled());
    dialog->addClass("cat");
    dialog->addClass("class 3");
    QVERIFY(button("Remove")->isEnabled());
    const int64_t last = window.project().classes().rbegin()->first;
    for (const char* wrong : {"", "  ", "cat"}) {
        dialog->table()->item(1, 0)->setText(wrong);
        QCOMPARE(window.project().classes().at(last).name, std::string("class 3"));
        QVERIFY(saysIn(dialog, *wrong == 'c' ? "There is a class cat" : "needs a name"));
        TRY_COMPARE(dialog->table()->item(1, 0)->text(), QString("class 3"));
    }
    button("Add")->click();  // "class 3" is there already
    QCOMPARE(window.project().classes().rbegin()->second.name, std::string("class 4"));
    auto* editor = dialog->table()->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->setText("dog");
    QTest::keyClick(editor, Qt::Key_Return);
    TRY_COMPARE(window.project().classes().rbegin()->second.name, std::string("dog"));
    TRY_VERIFY(saysIn(dialog, "Attributes of dog"));
}

void ClassesTest::attributesAreDefinedForAClassAndAnsweredForATrack() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const int64_t track = window->session()->current();
    auto* form = window->findChild<Inspector*>()->attributes();
    QVERIFY(!form->isVisible());
    window.trigger(ActionId::Classes);
    auto* dialog = window->findChild<ClassDialog*>();
    dialog->activateWindow();
    TRY_COMPARE(QApplication::activeWindow(), dialog);  // else Return would be a key of the main window
    dialog->addClass("car");
    const int64_t car = window.project().classes().begin()->first;
    const auto rules = [&] { return window.project().classes().at(car).attributes; };
    auto* table = dialog->attributes()->table();
    const auto press = [&](const char* text) {
        for (auto* button : dialog->attributes()->findChildren<QPushButton*>())
            if (button->text() == text) button->click();
    };
    press("Add attribute");
    auto* editor = table->viewport()->findChild<QLineEdit*>();  // its name is edited at once
    QVERIFY(editor);
    QTest::keyClicks(editor, "colour");
    QTest::keyClick(editor, Qt::Key_Return);
    TRY_COMPARE(rules().at(0).name, std::string("colour"));
    table->item(0, 2)->setText("red, dark blue, light\\, shiny");
    QCOMPARE(rules().at(0).kind, AttributeKind::Choice);
    QCOMPARE(rules().at(0).values, (std::vector<std::string>{"red", "dark blue", "light, shiny"}));
    table->item(0, 3)->setText("pink");  // not one of them: taken back
    QVERIFY(rules().at(0).default_value.empty());
    TRY_COMPARE(table->item(0, 3)->text(), QString());
    press("Add attribute");
    table->item(1, 0)->setText("age");
    auto* kind = qobject_cast<QComboBox*>(table->cellWidget(1, 1));
    QVERIFY(!kind->accessibleName().isEmpty());
    QTest::keyClick(kind, Qt::Key_Down);
    TRY_COMPARE(rules().at(1).kind, AttributeKind::Number);
    table->item(1, 2)->setText("0, 30");
    dialog->accept();

    window->editor()->setClass(car);
    QVERIFY(form->isVisible());
    const std::string unanswered = window.project().content_hash();
    QCOMPARE(form->title(), QString("Attributes of car"));
    auto* colour = form->findChild<QComboBox*>();
    QCOMPARE(colour->accessibleName(), QString("colour"));
    colour->setFocus();
    QTest::keyClick(colour, Qt::Key_Down);
    QCOMPARE(window.project().track(track).attributes.at("colour"), std::string("red"));
    auto* age = form->findChild<QLineEdit*>();
    QCOMPARE(age->accessibleName(), QString("age"));
    QCOMPARE(age->placeholderText(), QString("0 to 30"));
    age->setFocus();
    QTest::keyClicks(age, "12");
    QTest::keyClick(age, Qt::Key_Return);
    QCOMPARE(window.project().track(track).attributes.at("age"), std::string("12"));
    for (const char* wrong : {"old", "31"}) {
        age->selectAll();
        QTest::keyClicks(age, wrong);
        QTest::keyClick(age, Qt::Key_Return);
        QCOMPARE(window.project().track(track).attributes.at("age"), std::string("12"));
        QCOMPARE(age->text(), QString("12"));
        QVERIFY(window->messageBar()->text().contains("age"));
    }
    window.trigger(ActionId::Undo);  // each answer is a step of its own
    QVERIFY(age->text().isEmpty());
    QCOMPARE(colour->currentText(), QString("red"));
    window.trigger(ActionId::Undo);
    QCOMPARE(window.project().content_hash(), unanswered);
    window.trigger(ActionId::Redo);
    window->editor()->setClass(0);  // the answer stays, and can be seen
    auto* unasked = form->findChild<QLineEdit*>();
    QCOMPARE(unasked->text(), QString("red"));
    unasked->setFocus();
    unasked->clear();
    QTest::keyClick(unasked, Qt::Key_Return);  // takes its own row away
    QVERIFY(window.project().track(track).attributes.empty());
    QVERIFY(!form->isVisible());
    window.trigger(ActionId::Undo);
    window.trigger(ActionId::Undo);  // of the class again

    window.drawBox(truthRect(0, 1));  // another of the class
    window->editor()->setClass(car);
    const int64_t other = window->session()->current();
    window->session()->select(track);
    auto* age_of_first = form->findChild<QLineEdit*>();
    age_of_first->setFocus();
    QTest::keyClicks(age_of_first, "7");
    window->session()->select(other);  // as a click into the lanes does: the field keeps the keyboard
    QCOMPARE(window.project().track(track).attributes.at("age"), std::string("7"));
    QVERIFY(form->findChild<QLineEdit*>()->text().isEmpty());
    QTest::keyClick(form->findChild<QLineEdit*>(), Qt::Key_Return);
    QVERIFY(!window.project().track(other).attributes.contains("age"));
    window->session()->select(0);
    QVERIFY(!form->isVisible());
}

void ClassesTest::anAnswerIsForAllSelectedObjectsOfTheClass() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(4);
    ProjectEdit edit;
    edit.classes[window->session()->model()->newId()].emplace().name = "car";
    edit.classes[window->session()->model()->newId()].emplace().name = "person";
    window->session()->model()->change(edit, "Classes");
    const int64_t car = window.project().classes().begin()->first;
    window->session()->select({tracks[0], tracks[1], tracks[3]});
    window->editor()->setClass(car);
    window->session()->select({tracks[2]});
    window->editor()->setClass(window.project().classes().rbegin()->first);
    window->session()->select({tracks[2], tracks[1], tracks[0]});
    const std::string before = window.project().content_hash();

    window->editor()->setAttribute(window->session()->current(), "colour", "red");
    const auto answers = [&](int track) { return window.project().track(tracks[track]).attributes; };
    QCOMPARE(answers(0).at("colour"), std::string("red"));
    QCOMPARE(answers(1).at("colour"), std::string("red"));
    QVERIFY(answers(2).empty());  // a person
    QVERIFY(answers(3).empty());  // not selected
    window.trigger(ActionId::Undo);
    QCOMPARE(window.project().content_hash(), before);

    window->editor()->setAttribute(tracks[3], "colour", "red");  // typed before the others were chosen
    QVERIFY(answers(0).empty());
    QCOMPARE(answers(3).at("colour"), std::string("red"));
}
