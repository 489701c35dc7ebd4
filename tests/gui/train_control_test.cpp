#include "tests/gui/train_control_test.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>
#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"
#include "training/run/run_dir.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/picture_pane.h"
#include "widgets/train/new_run_dialog.h"
#include "widgets/train/run_plots.h"
#include "widgets/train/runs_table.h"
#include "widgets/train/train_page.h"
#include "widgets/train/worker.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

const char* const kOptionsJson = R"({"options":[
 {"name":"epochs","kind":"integer","default":"35","unit":"epochs","help":"How long.","choices":[],"lowest":1,"highest":99},
 {"name":"precision","kind":"text","default":"fp32","unit":"","help":"Arithmetic.","choices":["fp32","bf16"]},
 {"name":"data.train","kind":"text_list","default":"","unit":"","help":"Data.","choices":[]}],
 "presets":{"fine-tune":{"epochs":"10","precision":"bf16","data.train":""},
            "tiny":{"epochs":"35","precision":"fp32","data.train":""}}})";

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// A page on a folder of its own, with the stand-in as its training program. Ends what still runs.
class Page {
public:
    Page() {
        std::filesystem::create_directories(folder_ / "bin");
        std::filesystem::copy_file(FAKE_RTRACK, folder_ / "bin/rtrack");
        folder_.write("bin/options.json", kOptionsJson);
        open();
    }
    ~Page() {
        for (const RunSummary& run : page_->table()->runs()->runs()) kill_worker(run.folder);
    }

    void open() {
        page_ = std::make_unique<TrainPage>(text(folder_ / "bin/rtrack"), &messages_);
        page_->resize(1200, 800);
        page_->setRunsFolder(text(folder_ / "runs"));
        page_->show();
    }
    void close() { page_.reset(); }
    void start(const std::string& name) {
        JobSpec job;
        job.config = "fine-tune";
        job.run_folder = folder_ / ("runs/" + name);
        page_->start(job);
    }
    TrainPage* operator->() { return page_.get(); }
    [[nodiscard]] std::filesystem::path folder(const std::string& name) const {
        return folder_ / ("runs/" + name);
    }
    /// -1 before it is listed.
    [[nodiscard]] int state(const std::string& name) {
        const RunSummary* run = page_->table()->runs()->find(text(folder(name)));
        return run ? static_cast<int>(run->state) : -1;
    }
    /// Of the run's status; 0 before its process has written one.
    [[nodiscard]] int64_t step(const std::string& name) {
        const RunSummary* run = page_->table()->runs()->find(text(folder(name)));
        return run ? run->step : 0;
    }
    /// Times that its process was started.
    [[nodiscard]] int starts(const std::string& name) const {
        std::ifstream file(folder(name) / "arguments.txt");
        return static_cast<int>(std::count(std::istreambuf_iterator<char>(file), {}, '\n'));
    }
    /// Lets the runs named short end.
    void letGo() const { folder_.write("runs/let-go", "now"); }
    [[nodiscard]] QString arguments(const std::string& name) const {
        std::ifstream file(folder(name) / "arguments.txt");
        std::string line, last;
        while (std::getline(file, line)) last = line;
        return QString::fromStdString(last);
    }
    MessageBar& messages() { return messages_; }

private:
    TemporaryFolder folder_;
    MessageBar messages_;
    std::unique_ptr<TrainPage> page_;
};

#define TRY_STATE(page, name, wanted) TRY_COMPARE((page).state(name), static_cast<int>(RunState::wanted))

/// Folders of pictures in which a bright square moves on a dark ground, as a GOT-10k data set.
void writeDataset(const std::filesystem::path& root, int sequences) {
    std::filesystem::create_directories(root);
    std::ofstream list(root / "list.txt");
    for (int sequence = 0; sequence < sequences; ++sequence) {
        const std::string name = "square" + std::to_string(sequence);
        list << name << "\n";
        std::filesystem::create_directories(root / name);
        std::ofstream truth(root / name / "groundtruth.txt");
        for (int frame = 0; frame < 12; ++frame) {
            const QRect box(30 + 4 * frame, 40 + 3 * sequence, 40, 32);
            QImage picture(200, 140, QImage::Format_RGB888);
            picture.fill(QColor(40, 60, 50));
            QPainter(&picture).fillRect(box, QColor(230, 180, 90));
            const QString file = QString("%1.jpg").arg(frame + 1, 8, 10, QChar('0'));
            QVERIFY(picture.save(QDir(text(root / name)).filePath(file), "JPG", 90));
            truth << box.x() << "," << box.y() << "," << box.width() << "," << box.height() << "\n";
        }
    }
}

}  // namespace

