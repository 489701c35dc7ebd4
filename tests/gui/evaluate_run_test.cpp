#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "tests/gui/evaluate_test.h"
#include "tests/gui/evaluation_files.h"
#include "tests/gui/patience.h"
#include "widgets/common/message_bar.h"
#include "widgets/evaluate/evaluate_job.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/evaluate/run_trackers_dialog.h"

using namespace rtrack;
using namespace rtrack::test;

Q_DECLARE_METATYPE(rtrack::EvaluateEnd::Kind)

namespace {

EvaluateRequest requestOf(const EvaluationFiles& files, const QStringList& trackers) {
    EvaluateRequest request;
    request.datasets << QString::fromStdString(files.dataset());
    request.results = QString::fromStdString(files.results());
    request.trackers = trackers;
    return request;
}

/// A request that makes the fake worker behave in this way.
EvaluateRequest fakeRequest(const QString& mode) {
    EvaluateRequest request;
    request.results = "/nowhere/" + mode;
    return request;
}

EvaluateEnd endOf(const QSignalSpy& ended) {
    return ended.isEmpty() ? EvaluateEnd() : ended.last().first().value<EvaluateEnd>();
}

}  // namespace

void EvaluateTest::theNextStepIsTold() {
    const EvaluationFiles files(1);
    EvaluatePage page;
    page.show();
    page.setEngine(RTRACK_FAKE_EVALUATE, {"csrt"}, {});
    const auto told = [&](const QString& words) {
        const auto labels = page.findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](auto* label) { return label->text().contains(words); });
    };
    QVERIFY(told("Add a data set"));
    page.setSetup({{files.dataset()}, files.file("nothing").string(), {}});
    TRY_VERIFY(told("There are no results") && !told("Add a data set"));
    page.evaluateJob()->setPatience(kPatience, 300);
    QSignalSpy ended(page.evaluateJob(), &EvaluateJob::ended);
    page.runTrackers(fakeRequest("hang"));
    QVERIFY(told("are at work"));
    page.evaluateJob()->cancel();
    TRY_COMPARE(ended.count(), 1);
    TRY_VERIFY(!told("are at work"));
}

void EvaluateTest::modelsAreSeparatedByCommasToo() {
    const EvaluationFiles files(1);
    const QString file = QString::fromStdString(files.file("a, b.safetensors").string());
    QFile model(file);
    QVERIFY(model.open(QIODevice::WriteOnly));
    EvaluateRequest request;
    request.results = "/nowhere";
    RunTrackersDialog dialog({"rtrack"}, request);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.findChild<QLineEdit*>()->setText("shipped, other; " + file);
    QStringList trackers;
    connect(&dialog, &RunTrackersDialog::chosen, &dialog,
            [&](const EvaluateRequest& chosen) { trackers = chosen.trackers; });
    for (QAbstractButton* button : dialog.findChild<QDialogButtonBox*>()->buttons())
        if (button->text() == "Start") button->click();
    QCOMPARE(trackers, (QStringList{"rtrack", "rtrack=other", "rtrack=" + file}));
}

void EvaluateTest::aWorkerThatMisbehavesIsTold_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<EvaluateEnd::Kind>("kind");
    QTest::addColumn<QString>("told");
    const QString fake = RTRACK_FAKE_EVALUATE;
    QTest::newRow("crash") << fake << "crash" << EvaluateEnd::Kind::Crashed << "ended without a word";
    QTest::newRow("fail") << fake << "fail" << EvaluateEnd::Kind::Failed << "the model file is not there";
    QTest::newRow("missing") << "/nowhere/rtrack"
                             << "x" << EvaluateEnd::Kind::NotStarted << "/nowhere/rtrack";
}

void EvaluateTest::aWorkerThatMisbehavesIsTold() {
    QFETCH(QString, program);
    QFETCH(QString, mode);
    QFETCH(EvaluateEnd::Kind, kind);
    QFETCH(QString, told);
    EvaluatePage page;
    page.setEngine(program, {"csrt"}, {});
    QSignalSpy ended(page.evaluateJob(), &EvaluateJob::ended);
    page.runTrackers(fakeRequest(mode));
    TRY_COMPARE(ended.count(), 1);
    QCOMPARE(endOf(ended).kind, kind);
    QVERIFY2(page.runBar()->text().contains(told), qPrintable(page.runBar()->text()));
    QVERIFY(!page.evaluateJob()->running());
}

void EvaluateTest::aHangingWorkerIsToldAndCanBeEnded() {
    EvaluatePage page;
    page.show();
    page.setEngine(RTRACK_FAKE_EVALUATE, {"csrt"}, {});
    page.evaluateJob()->setPatience(300, 300);
    QSignalSpy ended(page.evaluateJob(), &EvaluateJob::ended);
    page.runTrackers(fakeRequest("hang"));
    TRY_VERIFY2(page.messageBar()->text().contains("Nothing has been heard"),
                qPrintable(page.messageBar()->text()));
    page.evaluateJob()->cancel();  // it ignores the signal
    TRY_COMPARE(ended.count(), 1);
    QCOMPARE(endOf(ended).kind, EvaluateEnd::Kind::Cancelled);

    page.evaluateJob()->setPatience(300, kPatience);
    page.runTrackers(fakeRequest("obey"));
    TRY_VERIFY(page.runBar()->text().contains("10 of 100"));
    page.evaluateJob()->cancel();
    TRY_COMPARE(ended.count(), 2);
    QCOMPARE(endOf(ended).exit_code, 5);
}

