#include "tests/gui/train_test.h"

#include <QAction>
#include <QDockWidget>
#include <QTest>
#include <QTimer>
#include <QTreeWidget>
#include <cmath>
#include <fstream>
#include <thread>

#include "tests/gui/fakes.h"
#include "tests/support/temporary_folder.h"
#include "training/run/run_dir.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/common/message_bar.h"
#include "widgets/train/config_view.h"
#include "widgets/train/run_plots.h"
#include "widgets/train/runs_table.h"
#include "widgets/train/train_page.h"

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

/// A folder as a run of another machine leaves it.
void writeRun(const TemporaryFolder& root, const std::string& name, const std::string& state, double ao) {
    const nlohmann::json status = {{"state", state},   {"host", "a-server"}, {"step", 50}, {"steps", 200},
                                   {"pairs", 1200000}, {"minutes", 125.4},   {"ao", ao}};
    root.write(name + "/status.json", status.dump());
    root.write(name + "/config.yaml", "epochs: 4\ndata:\n  train: got10k:somewhere\n");
    const nlohmann::json environment = {{"device", "CUDA: a GPU, bf16 (driver 570)"}, {"host", "a-server"}};
    root.write(name + "/environment.json", environment.dump());
}

std::string eventLine(const std::string& name, nlohmann::json fields) {
    return line_from_event({name, std::move(fields), "2026-01-31T12:00:00.000Z"}) + "\n";
}

std::string stepLine(int step, double loss) {
    return eventLine("step",
                     {{"step", step}, {"pairs", 24 * step}, {"loss_total", loss}, {"iou", 1 / (1 + loss)}});
}

void append(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary | std::ios::app) << text;
}

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// The longest time in which the event loop did not come round, in milliseconds.
class LongestStall {
public:
    LongestStall() {
        QObject::connect(&timer_, &QTimer::timeout, &timer_,
                         [this] { longest_ = std::max(longest_, clock_.restart()); });
        clock_.start();
        timer_.start(1);
    }
    [[nodiscard]] qint64 milliseconds() const { return longest_; }

private:
    QTimer timer_;
    QElapsedTimer clock_;
    qint64 longest_ = 0;
};

/// Appends lines at a rate, as a run does, until destroyed.
class Flood {
public:
    Flood(std::filesystem::path file, int per_second) : file_(std::move(file)) {
        thread_ = std::thread([this, per_second] {
            std::ofstream stream(file_, std::ios::app);
            for (int step = 1; !ended_; ++step) {
                stream << stepLine(step, 2) << std::flush;
                ++written_;
                std::this_thread::sleep_for(std::chrono::microseconds(1000000 / per_second));
            }
        });
    }
    ~Flood() {
        ended_ = true;
        thread_.join();
    }
    [[nodiscard]] int written() const { return written_; }

private:
    std::filesystem::path file_;
    std::atomic<bool> ended_{false};
    std::atomic<int> written_{0};
    std::thread thread_;
};

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
    QTRY_COMPARE(window->session()->player()->shownFrame(), 3);
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
    QTRY_VERIFY(window->frameView()->isVisible());
    QVERIFY(window->findChild<QDockWidget*>("timeline")->isVisible());
    QVERIFY(window->action(ActionId::AnnotateWorkspace)->isChecked());
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
    QTRY_COMPARE(names(page.table()), QStringList({"broken", "copied/from a server"}));
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
    QTRY_COMPARE(names(page.table()), QStringList({"m"}));
    QCOMPARE(cell(page.table(), 0, RunsModel::State), QString("on another machine"));
    page.table()->select(QString::fromStdString((root / "m").string()));
    {
        const RunDir here(root / "a");  // a run of this machine: its lock is held
        here.write_status({{"state", "running"}});
        QTRY_COMPARE(names(page.table()), QStringList({"a", "m"}));
        QCOMPARE(cell(page.table(), 0, RunsModel::State), QString("running"));
    }
    QTRY_COMPARE(cell(page.table(), 0, RunsModel::State), QString("interrupted"));
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
    QTRY_COMPARE(page.plots()->valuesAt(RunPlots::Loss, 0), QString("r, step 10: 2"));
    QTest::qWait(300);
    QCOMPARE(page.plots()->valuesAt(RunPlots::Loss, 1000), QString("r, step 10: 2"));
    append(root / "r/events.jsonl", line.substr(line.size() / 2));
    QTRY_COMPARE(page.plots()->valuesAt(RunPlots::Loss, 1000), QString("r, step 20: 1.5"));
    // A resumed run takes back what came after its checkpoint.
    append(root / "r/events.jsonl", eventLine("hello", {{"step", 10}}) + stepLine(15, 1.9));
    QTRY_COMPARE(page.plots()->valuesAt(RunPlots::Loss, 1000), QString("r, step 15: 1.9"));
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
    QTRY_COMPARE(names(page.table()).size(), 3);
    page.table()->runs()->setBaseline(text(root / "a"));
    QCOMPARE(cell(page.table(), 0, RunsModel::Difference), QString("baseline"));
    QCOMPARE(cell(page.table(), 1, RunsModel::Difference), QString("+0.100"));
    page.table()->selectAll();
    QTRY_COMPARE(page.plots()->valuesAt(RunPlots::Ao, 10).count('\n'), 2);
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

