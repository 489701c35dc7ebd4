#include "tests/gui/train_test.h"

#include <QAction>
#include <QDockWidget>
#include <QTest>
#include <QTreeView>

#include "tests/gui/fakes.h"
#include "tests/support/temporary_folder.h"
#include "training/run/run_dir.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/train/runs_model.h"
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
    TrainPage page;
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
    TrainPage page;
    page.setRunsFolder(QString::fromStdString(root.path().string()));
    page.show();
    QTRY_COMPARE(names(page.table()), QStringList({"m"}));
    QCOMPARE(cell(page.table(), 0, RunsModel::State), QString("on another machine"));
    page.table()->setCurrentIndex(page.table()->model()->index(0, 0));
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
