#include "tests/gui/annotate_test.h"

#include <QFile>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "widgets/annotate/frame_view.h"

using namespace rtrack;
using namespace rtrack::test;

void AnnotateTest::openDrawTrackDoubtCorrectContinueExport() {
    OpenWindow window;
    window.script().doubt_from = 12;
    window.drawBox(truthRect(0));
    QVERIFY(window.boxAt(0));
    QCOMPARE(window.boxAt(0)->source, BoxSource::Human);
    QVERIFY(iou(window.boxAt(0)->box, truthAt(0)) > 0.8);

    window.track(1);
    QCOMPARE(window->session()->player()->position(), 12);
    TRY_COMPARE(window->session()->player()->shownFrame(), 12);
    QVERIFY(window.boxAt(12)->doubtful);
    QVERIFY(!window.boxAt(13));
    QVERIFY2(window->messageBar()->text().contains("12"), qPrintable(window->messageBar()->text()));
    QVERIFY2(window->messageBar()->text().contains("0.05"), qPrintable(window->messageBar()->text()));

    const BoxRecord before = *window.boxAt(5);
    window.dragInFrame(truthRect(12).center(), truthRect(12).center() + QPointF(3, 2));
    QCOMPARE(window.boxAt(12)->source, BoxSource::Human);
    QVERIFY(!window.boxAt(12)->doubtful);
    const Box corrected = window.boxAt(12)->box;

    window.track(1);
    QCOMPARE(window->session()->player()->position(), 59);
    QCOMPARE(window.boxCount(), 60);
    QCOMPARE(*window.boxAt(5), before);
    QCOMPARE(window.boxAt(12)->box, corrected);
    QCOMPARE(window.boxAt(40)->box, truthAt(40));

    QTemporaryDir folder;
    const QStringList lines = window.exportGot10k(folder.filePath("boxes"));
    QCOMPARE(lines.size(), 60);
    QCOMPARE(lines[40], QString("60,40,30,24"));
    TRY_VERIFY2(window->messageBar()->text().contains("60"), qPrintable(window->messageBar()->text()));
}

void AnnotateTest::undoToTheStartAndRedoToTheEnd() {
    OpenWindow window;
    window.script().doubt_from = 12;
    std::vector<std::string> states = {window.project().content_hash()};
    const auto remember = [&] { states.push_back(window.project().content_hash()); };
    window.drawBox(truthRect(0));
    remember();
    window.track(1);
    remember();
    window.dragInFrame(truthRect(12).center(), truthRect(12).center() + QPointF(4, 4));
    remember();
    window.track(1);
    remember();
    window.goTo(30);
    window.trigger(ActionId::RemoveBox);
    remember();
    window.goTo(20);
    window.trigger(ActionId::AcceptBox);
    remember();
    window.goTo(40);
    window.track(-1);
    remember();
    for (size_t i = states.size(); i-- > 1;) {
        QVERIFY2(window.project().content_hash() == states[i],
                 qPrintable(QString("before undoing step %1").arg(i)));
        window.trigger(ActionId::Undo);
    }
    QVERIFY(window.project().content_hash() == states[0]);
    for (size_t i = 1; i < states.size(); ++i) {
        window.trigger(ActionId::Redo);
        QVERIFY2(window.project().content_hash() == states[i],
                 qPrintable(QString("after redoing step %1").arg(i)));
    }
}

void AnnotateTest::trackingGoesBackward() {
    OpenWindow window;
    window.goTo(30);
    window.drawBox(truthRect(30));
    window.track(-1);
    QCOMPARE(window->session()->player()->position(), 0);
    QCOMPARE(window.boxCount(), 31);
    QCOMPARE(window.boxAt(7)->box, truthAt(7));
}

void AnnotateTest::trackingKeepsToTheRange() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.goTo(20);
    window.trigger(ActionId::RangeLast);
    window.goTo(0);
    window.track(1);
    QCOMPARE(window.boxCount(), 21);
    QCOMPARE(window->session()->player()->position(), 20);
}

void AnnotateTest::boxesOfPeopleSurviveARunAndRestartTheTracker() {
    OpenWindow window;
    window.script().doubt_from = 25;  // a tracker started before 25 doubts there; one started at 25 does not
    window.drawBox(truthRect(0));
    window.goTo(25);
    window.redrawBox(truthRect(25).translated(5, 5));
    const BoxRecord drawn = *window.boxAt(25);
    window.goTo(0);
    window.track(1);
    QCOMPARE(*window.boxAt(25), drawn);
    QCOMPARE(window.boxCount(), 60);
}

void AnnotateTest::acceptingTheDoubtfulBoxGoesOn() {
    OpenWindow window;
    window.script().doubt_from = 12;
    window.drawBox(truthRect(0));
    window.track(1);
    TRY_COMPARE(window->session()->player()->shownFrame(), 12);
    QSignalSpy ended(window->session(), &AnnotateSession::trackingEnded);
    QVERIFY(!window->messageBar()->buttons().empty());
    QTest::mouseClick(reinterpret_cast<QWidget*>(window->messageBar()->buttons().front()), Qt::LeftButton);
    TRY_COMPARE(ended.count(), 1);
    QCOMPARE(window.boxCount(), 60);
    QVERIFY(window.boxAt(12)->reviewed);
    QVERIFY(!window.boxAt(12)->doubtful);
}