void TrainTest::runsAreRenamedAndOnesAtWorkAreLeftAlone() {
    TemporaryFolder root;
    writeRun(root, "old", "finished", 0.5);
    const RunDir working(root / "working");
    working.write_status({{"state", "running"}});
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.setRunsFolder(text(root.path()));
    page.show();
    QTRY_COMPARE(names(page.table()), QStringList({"old", "working"}));
    QVERIFY(!page.table()->rename(text(root / "working"), "new").isEmpty());
    QVERIFY(!page.table()->moveToBin(text(root / "working")).isEmpty());
    QVERIFY(!page.table()->rename(text(root / "old"), "working").isEmpty());
    QVERIFY(!page.table()->rename(text(root / "old"), "../new").isEmpty());
    QCOMPARE(page.table()->rename(text(root / "old"), "new"), QString());
    QTRY_COMPARE(names(page.table()), QStringList({"new", "working"}));
}

void TrainTest::aHundredLongRunsAndAFloodOfEventsDoNotHoldUpTheWindow() {
    TemporaryFolder root;
    std::string events;
    for (int step = 1; step <= 100000; ++step) events += stepLine(step, 3.0 * std::exp(-step / 30000.0));
    for (int i = 0; i < 100; ++i) writeRun(root, "run" + std::to_string(i), "finished", 0.5);
    root.write("run0/events.jsonl", events);
    for (int i = 1; i < 100; ++i) {  // each of the same length, without taking 2 GB of disk
        std::filesystem::create_hard_link(root / "run0/events.jsonl",
                                          root / ("run" + std::to_string(i) + "/events.jsonl"));
    }
    root.write("flood/events.jsonl", "");
    MessageBar messages;
    TrainPage page(QString(), &messages);
    page.resize(1200, 800);
    page.show();
    QTest::qWait(200);
    LongestStall stall;
    page.setRunsFolder(text(root.path()));
    QTRY_COMPARE(names(page.table()).size(), 101);
    page.table()->select(text(root / "run7"));
    QTRY_COMPARE_WITH_TIMEOUT(page.plots()->valuesAt(RunPlots::Loss, 1e6).section(':', 0, 0),
                              QString("run7, step 100000"), 60000);
    QTest::qWait(300);
    const qint64 opening = stall.milliseconds();
    LongestStall flood_stall;
    {
        const Flood flood(root / "flood/events.jsonl", 200);
        page.table()->select(text(root / "flood"));
        QTest::qWait(3000);
        QVERIFY(flood.written() > 300);
    }
    qInfo("longest time without the event loop: %lld ms opening, %lld ms in the flood", opening,
          flood_stall.milliseconds());
    // Aim: 50 ms, measured alone on two cores; ten times that is for a loaded machine.
    QVERIFY2(opening < 500, qPrintable(QString::number(opening)));
    QVERIFY2(flood_stall.milliseconds() < 500, qPrintable(QString::number(flood_stall.milliseconds())));
}
