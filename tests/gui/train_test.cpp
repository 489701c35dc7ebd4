#include "tests/gui/train_test.h"

#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>
#include <fstream>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tests/gui/run_files.h"
#include "tests/support/temporary_folder.h"
#include "training/run/run_dir.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/plot_style.h"
#include "widgets/common/qcustomplot_header.h"
#include "widgets/train/config_view.h"
#include "widgets/train/run_plots.h"
#include "widgets/train/run_watcher.h"
#include "widgets/train/runs_table.h"
#include "widgets/train/train_page.h"
#include "widgets/train/worker.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

QString cell(QTreeView* table, int row, int column) {
    return table->model()->index(row, column).data().toString();
}

/// The rows' names, in the order shown.
QStringList names(QTreeView* table) {
    QStringList list;
    for (int row = 0; row < table->model()->rowCount(); ++row) list << cell(table, row, RunsModel::Name);
    return list;
}

void append(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary | std::ios::app) << text;
}

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

}  // namespace

void TrainTest::docksAndKeysBelongToAnnotate() {
    OpenWindow window;
    window.drawBox({20, 40, 30, 30});
    QDockWidget* timeline = window->findChild<QDockWidget*>("timeline");
    QVERIFY(timeline->isVisible());
    QVERIFY(window->action(ActionId::TrackForward)->isEnabled());
    const Box before = window.boxAt(0)->box;

    window.trigger(ActionId::TrainWorkspace);
    QVERIFY(window->trainPage()->isVisible());
    QVERIFY(!timeline->isVisible());
    QVERIFY(!timeline->toggleViewAction()->isEnabled());
    QVERIFY(!window->action(ActionId::TrackForward)->isEnabled());
    window->session()->goTo(3);  // the session goes on and asks for its actions again
    TRY_COMPARE(window->session()->player()->shownFrame(), 3);
    QVERIFY(!window->action(ActionId::TrackForward)->isEnabled());
    window.goTo(0);
    QTest::keyClick(&*window, Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(window.boxAt(0)->box == before);

    window.trigger(ActionId::AnnotateWorkspace);
    QVERIFY(timeline->isVisible());
    QVERIFY(window->action(ActionId::TrackForward)->isEnabled());
}

void TrainTest::openingAVideoLeadsBackToAnnotate() {
    OpenWindow window;
    window.trigger(ActionId::TrainWorkspace);
    window->openDemo();
    TRY_VERIFY(window->frameView()->isVisible());
    QVERIFY(window->findChild<QDockWidget*>("timeline")->isVisible());
    QVERIFY(window->action(ActionId::AnnotateWorkspace)->isChecked());
}

void TrainTest::closingAsksWhatBecomesOfRunsAtWork() {
    TemporaryFolder root;
    const RunDir run(root / "a");  // this process works on it
    run.write_status({{"state", "running"}});
    OpenWindow window;
    window->trainPage()->setRunsFolder(QString::fromStdString(root.path().string()));
    TRY_COMPARE(window->trainPage()->runsAtWork(), 1);
    const auto answer = [&](const QString& text) {
        window->close();
        auto* question = window->findChild<QMessageBox*>();
        QVERIFY(question && window->isVisible());
        for (QAbstractButton* button : question->buttons()) {
            if (button->text() == text) return button->click();
        }
        QFAIL("no such button");
    };
    answer("Cancel");
    QVERIFY(window->isVisible());
    TRY_VERIFY(!window->findChild<QMessageBox*>());
    answer("Pause");
    TRY_VERIFY(!window->isVisible());
    QFile control(QString::fromStdString(run.paths().control().string()));
    QVERIFY(control.open(QIODevice::ReadOnly));
    QCOMPARE(control.readAll(), QByteArray("pause\n"));
}

void TrainTest::closingTellsWhichRunsHaveNotBegun() {
    TemporaryFolder root;
    const RunDir at_work(root / "a");  // by this process
    at_work.write_status({{"state", "running"}});
    for (const char* name : {"b", "c"}) {
        JobSpec job;
        job.config = "fine-tune";
        job.run_folder = root / name;
        queue_run(job);
    }
    OpenWindow window;
    window->trainPage()->setRunsFolder(QString::fromStdString(root.path().string()));
    TRY_COMPARE(window->trainPage()->runsAtWork(), 1);
    QCOMPARE(window->trainPage()->runsWaiting(), 2);
    window->close();
    auto* question = window->findChild<QMessageBox*>();
    QVERIFY(question && window->isVisible());
    QVERIFY2(question->text().contains("A training run is at work") &&
                 question->text().contains("2 runs wait for their turn"),
             qPrintable(question->text()));
    question->reject();
    TRY_VERIFY(!window->findChild<QMessageBox*>());
    QVERIFY(window->isVisible());
}

void TrainTest::runsAreListedWhereverTheyComeFrom() {
    TemporaryFolder root;
    writeRun(root, "copied/from a server", "finished", 0.6643);
    root.write("broken/status.json", "{\"state\": \"fini");
    root.write("broken/config.yaml", "a: [");
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.setRunsFolder(QString::fromStdString(root.path().string()));
    page.show();
    TRY_COMPARE(names(page.table()), QStringList({"broken", "copied/from a server"}));
    QCOMPARE(cell(page.table(), 1, RunsModel::State), QString("finished"));
    QCOMPARE(cell(page.table(), 1, RunsModel::BestAo), QString("0.664"));
    QCOMPARE(cell(page.table(), 1, RunsModel::Progress), QString("25 %"));
    QCOMPARE(cell(page.table(), 1, RunsModel::Pairs), QString("1.20 M"));
    QCOMPARE(cell(page.table(), 1, RunsModel::Minutes), QString("2 h 05 min"));
    QCOMPARE(cell(page.table(), 1, RunsModel::Device), QString("CUDA: a GPU, bf16"));
}

void TrainTest::aRunThatComesAndGoesKeepsTheSelection() {
    TemporaryFolder root;
    writeRun(root, "m", "running", 0.5);
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.setRunsFolder(QString::fromStdString(root.path().string()));
    page.show();
    TRY_COMPARE(names(page.table()), QStringList({"m"}));
    QCOMPARE(cell(page.table(), 0, RunsModel::State), QString("on another machine"));
    page.table()->select(QString::fromStdString((root / "m").string()));
    {
        const RunDir here(root / "a");  // a run of this machine: its lock is held
        here.write_status({{"state", "running"}});
        TRY_COMPARE(names(page.table()), QStringList({"a", "m"}));
        QCOMPARE(cell(page.table(), 0, RunsModel::State), QString("running"));
    }
    TRY_COMPARE(cell(page.table(), 0, RunsModel::State), QString("interrupted"));
    const auto selected = page.table()->selectionModel()->selectedRows();
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.first().data().toString(), QString("m"));
}