void EvaluateTest::aFloodOfEventsDoesNotStopTheWindow() {
    EvaluatePage page;
    page.setEngine(RTRACK_FAKE_EVALUATE, {"csrt"}, {});
    QSignalSpy ended(page.evaluateJob(), &EvaluateJob::ended);
    QSignalSpy sequences(page.evaluateJob(), &EvaluateJob::sequenceEnded);
    int turns = 0;  // of the event loop from the flood's first event on
    QSignalSpy progressed(page.evaluateJob(), &EvaluateJob::progressed);
    QTimer heartbeat;
    connect(&heartbeat, &QTimer::timeout, this, [&] { turns += progressed.isEmpty() ? 0 : 1; });
    heartbeat.start(2);
    page.runTrackers(fakeRequest("flood"));  // 200,000 events as fast as they can be written
    TRY_COMPARE(ended.count(), 1);
    QCOMPARE(endOf(ended).kind, EvaluateEnd::Kind::Done);
    QCOMPARE(sequences.count(), 1);
    // A window that reads all there is before it looks up again turns once or twice.
    QVERIFY2(turns >= 10, qPrintable(QString("the window turned %1 times").arg(turns)));
}

void EvaluateTest::trackersRunAndTheirResultsAppear() {
    const EvaluationFiles files(2);
    EvaluatePage page;
    page.setEngine(RTRACK_PROGRAM, {"csrt", "mil"}, {});
    page.setSetup({{files.dataset()}, "", {}});
    page.show();
    QSignalSpy ended(page.evaluateJob(), &EvaluateJob::ended);
    QSignalSpy progressed(page.evaluateJob(), &EvaluateJob::progressed);
    page.runTrackers(requestOf(files, {"csrt", "mil"}));
    TRY_COMPARE(ended.count(), 1);
    QVERIFY2(endOf(ended).kind == EvaluateEnd::Kind::Done, qPrintable(endOf(ended).words));
    QVERIFY(progressed.count() >= 4);
    const auto whole = [](const ScoredTracker& tracker) { return tracker.scores.sequences.size() == 2; };
    TRY_VERIFY(page.evaluation() && page.evaluation()->datasets.size() == 1 &&
               page.evaluation()->datasets[0].trackers.size() == 2 &&
               std::ranges::all_of(page.evaluation()->datasets[0].trackers, whole));
    const EvaluatedDataset& dataset = page.evaluation()->datasets[0];
    QCOMPARE(dataset.trackers[0].name, std::string("csrt"));
    QCOMPARE(dataset.trackers[0].scores.sequences.size(), size_t(2));
    QVERIFY2(dataset.trackers[0].scores.total.ao > 0.6, "CSRT follows a square on a plain ground");
    // The page may have read the folder while a tracker was at work; it reads it again at the end.
    TRY_COMPARE(page.evaluation()->problems, std::vector<std::string>());
}

void EvaluateTest::aCancelledRunGoesOnWhereItWas() {
    const EvaluationFiles files(6);
    EvaluatePage page;
    page.setEngine(RTRACK_PROGRAM, {"csrt"}, {});
    page.setSetup({{files.dataset()}, "", {}});
    QSignalSpy ended(page.evaluateJob(), &EvaluateJob::ended);
    connect(page.evaluateJob(), &EvaluateJob::sequenceEnded, page.evaluateJob(), &EvaluateJob::cancel);
    page.runTrackers(requestOf(files, {"csrt"}));
    TRY_COMPARE(ended.count(), 1);
    QCOMPARE(endOf(ended).kind, EvaluateEnd::Kind::Cancelled);
    const auto result_of = [&](int s) {
        const std::string name = EvaluationFiles::name(s);
        return files.file("results/GOT-10k/csrt/" + name + "/" + name + "_001.txt");
    };
    QVERIFY(std::filesystem::exists(result_of(0)));  // how far it came besides depends on the machine
    const auto written = std::filesystem::last_write_time(result_of(0));
    disconnect(page.evaluateJob(), &EvaluateJob::sequenceEnded, page.evaluateJob(), nullptr);
    page.runTrackers(requestOf(files, {"csrt"}));
    TRY_COMPARE(ended.count(), 2);
    QCOMPARE(endOf(ended).kind, EvaluateEnd::Kind::Done);
    QVERIFY(std::filesystem::exists(result_of(5)));
    QVERIFY(std::filesystem::last_write_time(result_of(0)) == written);
}