void TrainControlTest::initTestCase() {
    QSettings().remove("train");
}

void TrainControlTest::aRunIsStartedPausedStoppedAndResumed() {
    Page page;
    page.start("good");
    TRY_STATE(page, "good", Running);
    QCOMPARE(page->table()->selectedFolders(), QStringList{text(page.folder("good"))});
    QVERIFY(page.arguments("good").startsWith(" train fine-tune"));
    page->pauseAction()->trigger();
    TRY_STATE(page, "good", Paused);
    TRY_COMPARE(page->pauseAction()->text(), QString("Continue"));
    page->pauseAction()->trigger();
    TRY_STATE(page, "good", Running);
    page->stopAction()->trigger();
    TRY_STATE(page, "good", Stopped);
    QVERIFY(!page->stopAction()->isVisible());
    page->resumeAction()->trigger();
    TRY_STATE(page, "good", Running);
    QCOMPARE(page.starts("good"), 2);
    QCOMPARE(page->stopAction()->text(), QString("Stop"));  // this process was not asked to stop yet
}

void TrainControlTest::theModelOfARunAtWorkIsTheBestOrNone() {
    Page page;
    page.start("good");
    TRY_STATE(page, "good", Running);
    const RunPaths paths(page.folder("good"));
    std::filesystem::create_directories(paths.model().parent_path());
    std::ofstream(paths.model()) << "unfinished";
    TRY_VERIFY(page->useModelAction()->isVisible());
    QVERIFY(!page->useModelAction()->isEnabled());
    std::ofstream(paths.best_model()) << "measured";
    TRY_VERIFY(page->useModelAction()->isEnabled());
    QCOMPARE(page->useModelAction()->text(), QString("Use the best model so far"));
    page->stopAction()->trigger();
    TRY_STATE(page, "good", Stopped);
    TRY_COMPARE(page->useModelAction()->text(), QString("Use this model"));
    QVERIFY(page->useModelAction()->isEnabled());
}

void TrainControlTest::aRunGoesOnWithoutTheStudioAndIsFoundAgain() {
    Page page;
    page.start("good");
    TRY_STATE(page, "good", Running);
    page.close();
    const auto step = [&] { return read_status(page.folder("good"))->value("step", 0); };
    const int at_close = step();
    TRY_VERIFY(step() > at_close + 3);
    QVERIFY(run_is_active(page.folder("good")));
    page.open();
    TRY_STATE(page, "good", Running);
    page->stopAction()->trigger();
    TRY_STATE(page, "good", Stopped);
}

void TrainControlTest::aCrashIsToldAndCanBeResumed() {
    Page page;
    page.start("crash");
    TRY_STATE(page, "crash", Interrupted);
    QVERIFY(page->resumeAction()->isVisible());
    bool told = false;
    for (const QLabel* label : page->findChildren<QLabel*>())
        told |= label->text().contains("ended without a word");
    QVERIFY(told);
    page->resumeAction()->trigger();
    TRY_COMPARE(page.starts("crash"), 2);  // the list says "interrupted" until it has looked again
}

void TrainControlTest::aRunThatDoesNotObeyCanBeEnded() {
    Page page;
    page.start("ignore");
    TRY_STATE(page, "ignore", Running);
    TRY_VERIFY(page.step("ignore") > 0);  // its lock names its process, and its status is written
    page->stopAction()->trigger();
    QCOMPARE(page->stopAction()->text(), QString("End it now"));
    const int64_t at_stop = page.step("ignore");
    TRY_VERIFY(page.step("ignore") > at_stop + 20);
    QCOMPARE(page.state("ignore"), static_cast<int>(RunState::Running));
    page->stopAction()->trigger();
    TRY_STATE(page, "ignore", Interrupted);
}

void TrainControlTest::outOfMemoryOffersHalfTheBatch() {
    Page page;
    page.start("memory");
    TRY_STATE(page, "memory", Failed);
    TRY_COMPARE(page->resumeAction()->text(), QString("Resume with batch 4 instead of 8"));
    page->resumeAction()->trigger();
    TRY_STATE(page, "memory", Running);
    QVERIFY2(page.arguments("memory").contains("--set batch_size=4 --set optimizer.accumulate=2"),
             qPrintable(page.arguments("memory")));
    QCOMPARE(divisor_of_batch(25), 5);  // 12 twice over would be other steps
}