void TrainTest::partialLinesWaitAndUnknownEventsAreIgnored() {
    TemporaryFolder root;
    writeRun(root, "r", "running", 0.5);
    const std::string line = stepLine(20, 1.5);
    root.write("r/events.jsonl", eventLine("hello", {{"step", 0}}) + eventLine("tea_break", {{"step", 3}}) +
                                     "no event at all\n" + stepLine(10, 2) + line.substr(0, line.size() / 2));
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.setRunsFolder(text(root.path()));
    page.show();
    TRY_COMPARE(page.plots()->valuesAt(RunPlots::Loss, 0), QString("r, step 10: 2"));
    // The run's words are read together with its events: once they are here, the half line was seen again.
    QSignalSpy read(page.findChild<RunWatcher*>(), &RunWatcher::historyRead);
    root.write("r/worker.txt", "a word");
    TRY_VERIFY(!read.isEmpty() && read.last().at(2).toString() == "a word");
    QCOMPARE(page.plots()->valuesAt(RunPlots::Loss, 1000), QString("r, step 10: 2"));
    append(root / "r/events.jsonl", line.substr(line.size() / 2));
    TRY_COMPARE(page.plots()->valuesAt(RunPlots::Loss, 1000), QString("r, step 20: 1.5"));
    // A resumed run takes back what came after its checkpoint.
    append(root / "r/events.jsonl", eventLine("hello", {{"step", 10}}) + stepLine(15, 1.9));
    TRY_COMPARE(page.plots()->valuesAt(RunPlots::Loss, 1000), QString("r, step 15: 1.9"));
}

