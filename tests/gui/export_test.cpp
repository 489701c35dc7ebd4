#include "tests/gui/export_test.h"

#include <QDirIterator>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QScopeGuard>
#include <QTest>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "widgets/exchange/export_dialog.h"
#include "widgets/review/review_panel.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

/// One object, tracked to the end, and the range 10 to 19.
void trackWithRange(OpenWindow& window) {
    window.drawBox(truthRect(0));
    window.track(1);
    window->session()->setRangeFirst(10);
    window->session()->setRangeLast(19);
}

ExportDialog* openExport(OpenWindow& window) {
    window.trigger(ActionId::Export);
    auto* dialog = window->findChild<ExportDialog*>();
    [&] { TRY_VERIFY(dialog->upToDate()); }();
    return dialog;
}

ExportDialog* openExport(OpenWindow& window, const ExportChoice& choice) {
    ExportDialog* dialog = openExport(window);
    dialog->setChoice(choice);
    [&] { TRY_VERIFY(dialog->upToDate()); }();
    return dialog;
}

void beginExport(OpenWindow& window, const ExportChoice& choice) {
    openExport(window, choice)->exportNow();
    [&] { TRY_VERIFY(!window->findChild<ExportDialog*>()); }();
}

ExportChoice choiceOf(const QString& format, const QString& path) {
    ExportChoice choice;
    choice.format = format;
    choice.path = path;
    return choice;
}

void exportTo(OpenWindow& window, const ExportChoice& choice) {
    beginExport(window, choice);
    [&] { TRY_VERIFY(QFile::exists(choice.path + ".manifest.json")); }();
    [&] { TRY_VERIFY(window->messageBar()->text().contains("Exported")); }();
}

QByteArray contentOf(const QString& file) {
    QFile stream(file);
    return stream.open(QIODevice::ReadOnly) ? stream.readAll() : QByteArray();
}

void write(const QString& file, const QByteArray& text) {
    QFile stream(file);
    QVERIFY(stream.open(QIODevice::WriteOnly));
    stream.write(text);
}

}  // namespace

void ExportTest::everyFormatSaysWhatItCannotHoldAndIsWritten_data() {
    QTest::addColumn<QString>("format");
    for (const Format& format : annotation_formats())
        QTest::newRow(format.name.c_str()) << QString::fromStdString(format.name);
}

void ExportTest::everyFormatSaysWhatItCannotHoldAndIsWritten() {
    QFETCH(QString, format);
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.track(1);
    QTemporaryDir folder;
    ExportChoice choice;
    choice.format = format;
    ExportDialog* dialog = openExport(window);
    dialog->setChoice(choice);
    TRY_VERIFY(dialog->upToDate());
    const Format& known = annotation_format(format.toStdString());
    QCOMPARE(dialog->lossText().contains("track points"), !known.holds.points);
    QCOMPARE(dialog->lossText().contains("scores"), !known.holds.score);
    QVERIFY(!dialog->previewText().isEmpty());
    dialog->reject();
    TRY_VERIFY(!window->findChild<ExportDialog*>());
    choice.path = folder.filePath("boxes") + QString::fromStdString(known.extension);
    exportTo(window, choice);
    QVERIFY(QFile::exists(choice.path));
    QVERIFY(window->messageBar()->text().contains("60 boxes"));
}

void ExportTest::theChoiceIsRememberedWithTheProject() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    QTemporaryDir folder;
    ExportChoice choice;
    choice.format = "darklabel";
    choice.path = folder.filePath("boxes.txt");
    choice.line_format = "fn1,id,x1,y1,x2,y2";
    choice.keyframes_only = true;
    exportTo(window, choice);
    QCOMPARE(openExport(window)->choice(), choice);
    QCOMPARE(ExportChoice::fromJson(choice.toJson()), choice);
    QCOMPARE(ExportChoice::fromJson("{\"format\":\"none\"}"), ExportChoice());
}