void TrainControlTest::aSilentRunIsToldWithItsLastWords() {
    Page page;
    page.start("hang");
    const auto told = [&] {
        for (const QLabel* label : page->findChildren<QLabel*>()) {
            if (label->text().contains("not heard of for 20 s; its last words: reading the data set"))
                return true;
        }
        return false;
    };
    TRY_VERIFY(told());
    TRY_STATE(page, "hang", Running);
    QVERIFY(page->reportAction()->isVisible());
    page->reportAction()->trigger();
    const QString report = QGuiApplication::clipboard()->text();
    for (const QString& wanted : {QString("not heard of for 20 s"), QString("reading the data set"),
                                  text(page.folder("hang")), QString("batch_size = ")})
        QVERIFY2(report.contains(wanted), qPrintable(report));
}

void TrainControlTest::liveTrackingGivesBackItsMemoryToARun() {
    OpenWindow window;
    window.drawBox({20, 40, 30, 24});
    Q_EMIT window->trainPage()->memoryWanted("auto");
    QTest::qWait(100);
    QCOMPARE(window.script().releases, 0);  // on the processor there is nothing to give
    Settings settings = window->settings();
    settings.tracker.device = "cuda";
    window->changeSettings(settings);
    const auto device_known = [&] {
        const auto labels = window->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [](const QLabel* label) { return label->toolTip().startsWith("CUDA: a GPU"); });
    };
    TRY_VERIFY(device_known());
    window.script().held_after = window.script().updates + 5;  // at work until it is stopped
    window.trigger(ActionId::TrackForward);
    TRY_VERIFY(window.boxCount() > 1);
    Q_EMIT window->trainPage()->memoryWanted("cpu");
    QVERIFY(window->session()->trackRun()->running());
    Q_EMIT window->trainPage()->memoryWanted("auto");
    QVERIFY(!window->session()->trackRun()->running());
    window.script().held_after = -1;
    QVERIFY2(window->messageBar()->text().contains("a training run starts"),
             qPrintable(window->messageBar()->text()));
    TRY_COMPARE(window.script().releases, 1);
}

void TrainControlTest::aRunSaysWhichDeviceItTakes() {
    JobSpec job;
    QCOMPARE(device_of(job, {}), std::string("auto"));
    QCOMPARE(device_of(job, {{"device", "cpu"}}), std::string("cpu"));
    job.settings = {"device=cpu", "epochs=2", "device=cuda:1"};
    QCOMPARE(device_of(job, {{"device", "cpu"}}), std::string("cuda:1"));
}

void TrainControlTest::aRefusedStartShowsItsLastWords() {
    Page page;
    page.start("refuse");
    TRY_STATE(page, "refuse", Failed);
    TRY_VERIFY(page->findChild<QPlainTextEdit*>()->toPlainText().contains("the nearest is 'epochs'"));
}

void TrainControlTest::runsWaitForTheirTurn() {
    Page page;
    page.start("short-1");
    TRY_STATE(page, "short-1", Running);
    page.start("short-3");
    const auto queued = [&](const char* name) { return RunPaths(page.folder(name)).job(); };
    std::filesystem::last_write_time(queued("short-3"), std::filesystem::last_write_time(queued("short-1")));
    page.start("short-2");  // the time counts, not the name
    TRY_STATE(page, "short-2", Waiting);
    QCOMPARE(page.state("short-3"), static_cast<int>(RunState::Waiting));
    page.letGo();
    for (const char* name : {"short-1", "short-2", "short-3"}) TRY_STATE(page, name, Finished);
    const auto started = [&](const char* name) {
        return std::filesystem::last_write_time(page.folder(name) / "arguments.txt");
    };
    QVERIFY(started("short-3") < started("short-2"));
    page.start("short-1");  // a name that is taken
    QVERIFY2(page.messages().text().contains("already"), qPrintable(page.messages().text()));
}

