#include "tests/gui/words_test.h"

#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QStatusBar>
#include <QTest>

#include "app/studio/device_text.h"
#include "app/studio/doctor_dialog.h"
#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/common/message_bar.h"
#include "widgets/exchange/exchange_text.h"
#include "widgets/exchange/export_dialog.h"
#include "widgets/review/review_panel.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

ExportDialog* openExport(OpenWindow& window, const QString& format) {
    ExportChoice choice;
    choice.format = format;
    window.trigger(ActionId::Export);
    auto* dialog = window->findChild<ExportDialog*>();
    dialog->setChoice(choice);
    [&] { TRY_VERIFY(dialog->upToDate()); }();
    return dialog;
}

/// What the status bar says, its parts one below the other.
QString statusOf(OpenWindow& window) {
    QStringList texts;
    for (const auto* label : window->statusBar()->findChildren<QLabel*>()) texts << label->text();
    return texts.join('\n');
}

}  // namespace

void WordsTest::whyAFileCannotBeOpenedIsSaid() {
    OpenWindow window;
    const auto told = [&](const QString& words) { return window->messageBar()->text().contains(words); };
    window->openPath("/nowhere/missing.mp4");
    TRY_VERIFY2(told("/nowhere/missing.mp4 is not there."), qPrintable(window->messageBar()->text()));
    QCOMPARE(window->messageBar()->text().count("/nowhere"), 1);
    QVERIFY(told("stays as it is"));
    window.trigger(ActionId::CloseProject);
    window->openPath("/nowhere/missing.mp4");
    TRY_VERIFY(told("is not there."));
    QVERIFY(!told("stays as it is"));
}

void WordsTest::whyTrackingFailedIsSaid() {
    OpenWindow window;
    window.script().fails = true;
    window.drawBox(truthRect(0));
    window.track(1);
    const QString text = window->messageBar()->text();
    QVERIFY2(text.contains("The model file is not there."), qPrintable(text));
    QVERIFY2(!text.contains("kept"), qPrintable(text));  // there is nothing
}

void WordsTest::oneIsNotSeveral() {
    BoxCounts counts;
    counts.boxes = counts.human = 1;
    QVERIFY2(textOf(counts, 1).startsWith("1 box of one object:"), qPrintable(textOf(counts, 1)));
    OpenWindow window;
    window.drawBox(truthRect(0));
    ReviewPanel* panel = window->reviewPanel();
    TRY_COMPARE(panel->progressText(), QString("1 box, seen by a person."));
    TRY_VERIFY(!panel->watch()->outdated());
    for (const auto* label : panel->findChildren<QLabel*>())
        QVERIFY2(!label->text().startsWith("0 "), qPrintable(label->text()));
}

void WordsTest::objectsAreCountedFromOneInEveryVideo() {
    OpenWindow window;
    const auto nameOfCurrent = [&] { return nameOfTrack(window.project(), window->session()->current()); };
    window.drawBox(truthRect(0));
    QCOMPARE(nameOfCurrent(), QString("Object 1"));
    window.drawBox(truthRect(0, 1));
    QCOMPARE(nameOfCurrent(), QString("Object 2"));
    window->editor()->removeTracks();
    window.drawBox(truthRect(0, 2));
    QCOMPARE(nameOfCurrent(), QString("Object 2"));  // nobody else is called so
    window.track(1);
    window.goTo(5);
    window.trigger(ActionId::Split);
    QCOMPARE(nameOfCurrent(), QString("Object 3"));
    window.openAndWait(window.file("another.mp4"));
    window.drawBox(truthRect(0));
    QCOMPARE(nameOfCurrent(), QString("Object 1"));
}

void WordsTest::everyFormatHasAPathOfItsOwn() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    ExportDialog* dialog = openExport(window, "got10k");
    auto* formats = dialog->findChild<QComboBox*>();
    QSet<QString> paths;
    for (int i = 0; i < formats->count(); ++i) {
        formats->setCurrentIndex(i);
        paths << dialog->choice().path;
    }
    QCOMPARE(paths.size(), formats->count());
    ExportChoice own;
    own.path = "/labels/mine";
    dialog->setChoice(own);
    QCOMPARE(dialog->choice().path, own.path);
    formats->setCurrentIndex(formats->findData("coco"));
    QCOMPARE(dialog->choice().path, QString("/labels/mine-coco.json"));
    formats->setCurrentIndex(formats->findData("otb"));
    QCOMPARE(dialog->choice().path, QString("/labels/mine-otb"));
    dialog->reject();
}

void WordsTest::anExportIsNamedAfterTheVideo() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    ExportDialog* dialog = openExport(window, "csv");
    QCOMPARE(QFileInfo(dialog->choice().path).fileName(), QString("numbered-csv.csv"));
    dialog->reject();
}

void WordsTest::thePreviewShowsTheBoxes() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.drawBox(truthRect(0, 1));
    for (const char* format : {"got10k", "otb", "mot", "lasot", "vot"}) {
        ExportDialog* dialog = openExport(window, format);
        QVERIFY2(dialog->previewText().count(',') >= 3, qPrintable(dialog->previewText()));  // a box
        dialog->reject();
        TRY_VERIFY(!window->findChild<ExportDialog*>());
    }
    ExportDialog* dialog = openExport(window, "cvat");
    QVERIFY2(dialog->previewText().contains("<size>60</size>"), qPrintable(dialog->previewText()));
    dialog->reject();
}

void WordsTest::theDeviceIsExplainedInTheLanguageOfTheMoment() {
    const QString status = "CPU, fp32 (the processor has no bf16 unit; something new)";
    QCOMPARE(deviceText(status), status);
    applyLanguage("zh_CN");
    const QString chinese = deviceText(status);
    applyLanguage("en");
    QVERIFY2(!chinese.contains("processor") && chinese.contains("something new"), qPrintable(chinese));
    const DoctorDialog dialog("/bin/echo", status);
    TRY_COMPARE(dialog.text(), QString("doctor"));
    const DoctorDialog without("/nowhere/rtrack", status);
    TRY_VERIFY2(without.text().contains("/nowhere/rtrack"), qPrintable(without.text()));
}

void WordsTest::theTimeOfSavingSurvivesAChangeOfLanguage() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const QString before = statusOf(window);
    QVERIFY2(before.contains("Saved ") && before.contains(':'), qPrintable(before));
    for (const char* language : {"zh_CN", "en"}) {
        Settings settings = window->settings();
        settings.language = language;
        window->changeSettings(settings);
        QCoreApplication::processEvents();
        QVERIFY2(statusOf(window).contains(':'), qPrintable(statusOf(window)));
    }
    QCOMPARE(statusOf(window).section('\n', 1, 1), before.section('\n', 1, 1));
}

void WordsTest::theFirstStepIsHinted() {
    OpenWindow window;
    TRY_VERIFY2(statusOf(window).contains("drag a box"), qPrintable(statusOf(window)));
    window.drawBox(truthRect(0));
    TRY_VERIFY2(!statusOf(window).contains("drag a box"), qPrintable(statusOf(window)));
}