void TrainTest::aRunOfANewerProgramIsTold() {
    const TemporaryFolder root;
    writeRun(root, "r", "running", 0.5);
    nlohmann::json newer = nlohmann::json::parse(stepLine(3, 2));
    newer["version"] = kEventVersion + 1;
    root.write("r/events.jsonl",
               newer.dump() + "\n" + eventLine("warning", {{"message", "the disk is nearly full"}}));
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.setRunsFolder(text(root.path()));
    page.show();
    const auto says = [&](const QString& words) {
        const auto labels = page.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text().contains(words); });
    };
    TRY_VERIFY(says("A newer program wrote this run"));
    QVERIFY(says("Its last warning: the disk is nearly full"));
    QCOMPARE(page.plots()->valuesAt(RunPlots::Loss, 0), QString("r, step 3: 2"));
}

void TrainTest::aShortRunIsSeen() {
    const auto epochEnd = [](int step, double loss) {
        return eventLine("epoch_end", {{"step", step}, {"loss_total", loss}, {"iou", 0.7}});
    };
    TemporaryFolder root;
    writeRun(root, "r", "running", 0.5);
    root.write("r/events.jsonl",
               eventLine("step", {{"step", 5}, {"loss_total", 1.8}, {"iou", 0.7}, {"learning_rate", 6e-6}}));
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.setRunsFolder(text(root.path()));
    page.show();
    const auto sees = [&](int plot, double x, double y) { return page.plots()->viewOf(plot).contains(x, y); };
    TRY_VERIFY(page.plots()->viewOf(RunPlots::LearningRate).bottom() < 1e-4);
    QVERIFY(sees(RunPlots::LearningRate, 5, 6e-6));
    QVERIFY(page.plots()->viewOf(RunPlots::LearningRate).top() >= 0);
    append(root / "r/events.jsonl", epochEnd(4, 1.9) + epochEnd(80, 3.1));
    TRY_COMPARE(page.plots()->valuesAt(RunPlots::Loss, 1000), QString("r, step 80: 3.1"));
    QVERIFY(sees(RunPlots::Loss, 4, 1.9) && sees(RunPlots::Loss, 80, 3.1));  // the view grows with the run
    QVERIFY(sees(RunPlots::Iou, 80, 0.7));
}