void TrainControlTest::aFormStaysUntilItsRunIsQueued() {
    Page page;
    page->newRun();
    TRY_VERIFY(page->findChild<NewRunDialog*>());
    auto* dialog = page->findChild<NewRunDialog*>();
    JobSpec job = dialog->job();
    job.run_folder = page.folder("../bin/rtrack/run");  // below a file
    Q_EMIT dialog->startWanted(job);
    QVERIFY(dialog->isVisible());
    QVERIFY2(dialog->messageBar()->text().contains("cannot be made"),
             qPrintable(dialog->messageBar()->text()));
    QVERIFY(page.messages().text().isEmpty());
    job.run_folder = page.folder("short");
    Q_EMIT dialog->startWanted(job);
    QVERIFY(!dialog->isVisible());
    TRY_STATE(page, "short", Running);
}

void TrainControlTest::anotherVersionIsTold() {
    Page page;
    TrainPage other("/bin/echo", &page.messages());  // answers, but not as the form needs
    other.newRun();
    TRY_VERIFY(page.messages().text().contains("another version"));
    TrainPage missing("/nowhere/rtrack", &page.messages());
    page.messages().clear();
    missing.newRun();
    TRY_VERIFY(page.messages().text().contains("/nowhere/rtrack"));
}

void TrainControlTest::theFormMarksWhatDiffersAndWhatIsWrong() {
    const TemporaryFolder folder;
    NewRunRequest request;
    request.runs_folder = text(folder.path());
    request.catalogue = *OptionCatalogue::fromJson(kOptionsJson);
    request.preset = "fine-tune";
    NewRunDialog dialog(request);
    dialog.setName("mine");
    QVERIFY(dialog.problem().contains("data set"));
    dialog.form()->setValue("data.train", "got10k:/data");
    QCOMPARE(dialog.problem(), QString());
    dialog.form()->setValue("epochs", "0");
    QVERIFY(dialog.problem().contains("between 1 and 99"));
    dialog.form()->setValue("epochs", "many");
    QVERIFY(dialog.problem().contains("whole number"));
    dialog.form()->setValue("precision", "fp8");
    dialog.form()->setValue("epochs", "20");
    QVERIFY(dialog.problem().contains("one of fp32, bf16"));
    dialog.form()->setValue("precision", "bf16");
    QCOMPARE(dialog.problem(), QString());
    QCOMPARE(dialog.form()->assignments(), QStringList({"data.train=got10k:/data", "epochs=20"}));
    const auto marked =
        dialog.form()->tree()->findItems(QString::fromUtf8("● "), Qt::MatchContains | Qt::MatchRecursive);
    QCOMPARE(marked.size(), 2);
    dialog.choosePreset("tiny");  // what was changed by hand stays, what the preset now says too is no change
    QCOMPARE(dialog.form()->value("epochs"), QString("20"));
    QCOMPARE(dialog.form()->value("precision"), QString("fp32"));
    const JobSpec job = dialog.job();
    QCOMPARE(job.config, std::string("tiny"));
    QCOMPARE(text(job.run_folder), text(folder / "mine"));
}

void TrainControlTest::aCheckOnlyPutsOffThePairs() {
    const TemporaryFolder folder;
    std::filesystem::copy_file(FAKE_RTRACK, folder / "rtrack");
    NewRunRequest request;
    request.program = text(folder / "rtrack");
    request.runs_folder = text(folder.path());
    request.catalogue = *OptionCatalogue::fromJson(kOptionsJson);
    request.preset = "fine-tune";
    request.train = "got10k:/data";
    auto dialog = std::make_unique<NewRunDialog>(request);
    dialog->show();
    const auto written = [&] { return QFileInfo(text(folder / "preview")).size() > 0; };
    TRY_VERIFY(written());  // by itself
    QVERIFY(dialog->previewShown().isNull());
    dialog->startCheck();
    TRY_COMPARE(dialog->findings(), QString("no faults"));
    folder.write("let-go", "now");  // until then a preview is being made
    dialog->findChild<QTabWidget*>()->setCurrentIndex(0);
    TRY_VERIFY(!dialog->previewShown().isNull());
    const auto* pane = dialog->findChild<PicturePane*>();  // as large as its place
    TRY_VERIFY(pane->visibleRegion().boundingRect().contains(pane->place()));
    TRY_VERIFY(std::min(pane->width() - pane->place().width(), pane->height() - pane->place().height()) < 20);
    // Closed while it is made, it leaves nothing behind.
    std::filesystem::remove(folder / "let-go");
    std::filesystem::remove(folder / "preview");
    dialog->startPreview();
    TRY_VERIFY(written());
    QFile asked(text(folder / "preview"));
    QVERIFY(asked.open(QIODevice::ReadOnly));
    const QString picture = QString::fromUtf8(asked.readAll()).trimmed();
    QVERIFY2(QFileInfo::exists(picture), qPrintable(picture));
    dialog.reset();
    QVERIFY2(!QFileInfo::exists(picture), qPrintable(picture));
}

