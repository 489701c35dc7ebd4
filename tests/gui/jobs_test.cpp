#include "tests/gui/jobs_test.h"

#include <QCoreApplication>
#include <QFile>
#include <QPointer>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tracking/base/error.h"
#include "widgets/annotate/decode_worker.h"
#include "widgets/common/background_job.h"
#include "widgets/common/engine_process.h"
#include "widgets/evaluate/frame_probe.h"

using namespace rtrack;
using namespace rtrack::test;

Q_DECLARE_METATYPE(rtrack::EngineEnd::Kind)

namespace {

EngineProcess* shell(const QString& script, QObject* parent) {
    return new EngineProcess("/bin/sh", {"-c", script}, parent);
}

EngineEnd endOf(const QSignalSpy& ended) {
    return ended.isEmpty() ? EngineEnd() : ended.last().first().value<EngineEnd>();
}

}  // namespace

void JobsTest::anAbandonedJobSaysNothingEvenIfItsWorkIsDone() {
    const QPointer job = new BackgroundJob([](const auto&, const auto&) {}, this);
    QSignalSpy done(job, &BackgroundJob::done);
    QSignalSpy failed(job, &BackgroundJob::failed);
    job->start();
    QVERIFY(job->wait(kPatience));
    job->abandon();
    TRY_VERIFY(!job);
    QCOMPARE(done.count() + failed.count(), 0);
}

void JobsTest::aJobTellsOfItsEndOnce() {
    auto* good = new BackgroundJob([](const auto&, const auto&) {}, this);
    auto* bad = new BackgroundJob(
        [](const auto&, const auto&) { throw Error(ErrorCode::Stopped, "Stopped on request."); }, this);
    const QPointer last = bad;
    QSignalSpy done(good, &BackgroundJob::done);
    QSignalSpy failed(bad, &BackgroundJob::failed);
    good->start();
    bad->start();
    TRY_VERIFY(!last);
    TRY_COMPARE(done.count(), 1);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.first(), (QList<QVariant>{"Stopped on request.", true}));
}

void JobsTest::aSlowTrackerHoldsUpNoPicture() {
    DecodeWorker decoder(std::make_shared<NumberedSource>(std::make_shared<Script>()));
    int pictures = 0;
    int crops = 0;
    connect(&decoder, &DecodeWorker::frameReady, this, [&] { ++pictures; });
    connect(&decoder, &DecodeWorker::cropReady, this, [&] { ++crops; });
    const auto queue = std::make_shared<FrameQueue>(2);
    decoder.stream({10, 13, 1, queue});
    decoder.start();
    TRY_VERIFY(!queue->takes_more());  // nobody takes them yet
    decoder.want(40, 1);
    decoder.wish({7, 20, QRect(0, 0, 8, 8), QSize(8, 8)});
    TRY_COMPARE(pictures, 1);
    TRY_COMPARE(crops, 1);
    for (int64_t frame = 10; frame <= 13; ++frame) QCOMPARE(numberOf(*queue->pop()->image), frame);
    QVERIFY(!queue->pop());
}

void JobsTest::aProcessSaysWhatItWroteAndHowItEnded_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("script");
    QTest::addColumn<EngineEnd::Kind>("kind");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("output");
    QTest::addColumn<QString>("words");
    using Kind = EngineEnd::Kind;
    QTest::newRow("good") << "/bin/sh"
                          << "echo an answer" << Kind::Exited << 0 << "an answer\n"
                          << "";
    QTest::newRow("bad") << "/bin/sh"
                         << "echo a reason >&2; exit 3" << Kind::Exited << 3 << ""
                         << "a reason";
    QTest::newRow("crash") << "/bin/sh"
                           << "echo last words >&2; kill -SEGV $$" << Kind::Crashed << -1 << ""
                           << "last words";
    QTest::newRow("nothing there") << "/nowhere/rtrack"
                                   << "" << Kind::NotStarted << -1 << ""
                                   << "/nowhere/rtrack";
}

void JobsTest::aProcessSaysWhatItWroteAndHowItEnded() {
    QFETCH(QString, program);
    QFETCH(QString, script);
    QPointer process = new EngineProcess(program, {"-c", script}, this);
    QSignalSpy ended(process, &EngineProcess::ended);
    process->start();
    TRY_VERIFY(!process);
    QCOMPARE(ended.count(), 1);
    QTEST(endOf(ended).kind, "kind");
    QTEST(endOf(ended).exit_code, "code");
    QTEST(QString(endOf(ended).output), "output");
    QFETCH(QString, words);
    QCOMPARE(endOf(ended).words.left(words.size()), words);
}

void JobsTest::outputThatWasTakenDoesNotComeAgain() {
    QTemporaryDir folder;
    const QString go = folder.filePath("go");
    EngineProcess* process =
        shell("echo first; while [ ! -e '" + go + "' ]; do sleep 0.05; done; echo second", this);
    QSignalSpy ended(process, &EngineProcess::ended);
    QByteArray taken;
    connect(process, &EngineProcess::outputReady, this, [&] {
        if (taken.isEmpty()) taken = process->takeOutput();
    });
    process->start();
    TRY_COMPARE(taken, QByteArray("first\n"));
    QVERIFY(QFile(go).open(QIODevice::WriteOnly));
    TRY_COMPARE(ended.count(), 1);
    QCOMPARE(endOf(ended).output, QByteArray("second\n"));
}

void JobsTest::aProcessThatDoesNotStopIsKilled() {
    EngineProcess* process = shell("trap '' TERM; echo ready; while :; do sleep 0.05; done", this);
    QSignalSpy ready(process, &EngineProcess::outputReady);
    QSignalSpy ended(process, &EngineProcess::ended);
    process->start();
    TRY_VERIFY(!ready.isEmpty());
    process->stop(100);
    TRY_COMPARE(ended.count(), 1);
    QVERIFY(endOf(ended).kind == EngineEnd::Kind::Crashed);
}

void JobsTest::aDeletedProcessIsKilledAndNobodyWaits() {
    EngineProcess* process = shell("echo $$; while :; do sleep 0.05; done", this);
    QSignalSpy ready(process, &EngineProcess::outputReady);
    process->start();
    TRY_VERIFY(!ready.isEmpty());
    const pid_t child = process->takeOutput().trimmed().toInt();
    QVERIFY(child > 0 && kill(child, 0) == 0);
    delete process;
    QVERIFY(qApp->findChild<QProcess*>());  // nobody has waited for its exit status: the event loop takes it
    TRY_VERIFY(!qApp->findChild<QProcess*>());
    QVERIFY(kill(child, 0) != 0);
}

void JobsTest::aProbeStartsFromTheExactBox() {
    QTemporaryDir folder;
    const QString program = folder.filePath("rtrack");
    QFile script(program);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\necho \"$@\" >&2\nexit 3\n");
    script.close();
    QVERIFY(script.setPermissions(script.permissions() | QFile::ExeOwner));
    Sequence sequence;
    sequence.frames = {"/nowhere/1.jpg"};
    sequence.boxes = {{1.0 / 3, 0.1, 30.00049, 24}};
    SequenceResults results;
    results.sequence = &sequence;
    results.first_in_folder = 0;
    FrameProbe probe(program);
    QSignalSpy failed(&probe, &FrameProbe::failed);
    probe.start(results, {"csrt", {}}, 0);
    TRY_COMPARE(failed.count(), 1);
    const QString said = failed.first().first().toString();
    QVERIFY2(said.contains("--box 0.3333333333333333,0.1,30.00049,24 "), qPrintable(said));
}
