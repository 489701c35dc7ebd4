#include "tests/gui/import_test.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QToolButton>
#include <atomic>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/formats/export_files.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "widgets/common/background_job.h"
#include "widgets/exchange/import_dialog.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

constexpr int kManyTracks = 800;
constexpr int kFewestTurns =
    20;  // of the event loop while a large change is at work; a change on its thread gives none

void write(const QString& file, const QByteArray& text) {
    QFile stream(file);
    QVERIFY(stream.open(QIODevice::WriteOnly));
    stream.write(text);
}

ImportDialog* openImport(OpenWindow& window, const QString& path) {
    window.trigger(ActionId::Import);
    auto* dialog = window->findChild<ImportDialog*>();
    dialog->setPath(path);
    [&] { TRY_VERIFY(dialog->upToDate()); }();
    return dialog;
}

/// Until the file has so many tracks; the window is told nothing of it meanwhile.
void waitUntilSaved(OpenWindow& window, size_t tracks) {
    QElapsedTimer time;
    time.start();
    while (Project::open(window.project().file(), Project::Mode::Read).tracks().size() != tracks) {
        QVERIFY(time.elapsed() < kPatience);
        QThread::msleep(5);
    }
}

/// The next large change stops half-way for as long as `held`, which must outlive it.
void holdNextLargeChange(ProjectModel* model, const std::atomic<bool>& held) {
    const auto hold = [model, &held] {
        QObject::connect(
            model->findChild<BackgroundJob*>(), &BackgroundJob::progressed, model,
            [&held] {
                while (held) QThread::msleep(1);
            },
            Qt::DirectConnection);  // on the thread of the change
    };
    QObject::connect(model, &ProjectModel::largeChangeBegan, model, hold, Qt::SingleShotConnection);
}

/// Boxes in the columns of our CSV.
QByteArray lines(int tracks, int frames) {
    QByteArray text = "track,frame,x,y,width,height\n";
    for (int track = 1; track <= tracks; ++track) {
        for (int frame = 0; frame < frames; ++frame)
            text += QString("%1,%2,10,20,30,40\n").arg(track).arg(frame).toUtf8();
    }
    return text;
}

}  // namespace

void ImportTest::anImportTellsMarksAndAttributes() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.json");
    write(file, R"({"format":"rtrack-annotations","version":1,"videos":[{"name":"numbered"}],"tracks":[)"
                R"({"video":"numbered","class":"car","attributes":{"colour":"red"},"boxes":[)"
                R"({"frame":0,"box":[1,2,3,4],"occluded":true,"cover":3},{"frame":1,"box":[1,2,3,4]}]}]})");
    const QString summary = openImport(window, file)->summary();
    for (const char* mark : {"the attributes of one object;", "one occluded mark;", "one visible share."})
        QVERIFY2(summary.contains(mark), qPrintable(summary));
    QVERIFY(window->findChild<ImportDialog*>()->boxTable()->item(0, 7)->text().contains("colour: red"));
}

void ImportTest::anImportIsGuessedShownAndOneStep() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.csv");
    write(file, lines(3, 4));
    const std::string before = window.project().content_hash();
    ImportDialog* dialog = openImport(window, file);
    QCOMPARE(dialog->format(), QString("csv"));
    QVERIFY2(dialog->summary().contains("12 boxes of 3 objects"), qPrintable(dialog->summary()));
    QCOMPARE(dialog->boxTable()->rowCount(), 12);
    QCOMPARE(window.project().content_hash(), before);
    dialog->importButton()->click();
    TRY_COMPARE(window.boxCount(), 12);
    TRY_VERIFY(!window->findChild<ImportDialog*>());
    QVERIFY2(window->messageBar()->text().contains("12 boxes of 3 objects"),
             qPrintable(window->messageBar()->text()));
    QCOMPARE(window.project().counts().unreviewed, 12);
    window.trigger(ActionId::Undo);
    QCOMPARE(window.project().content_hash(), before);
}

void ImportTest::anExportedRangeComesBackToWhereItBegan() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.csv");
    write(file, lines(1, 20));
    openImport(window, file)->importButton()->click();
    TRY_COMPARE(window.boxCount(), 20);
    ExportJob job;
    job.format = &annotation_format("otb");
    job.path = folder.filePath("range").toStdString();
    job.first_frame = 5;
    job.frames = 10;
    (void)export_files(from_project(window.project()), job);
    ImportDialog* dialog = openImport(window, folder.filePath("range"));
    auto* first_frame = dialog->findChild<QSpinBox*>();
    TRY_COMPARE(first_frame->value(), 5);
    dialog->importButton()->click();
    TRY_COMPARE(window.boxCount(), 30);
    const auto& tracks = window.project().tracks();
    QCOMPARE(window.project().boxes_of(tracks.rbegin()->first).front().frame, int64_t{5});
}