void AnnotateTest::resultsOfAStoppedRunAreDropped() {
    OpenWindow window;
    window.script().update_milliseconds = 5;
    window.script().shift = 100;
    window.drawBox(truthRect(0));
    window.trigger(ActionId::TrackForward);
    TRY_VERIFY(window.boxCount() > 3);
    window.script().shift = 0;
    window.trigger(ActionId::TrackForward);  // parks nowhere: the new run starts where the first one is
    window.trigger(ActionId::StopTracking);
    const std::string stopped = window.project().content_hash();
    QVERIFY(!window->session()->trackRun()->running());
    window.script().fails = true;
    window.track(1);  // changes nothing, and its end comes after all results of the runs before
    window.script().fails = false;
    QVERIFY(window.project().content_hash() == stopped);

    window.goTo(0);
    window.track(1);
    for (int64_t frame = 1; frame < 60; ++frame) QCOMPARE(window.boxAt(frame)->box, truthAt(frame));
}

void AnnotateTest::aSeekStopsTheRunAndKeepsItsBoxes() {
    OpenWindow window;
    window.script().update_milliseconds = 5;
    window.drawBox(truthRect(0));
    window.trigger(ActionId::TrackForward);
    TRY_VERIFY(window.boxCount() > 3);
    window->session()->goTo(50);
    const int64_t kept = window.boxCount();
    QVERIFY(!window->session()->trackRun()->running());
    TRY_COMPARE(window->session()->player()->shownFrame(), 50);
    TRY_COMPARE(window.script().trackers, 0);  // the run is over,
    QCoreApplication::processEvents();         // and what it sent is here
    QCOMPARE(window.boxCount(), kept);
    QCOMPARE(window->session()->player()->shownFrame(), 50);
}

void AnnotateTest::aFailedRunKeepsEverythingAndSaysWhy() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const std::string before = window.project().content_hash();
    window.script().fails = true;
    window.track(1);
    QVERIFY(window.project().content_hash() == before);
    QVERIFY(!window->messageBar()->text().isEmpty());
    window.script().fails = false;
    window.track(1);
    QCOMPARE(window.boxCount(), 60);
}

void AnnotateTest::aDamagedFrameEndsTheRunWithAMessage() {
    auto script = std::make_shared<Script>();
    script->broken_frames = {20};
    OpenWindow window(script);
    window.drawBox(truthRect(0));
    window.track(1);
    QCOMPARE(window.boxCount(), 20);
    QVERIFY(window->messageBar()->isVisible());
    window->session()->goTo(20);
    TRY_VERIFY2(window->messageBar()->text().contains("20"), qPrintable(window->messageBar()->text()));
    window.goTo(21);
}

void AnnotateTest::draggingAHandleIsOneUndoStep() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const std::string before = window.project().content_hash();
    const Box box = window.boxAt(0)->box;
    window.dragInFrame({box.right(), box.bottom()}, {box.right() + 20, box.bottom() + 10});
    QVERIFY(std::abs(window.boxAt(0)->box.width - box.width - 20) < 1.5);
    QCOMPARE(window.boxAt(0)->box.x, box.x);
    window.trigger(ActionId::Undo);
    QVERIFY(window.project().content_hash() == before);
}

void AnnotateTest::drawingABoxAnewEndsWhenItsObjectIsNoLongerSelected() {
    OpenWindow window;
    AnnotateSession* session = window->session();
    for (const auto& leave : std::vector<std::function<void()>>{
             [&] { window.trigger(ActionId::RemoveTracks); },
             [&] { window.trigger(ActionId::Undo); },
             [&] { session->toggleSelected(session->current()); },
         }) {
        window.drawBox(truthRect(0));
        window.trigger(ActionId::RedrawBox);
        QVERIFY(window->frameView()->drawing());
        leave();
        QCOMPARE(session->current(), 0);
        QVERIFY(!window->frameView()->drawing());
    }
}

void AnnotateTest::aBoxIsDrawnAndMovedByKeyboardAlone() {
    OpenWindow window;
    FrameView* view = window->frameView();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
    QTest::keyClick(view, Qt::Key_N);
    QVERIFY(view->drawing());
    QTest::keyClick(view, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(view, Qt::Key_Return);
    QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Return);
    QVERIFY(window.boxAt(0));
    QCOMPARE(window.boxAt(0)->box, (Box{150, 120, 20, 3}));
    QTest::keyClick(view, Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(view, Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(view, Qt::Key_Right, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(window.boxAt(0)->box, (Box{151, 130, 21, 3}));
    window.trigger(ActionId::Undo);  // the presses are one step
    QCOMPARE(window.boxAt(0)->box, (Box{150, 120, 20, 3}));
}

void AnnotateTest::trackingWithoutABoxSaysWhatToDo() {
    OpenWindow window;
    window.trigger(ActionId::TrackForward);
    QVERIFY(!window->session()->trackRun()->running());
    QVERIFY2(window->messageBar()->text().contains("N"), qPrintable(window->messageBar()->text()));
}

void AnnotateTest::aPartOfTheLastVideoComesToNobody() {
    OpenWindow window;
    AnnotateSession* session = window->session();
    const QPointer decoder = session->findChild<DecodeWorker*>();
    QSignalSpy arrived(session, &AnnotateSession::cropReady);
    window.script().held = true;
    session->wish({1, 5, QRect(20, 40, 30, 24), QSize(30, 24)});
    TRY_COMPARE(window.script().waits, 1);  // it is being read
    session->hideVideo();
    window.script().held = false;
    TRY_VERIFY(!decoder);  // it has said what it had to say
    QCOMPARE(arrived.count(), 0);
    QVERIFY(!window.script().gave_up);
}