void ExportTest::nothingIsReplacedUnasked() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    QTemporaryDir folder;
    const ExportChoice choice = choiceOf("csv", folder.filePath("boxes.csv"));
    write(choice.path, "mine");
    ExportDialog* dialog = openExport(window);
    dialog->setChoice(choice);
    TRY_VERIFY(dialog->upToDate());
    dialog->exportNow();
    auto* question = dialog->findChild<QMessageBox*>();
    QVERIFY(question);
    QVERIFY(question->text().contains("boxes.csv"));
    QCOMPARE(question->defaultButton()->text(), QString("Cancel"));
    question->defaultButton()->click();
    QCOMPARE(contentOf(choice.path), QByteArray("mine"));
    dialog->exportNow();
    for (auto* box : dialog->findChildren<QMessageBox*>()) {
        for (auto* button : box->buttons()) {
            if (box->isVisible() && button->text() == "Replace") button->click();
        }
    }
    TRY_VERIFY(window->messageBar()->text().contains("Exported"));  // before the folder goes
    QVERIFY(contentOf(choice.path).startsWith("track") || contentOf(choice.path).contains("frame"));
}

void ExportTest::theLineFormatIsPreviewedAsItIsTyped() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    ExportDialog* dialog = openExport(window);
    ExportChoice choice;
    choice.format = "darklabel";
    choice.line_format = "fn1,id,w,h";
    dialog->setChoice(choice);
    TRY_VERIFY(dialog->upToDate());
    QVERIFY2(!dialog->previewText().startsWith("1,1,"), qPrintable(dialog->previewText()));
    choice.line_format = "fn1,id,x,y,w,h";
    dialog->setChoice(choice);
    TRY_VERIFY(dialog->previewText().startsWith("1,1,"));
    choice.line_format = "fn1,id,nonsense";
    dialog->setChoice(choice);
    TRY_VERIFY2(dialog->previewText().contains("nonsense"), qPrintable(dialog->previewText()));
}

void ExportTest::thePreviewIsTheBeginningOfTheFile_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("only_range");
    for (const char* format : {"got10k", "mot", "csv", "darklabel"}) {
        QTest::addRow("%s", format) << format << false;
        QTest::addRow("%s, range", format) << format << true;
    }
}

void ExportTest::thePreviewIsTheBeginningOfTheFile() {
    QFETCH(QString, format);
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(3);
    window->session()->select(tracks);
    window.track(1);
    window.goTo(7);
    window->session()->select(tracks[0]);
    window.trigger(ActionId::CutTail);
    window->session()->setRangeFirst(3);
    QTemporaryDir folder;
    ExportChoice choice;
    choice.format = format;
    QFETCH(bool, only_range);
    choice.only_range = only_range;
    choice.path = folder.filePath("boxes");
    ExportDialog* dialog = openExport(window);
    dialog->setChoice(choice);
    TRY_VERIFY(dialog->upToDate());
    const QByteArray preview = dialog->previewText().toUtf8();
    QVERIFY(preview.count('\n') >= 4);
    dialog->reject();
    TRY_VERIFY(!window->findChild<ExportDialog*>());
    exportTo(window, choice);
    bool begins = false;
    QDirIterator written(folder.path(), QDir::Files, QDirIterator::Subdirectories);
    while (written.hasNext()) begins = contentOf(written.next()).startsWith(preview) || begins;
    QVERIFY2(begins, preview.constData());
}

void ExportTest::rangeKeyframesAndPictures() {
    OpenWindow window;
    trackWithRange(window);
    QTemporaryDir folder;
    ExportChoice choice;
    choice.path = folder.filePath("boxes");
    choice.only_range = true;
    choice.pictures = true;
    exportTo(window, choice);
    QDirIterator truth(choice.path, {"groundtruth.txt"}, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(truth.hasNext());
    const QList<QByteArray> written = contentOf(truth.next()).trimmed().split('\n');
    QCOMPARE(written.size(), 10);
    QVERIFY2(written[0].startsWith("30,40"), written[0].constData());
    QDirIterator pictures(choice.path, {"*.jpg"}, QDir::Files, QDirIterator::Subdirectories);
    QMap<QString, QByteArray> numbers;
    while (pictures.hasNext()) {
        const QString file = pictures.next();
        numbers[QFileInfo(file).fileName()] = contentOf(file);
    }
    QCOMPARE(numbers.size(), 10);
    QCOMPARE(numbers["00000001.jpg"], QByteArray("10"));
    QCOMPARE(numbers["00000010.jpg"], QByteArray("19"));
}

void ExportTest::damagedFramesAreLeftOutAndTold() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.script().broken_frames = {40};
    QTemporaryDir folder;
    ExportChoice choice;
    choice.path = folder.filePath("boxes");
    choice.pictures = true;
    exportTo(window, choice);
    int pictures = 0;
    for (QDirIterator files(choice.path, {"*.jpg"}, QDir::Files, QDirIterator::Subdirectories);
         files.hasNext(); files.next())
        ++pictures;
    QCOMPARE(pictures, 59);
    const QString text = window->messageBar()->text();
    QVERIFY2(text.contains("1 frame cannot be decoded"), qPrintable(text));
}