void TrainControlTest::aProjectWithoutAPairIsNoTrainingData() {
    OpenWindow window;
    window.drawBox({20, 40, 30, 24});
    window.script().doubt_from = -1;
    window.track(1);  // boxes that nobody has looked at
    Q_EMIT window->trainPage()->projectBoxesWanted();
    QVERIFY(window->messageBar()->text().contains("nothing to train on"));
    window->messageBar()->clear();
    window.goTo(7);
    window.redrawBox({27, 40, 30, 24});
    Q_EMIT window->trainPage()->projectBoxesWanted();
    QVERIFY(window->messageBar()->text().contains("Save the project"));  // the run would lose its data
    window->projectController()->saveAs(window.file("named.rtrack"));
    TRY_VERIFY(!window->projectController()->isUntitled());
    window->messageBar()->clear();
    Q_EMIT window->trainPage()->projectBoxesWanted();
    QVERIFY(window->messageBar()->text().isEmpty());
}

void TrainControlTest::theRealTrainerFromTheFormToTheModel() {
    const QString program = qEnvironmentVariable("RTRACK_PROGRAM");
    if (program.isEmpty()) QSKIP("RTRACK_PROGRAM does not name the built rtrack; CTest sets it");
    const TemporaryFolder folder;
    writeDataset(folder / "data", 2);
    const QString data = "got10k:" + text(folder / "data");
    MessageBar messages;
    auto page = std::make_unique<TrainPage>(program, &messages);
    page->setRunsFolder(text(folder / "runs"));
    page->resize(1200, 800);
    page->show();
    page->newRun();
    TRY_VERIFY(page->findChild<NewRunDialog*>());
    auto* dialog = page->findChild<NewRunDialog*>();
    dialog->choosePreset("tiny");
    dialog->setName("real");
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{
             {"model.template_size", "32"},
             {"model.search_size", "64"},
             {"model.embed_dim", "32"},
             {"model.depth", "2"},
             {"model.heads", "2"},
             {"model.elimination_layers", "1"},
             {"model.head_channels", "32"},
             {"model.head_layers", "1"},
             {"assigner.candidates", "6"},
             {"batch_size", "4"},
             {"epochs", "100000"},  // it is stopped
             {"data.pairs_per_epoch", "8"},
             {"device", "cpu"},
             {"threads", "1"},
             {"report_every_steps", "1"},
             {"data.loader_threads", "1"},
             {"data.sampler.min_frames", "2"},
             {"data.sampler.min_visible_frames", "2"}}) {
        dialog->form()->setValue(name, value);
    }
    dialog->form()->setValue("data.train", data);
    QCOMPARE(dialog->problem(), QString());
    TRY_VERIFY(dialog->estimate().contains("at batch 4"));  // by itself, as the pairs
    TRY_VERIFY(!dialog->previewShown().isNull());
    dialog->startCheck();
    TRY_VERIFY(dialog->findings().contains("no faults"));
    dialog->startProbe();
    TRY_VERIFY(dialog->findings().contains("whole run"));
    Q_EMIT dialog->startWanted(dialog->job());

    const QString run = text(folder / "runs/real");
    const auto state = [&] {
        const RunSummary* found = page->table()->runs()->find(run);
        return found ? static_cast<int>(found->state) : -1;
    };
    const auto try_state = [&](RunState wanted) { TRY_COMPARE(state(), static_cast<int>(wanted)); };
    try_state(RunState::Running);
    TRY_VERIFY(!page->plots()->valuesAt(RunPlots::Loss, 1e9).isEmpty());
    page->pauseAction()->trigger();
    try_state(RunState::Paused);
    page.reset();  // the studio is closed, and opened again
    page = std::make_unique<TrainPage>(program, &messages);
    page->setRunsFolder(text(folder / "runs"));
    page->show();
    try_state(RunState::Paused);
    page->pauseAction()->trigger();
    try_state(RunState::Running);
    page->stopAction()->trigger();
    try_state(RunState::Stopped);
    QString model;
    connect(page.get(), &TrainPage::modelChosen, this, [&](const QString& file) { model = file; });
    page->useModelAction()->trigger();
    QVERIFY2(QFile::exists(model), qPrintable(model));
}