void ImportTest::theUndoOfAnImportIsThatOfTheImport() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.csv");
    write(file, lines(3, 4));
    const std::string before = window.project().content_hash();
    const auto importIt = [&] {
        openImport(window, file)->importButton()->click();
        TRY_COMPARE(window.boxCount(), 12);
        TRY_VERIFY(window->messageBar()->text().contains("Imported"));
    };
    importIt();
    window.press();
    QCOMPARE(window.project().content_hash(), before);
    importIt();
    window.drawBox({200, 150, 30, 20});  // the button would undo this
    QVERIFY2(window->messageBar()->text().isEmpty(), qPrintable(window->messageBar()->text()));
}

void ImportTest::placesThatCannotBeReadAreListedAndTheRestIsTakenOnRequest() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.csv");
    write(file, lines(1, 2) + "1,seven,1,2,3,4\n1,3,1,2,-3,4\n");
    ImportDialog* dialog = openImport(window, file);
    QCOMPARE(dialog->faultTable()->rowCount(), 2);
    QCOMPARE(dialog->faultTable()->item(0, 1)->text(), QString("4"));
    QVERIFY(!dialog->faultTable()->item(0, 2)->text().isEmpty());
    QCOMPARE(dialog->importButton()->text(), QString("Take the rest"));
    QVERIFY(!dialog->importButton()->isDefault());
    QCOMPARE(window.boxCount(), 0);
    dialog->importButton()->click();
    TRY_COMPARE(window.boxCount(), 2);
    TRY_VERIFY2(window->messageBar()->text().contains("2 places were left out"),
                qPrintable(window->messageBar()->text()));
}

void ImportTest::boxesOfOtherPicturesAreListedFirst() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.csv");
    write(file, lines(1, 61) + "1,seven,1,2,3,4\n");  // the video has 60 frames
    const std::string before = window.project().content_hash();
    ImportDialog* dialog = openImport(window, file);
    QCOMPARE(dialog->faultTable()->rowCount(), 2);
    QVERIFY(dialog->faultTable()->item(1, 2)->text().contains("frame 60"));
    QCOMPARE(dialog->importButton()->text(), QString("Take the rest"));
    QCOMPARE(window.project().content_hash(), before);
    dialog->importButton()->click();
    TRY_COMPARE(window.boxCount(), 60);
    TRY_VERIFY2(window->messageBar()->text().contains("60 boxes of one object") &&
                    window->messageBar()->text().contains("2 places were left out"),
                qPrintable(window->messageBar()->text()));
}

void ImportTest::aRefusalIsSaidOnceAndInTheDialog() {
    OpenWindow window;
    window->openPath(window.file("another.mp4"));
    TRY_COMPARE(window.project().videos().size(), size_t{2});
    window->messageBar()->clear();
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.csv");
    write(file, lines(1, 2));  // of neither
    ImportDialog* dialog = openImport(window, file);
    dialog->importButton()->click();
    TRY_VERIFY2(dialog->summary().contains("another"), qPrintable(dialog->summary()));
    QCOMPARE(dialog->summary().count("Nothing was imported"), 1);
    QCOMPARE(window->messageBar()->text(), QString());
    QCOMPARE(window.boxCount(), 0);
}

void ImportTest::manyBoxesAreOneStepAndCanBeStopped() {
    std::atomic<bool> held = true;
    OpenWindow window;
    const auto let_go = qScopeGuard([&held] { held = false; });  // the window waits for the change
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.csv");
    write(file, lines(kManyTracks, 60));
    const std::string before = window.project().content_hash();
    ProjectModel* model = window->session()->model();
    QSignalSpy progressed(model, &ProjectModel::largeChangeProgressed);
    ImportDialog* dialog = openImport(window, file);
    TRY_VERIFY(dialog->importButton()->isEnabled());
    holdNextLargeChange(model, held);
    dialog->importButton()->click();
    TRY_VERIFY(progressed.count() > 0);
    QVERIFY(model->isBusy());
    QVERIFY(!window->action(ActionId::Undo)->isEnabled());
    dialog->reject();  // half-way: nothing is changed
    held = false;
    TRY_VERIFY(!model->isBusy());
    QCOMPARE(window.project().content_hash(), before);
    QVERIFY(!window.project().can_redo());
    TRY_VERIFY(!window->findChild<ImportDialog*>());
    dialog = openImport(window, file);
    TRY_VERIFY(dialog->importButton()->isEnabled());
    dialog->importButton()->click();
    TRY_COMPARE(window.boxCount(), 60 * kManyTracks);
    TRY_VERIFY(!model->isBusy());
    const std::string after = window.project().content_hash();
    window.trigger(ActionId::Undo);
    TRY_VERIFY(!model->isBusy());
    QCOMPARE(window.project().content_hash(), before);
    window.trigger(ActionId::Redo);
    TRY_VERIFY(!model->isBusy());
    QCOMPARE(window.project().content_hash(), after);
    QVERIFY(window.project().faults().empty());
}