void TrainTest::selectedRunsAreCompared() {
    TemporaryFolder root;
    for (const std::string name : {"a", "b", "c"}) {
        writeRun(root, name, "finished", name == "a" ? 0.5 : 0.6);
        root.write(name + "/config.yaml", "epochs: 4\noptimizer:\n  learning_rate: " + name + "\n");
        root.write(
            name + "/events.jsonl",
            stepLine(10, 2) +
                eventLine("validation",
                          {{"step", 10}, {"ao", 0.5}, {"sr_50", 0.6}, {"sr_75", 0.4}, {"dataset", "v"}}));
    }
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.setRunsFolder(text(root.path()));
    page.resize(1200, 800);
    page.show();
    TRY_COMPARE(names(page.table()).size(), 3);
    page.table()->runs()->setBaseline(text(root / "a"));
    QCOMPARE(cell(page.table(), 0, RunsModel::Difference), QString("baseline"));
    QCOMPARE(cell(page.table(), 1, RunsModel::Difference), QString("+0.100"));
    page.table()->selectAll();
    TRY_COMPARE(page.plots()->valuesAt(RunPlots::Ao, 10).count('\n'), 2);
    QCOMPARE(page.configView()->list()->topLevelItemCount(), 1);
    QCOMPARE(page.configView()->list()->topLevelItem(0)->text(0), QString("optimizer.learning_rate"));
    QCOMPARE(page.configView()->list()->topLevelItem(0)->text(3), QString("c"));
    page.configView()->setOnlyDifferences(false);
    QCOMPARE(page.configView()->list()->topLevelItemCount(), 2);

    QCOMPARE(page.plots()->exportTo(text(root / "plots.csv")), QString());
    QFile csv(text(root / "plots.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll().count('\n'), 7);
    for (const char* picture : {"plots.png", "plots.svg"}) {
        QCOMPARE(page.plots()->exportTo(text(root / picture)), QString());
        QVERIFY(QFileInfo(text(root / picture)).size() > 1000);
    }
    QVERIFY(!page.plots()->exportTo("/nowhere/plots.csv").isEmpty());
}

void TrainTest::coloursAndNamesOfRunsAreSeen() {
    const TemporaryFolder root;
    writeRun(root, "a", "finished", 0.5);
    root.write("a/events.jsonl", stepLine(10, 2));
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.setRunsFolder(text(root.path()));
    page.resize(1200, 800);
    page.show();
    TRY_COMPARE(names(page.table()).size(), 1);
    // The colour of a plotted run is the same, with an edge around it, where its row is selected.
    TRY_VERIFY(!page.plots()->valuesAt(RunPlots::Loss, 10).isEmpty());
    const auto patch = [&](int row) {
        return page.table()->model()->index(row, RunsModel::Name).data(Qt::DecorationRole).value<QIcon>();
    };
    const QImage selected = patch(0).pixmap(QSize(32, 32), 1.0, QIcon::Selected).toImage();
    QCOMPARE(selected, patch(0).pixmap(QSize(32, 32), 1.0, QIcon::Normal).toImage());
    QCOMPARE(selected.pixelColor(16, 16), seriesColor(0, isDark(page.palette())));
    QCOMPARE(selected.pixelColor(16, 3), QColor(Qt::white));
    // A longer name that comes later is not cut.
    const QString long_name = "a-run-with-a-much-longer-name-2026-01-31";
    writeRun(root, long_name.toStdString(), "finished", 0.5);
    TRY_COMPARE(names(page.table()).size(), 2);
    const int patch_width = page.table()->style()->pixelMetric(QStyle::PM_SmallIconSize);
    QVERIFY(page.table()->columnWidth(RunsModel::Name) >=
            page.table()->fontMetrics().horizontalAdvance(long_name) + patch_width);
    QCOMPARE(patch(1).pixmap(QSize(32, 32)).toImage().pixelColor(16, 16).alpha(), 0);  // not plotted
    // Several runs have a legend, below the plots.
    auto* canvas = page.plots()->findChild<QCustomPlot*>();
    canvas->replot(QCustomPlot::rpImmediateRefresh);
    for (const QCPAxisRect* rect : canvas->axisRects()) QVERIFY(rect->width() > 200);
    page.table()->selectAll();
    const auto legend = [&] { return canvas->plotLayout()->element(1, 0); };
    TRY_VERIFY(qobject_cast<QCPLegend*>(legend())->itemWithPlottable(canvas->graph(1)) != nullptr);
    canvas->replot(QCustomPlot::rpImmediateRefresh);
    for (const QCPAxisRect* rect : canvas->axisRects())
        QVERIFY(!legend()->outerRect().intersects(rect->outerRect()));
    QVERIFY(canvas->rect().contains(legend()->outerRect()));
}

void TrainTest::runsAreRenamedAndOnesAtWorkAreLeftAlone() {
    TemporaryFolder root;
    writeRun(root, "old", "finished", 0.5);
    const RunDir working(root / "working");
    working.write_status({{"state", "running"}});
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.setRunsFolder(text(root.path()));
    page.show();
    TRY_COMPARE(names(page.table()), QStringList({"old", "working"}));
    QVERIFY(!page.table()->rename(text(root / "working"), "new").isEmpty());
    QVERIFY(!page.table()->moveToBin(text(root / "working")).isEmpty());
    QVERIFY(!page.table()->rename(text(root / "old"), "working").isEmpty());
    QVERIFY(!page.table()->rename(text(root / "old"), "../new").isEmpty());
    QCOMPARE(page.table()->rename(text(root / "old"), "new"), QString());
    TRY_COMPARE(names(page.table()), QStringList({"new", "working"}));
}

void TrainTest::whatNamesARenamedRunFollowsIt() {
    TemporaryFolder root;
    writeRun(root, "old", "finished", 0.5);
    OpenWindow window;
    const Settings before = window->settings();
    RunsTable* table = window->trainPage()->table();
    window->trainPage()->setRunsFolder(text(root.path()));
    TRY_COMPARE(names(table), QStringList({"old"}));
    table->runs()->setBaseline(text(root / "old"));
    Settings changed = before;
    changed.tracker.model = root / "old/checkpoints/model.safetensors";
    window->changeSettings(changed);
    QSignalSpy baseline(table, &RunsTable::baselineChosen);
    QCOMPARE(table->rename(text(root / "old"), "new"), QString());
    QCOMPARE(window->settings().tracker.model, (root / "new/checkpoints/model.safetensors").string());
    QCOMPARE(table->runs()->baseline(), text(root / "new"));
    QCOMPARE(baseline.count(), 1);
    QCOMPARE(table->rename(text(root / "new"), "newer"), QString());
    QCOMPARE(window->settings().tracker.model, (root / "newer/checkpoints/model.safetensors").string());
    window->changeSettings(before);
    QSettings().remove("train/baseline");
}

void TrainTest::aRunThatWaitsCanBeDiscarded() {
    TemporaryFolder root;
    MessageBar messages;
    TrainPage page(QString(), &messages);  // without a program it waits for ever
    page.setRunsFolder(text(root.path()));
    page.show();
    JobSpec job;
    job.run_folder = root / "waiting";
    QVERIFY(page.start(job));
    TRY_COMPARE(page.table()->selectedFolders(), QStringList({text(root / "waiting")}));
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->text() == "Discard…") button->click();
    }
    auto* question = page.findChild<QMessageBox*>();
    QVERIFY(question);
    for (QAbstractButton* button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::DestructiveRole) button->click();
    }
    QVERIFY2(!std::filesystem::exists(root / "waiting"), qPrintable(messages.text()));
    TRY_COMPARE(names(page.table()), QStringList());
}

void TrainTest::aHundredLongRunsAreListedAndOneIsFollowed() {
    const TemporaryFolder root;
    writeLongRuns(root, 100, 100000);
    writeRun(root, "short", "running", 0.5);
    root.write("short/events.jsonl", stepLine(1, 2));
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.show();
    page.setRunsFolder(text(root.path()));
    TRY_COMPARE(names(page.table()).size(), 101);
    page.table()->select(text(root / "run7"));
    TRY_COMPARE(page.plots()->valuesAt(RunPlots::Loss, 1e6).section(':', 0, 0), QString("run7, step 100000"));
    page.table()->select(text(root / "short"));
    std::string lines;
    for (int step = 2; step <= 600; ++step) lines += stepLine(step, 2);
    append(root / "short/events.jsonl", lines);
    TRY_COMPARE(page.plots()->valuesAt(RunPlots::Loss, 1e6).section(':', 0, 0), QString("short, step 600"));
}