void ExportTest::theReportCountsWhatNobodyHasSeen() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.track(1);
    window.goTo(5);
    window.trigger(ActionId::AcceptBox);
    QTemporaryDir folder;
    ExportChoice choice;
    choice.format = "json";
    choice.path = folder.filePath("boxes.json");
    exportTo(window, choice);
    const QString text = window->messageBar()->text();
    QVERIFY2(text.contains("60 boxes") && text.contains("1 by hand") && text.contains("At 58 nobody"),
             qPrintable(text));
}

void ExportTest::whatNobodyHasSeenCanBeReviewedFirst() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    QVERIFY(!openExport(window)->reviewButton()->isVisible());
    window->findChild<ExportDialog*>()->reject();
    TRY_VERIFY(!window->findChild<ExportDialog*>());
    window.track(1);
    ExportDialog* dialog = openExport(window);
    QVERIFY(dialog->reviewButton()->isVisible());
    auto* review = window->findChild<ReviewPanel*>();
    QVERIFY(review->visibleRegion().isEmpty());  // behind the inspector
    dialog->reviewButton()->click();
    TRY_VERIFY(!window->findChild<ExportDialog*>());
    TRY_VERIFY(!review->visibleRegion().isEmpty());
}

void ExportTest::theVideoIsRenderedWithItsBoxes() {
    OpenWindow window;
    trackWithRange(window);
    QTemporaryDir folder;
    ExportChoice choice = choiceOf("video", folder.filePath("boxes.mp4"));
    choice.only_range = true;
    ExportDialog* dialog = openExport(window, choice);
    QVERIFY(dialog->lossText().isEmpty());
    QCOMPARE(dialog->choice().path, choice.path);
    const int height = dialog->height();  // without a preview there is nothing that fills a high dialog
    ExportChoice text = choice;
    text.format = "csv";
    dialog->setChoice(text);
    TRY_VERIFY(dialog->upToDate());
    QVERIFY(dialog->height() > height + 100);
    dialog->setChoice(choice);
    TRY_COMPARE(dialog->height(), height);
    QCOMPARE(dialog->choice().path, choice.path);
    dialog->reject();
    TRY_VERIFY(!window->findChild<ExportDialog*>());
    exportTo(window, choice);
    QCOMPARE(contentOf(choice.path), QByteArray("10 to 19, 10 boxes"));
    QVERIFY(contentOf(choice.path + ".manifest.json").contains("\"format\": \"video\""));
    QVERIFY(window->messageBar()->text().contains("10 boxes"));
}

void ExportTest::closingAsksAboutAFileThatIsBeingWritten() {
    OpenWindow window;
    trackWithRange(window);
    QTemporaryDir folder;
    const ExportChoice choice = choiceOf("video", folder.filePath("boxes.mp4"));
    window.script().held = true;
    const auto let_go = qScopeGuard([&window] { window.script().held = false; });
    beginExport(window, choice);
    const auto answer = [&](const QString& text) {
        window->close();
        auto* question = window->findChild<QMessageBox*>();
        QVERIFY(question && window->isVisible());
        QVERIFY2(question->text().contains(choice.path), qPrintable(question->text()));
        for (QAbstractButton* button : question->buttons()) {
            if (button->text() == text) return button->click();
        }
        QFAIL("no such button");
    };
    answer("Cancel");
    TRY_VERIFY(!window->findChild<QMessageBox*>());
    QVERIFY(window->isVisible());
    answer("Close all the same");
    TRY_VERIFY(!window->isVisible());
    QVERIFY(!QFile::exists(choice.path));
}

void ExportTest::closingAsksAboutNothingWhenTheFileIsThere() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    QTemporaryDir folder;
    ExportChoice choice;
    choice.format = "csv";
    choice.path = folder.filePath("boxes.csv");
    exportTo(window, choice);
    window->close();
    QVERIFY(!window->isVisible());
}