void ImportTest::anImportThatWasDoneBeforeTheCancelIsTold() {
    OpenWindow window;
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.csv");
    write(file, lines(3, 4));
    ImportDialog* dialog = openImport(window, file);
    dialog->importButton()->click();
    waitUntilSaved(window, 3);
    dialog->reject();
    TRY_VERIFY(!window->findChild<ImportDialog*>());
    QCOMPARE(window.boxCount(), 12);
    QVERIFY2(window->messageBar()->text().contains("12 boxes of 3 objects"),
             qPrintable(window->messageBar()->text()));
}

void ImportTest::boxesAndTracksOfALargeChangeAppearTogether() {
    OpenWindow window;
    AnnotateSession* session = window->session();
    session->model()->changeLargely("Add", [video = session->videoId()](Project& project) {
        const int64_t id = project.new_id();
        ProjectEdit edit;
        edit.tracks[id].emplace().video = video;
        edit.boxes[{id, 0}] = human_box({1, 2, 3, 4});
        project.apply(edit, "Add");
        return edit;
    });
    waitUntilSaved(window, 1);
    QVERIFY(session->boxesOnScreen().empty());
    TRY_VERIFY(!session->model()->isBusy());
    QCOMPARE(session->boxesOnScreen().size(), 1U);
    window.trigger(ActionId::Undo);
    QVERIFY(session->boxesOnScreen().empty());
}

void ImportTest::aRefusedChangeLeavesTheButtonToCancel() {
    OpenWindow window;
    ProjectModel* model = window->session()->model();
    model->changeLargely("Wait", [](Project& project) {
        for (;;) {
            project.tell_watch(0);
            QThread::msleep(1);
        }
        return ProjectEdit();
    });
    window->editor()->addTrack(truthAt(0));
    window->projectController()->saveAs(window.file("named.rtrack"));
    const QString text = window->messageBar()->text();
    QVERIFY2(text.startsWith("Wait") && text.contains("cancel it"), qPrintable(text));
    QCOMPARE(window->messageBar()->buttons().size(), 1U);
    window->messageBar()->buttons().front()->click();
    TRY_VERIFY(!model->isBusy());
    QVERIFY(window->messageBar()->text().isEmpty());
    QCOMPARE(window.boxCount(), 0);
}

/// RTRACK_IMPORT_BOXES=1000000 for the figures of a large file, RTRACK_IMPORT_FRAMES=60 for those of short
/// tracks.
void ImportTest::theWindowLivesWhileManyBoxesComeAndGo() {
    bool given = false;
    bool short_tracks = false;
    const int boxes = qEnvironmentVariableIntValue("RTRACK_IMPORT_BOXES", &given);
    const int frames = qEnvironmentVariableIntValue("RTRACK_IMPORT_FRAMES", &short_tracks);
    constexpr int kFrames = 10'000;
    const auto script = std::make_shared<Script>();
    script->frames = kFrames;
    OpenWindow window(script);
    QTemporaryDir folder;
    const QString file = folder.filePath("boxes.csv");
    const int in_track = short_tracks ? frames : kFrames;
    write(file, lines((given ? boxes : 120'000) / in_track, in_track));
    ProjectModel* model = window->session()->model();
    QElapsedTimer since_turn;
    qint64 longest = 0;
    int turn_count = 0;
    QTimer turns;  // the event loop goes round as often as it can
    QObject::connect(&turns, &QTimer::timeout, &turns, [&] {
        longest = std::max(longest, since_turn.restart());
        ++turn_count;
    });
    const auto measured = [&](const char* what, const auto& begin, const auto& ended) {
        longest = 0;
        turn_count = 0;
        QElapsedTimer whole;
        whole.start();
        since_turn.start();
        turns.start(0);
        begin();
        QEventLoop loop;
        while (!ended()) loop.processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        turns.stop();
        qInfo("%s: %.1f s, the window stood still for at most %lld ms", what,
              static_cast<double>(whole.elapsed()) / 1000, static_cast<long long>(longest));
        QVERIFY(turn_count >= kFewestTurns);
    };
    window.trigger(ActionId::Import);
    auto* dialog = window->findChild<ImportDialog*>();
    measured(
        "read", [&] { dialog->setPath(file); },
        [&] { return dialog->upToDate() && dialog->importButton()->isEnabled(); });
    measured(
        "import", [&] { dialog->importButton()->click(); }, [&] { return window.boxCount() > 0; });
    TRY_VERIFY(!window->findChild<ImportDialog*>());
    measured(
        "undo", [&] { window.trigger(ActionId::Undo); }, [&] { return !model->isBusy(); });
    QCOMPARE(window.boxCount(), 0);
    measured(
        "redo", [&] { window.trigger(ActionId::Redo); }, [&] { return !model->isBusy(); });
    QVERIFY(window.boxCount() > 0);
}
