#include "tests/gui/care_test.h"

#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/inspector.h"
#include "widgets/annotate/track_list.h"
#include "widgets/annotate/transport_bar.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

void activate(OpenWindow& window) {
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
}

void beAtATrackedBox(OpenWindow& window, qint64 frame) {
    window.drawBox(truthRect(0));
    window.track(1);
    window.goTo(frame);
    activate(window);
}

void waitForTheRun(OpenWindow& window) {
    TRY_VERIFY(!window->session()->trackRun()->running());
}

QString message(OpenWindow& window) {
    return window->messageBar()->text();
}

/// The fake engine sees the first object where it is until this frame, and a second one further.
void trackBothAndDoubtTheSecond(OpenWindow& window, const std::vector<int64_t>& tracks) {
    window->session()->select({tracks[0]});
    window.track(1);
    window.goTo(0);
    window.script().doubt_from = 12;
    window->session()->select({tracks[0], tracks[1]});
}

}  // namespace

void CareTest::enterInAFieldEndsWhatIsEnteredAndAcceptsNothing() {
    OpenWindow window;
    beAtATrackedBox(window, 10);

    window.trigger(ActionId::GoToFrame);
    QWidget* field = QApplication::focusWidget();
    QVERIFY(field && window->findChild<TransportBar*>()->isAncestorOf(field));
    QTest::keyClicks(field, "50");
    QTest::keyClick(field, Qt::Key_Return);
    TRY_COMPARE(window->session()->player()->shownFrame(), 50);
    window.trigger(ActionId::GoToFrame);
    QTest::keyClick(field, Qt::Key_Return);  // the same number: the keys are the picture's again all the same
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(window->frameView()));

    auto* inspector = window->findChild<Inspector*>();
    auto* left = inspector->findChild<QDoubleSpinBox*>();
    QVERIFY(left);
    left->setFocus();
    left->selectAll();
    QTest::keyClicks(left, "20");
    QTest::keyClick(left, Qt::Key_Enter);
    QCOMPARE(window.boxAt(50)->box.x, 20.0);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(window->frameView()));

    auto* note = inspector->findChild<QLineEdit*>("note");
    note->setFocus();
    QTest::keyClicks(note, "blurry");
    QTest::keyClick(note, Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), "f");  // a frame on, and no letter of the note
    TRY_COMPARE(window->session()->player()->shownFrame(), 51);
    QCOMPARE(window.boxAt(50)->note, std::string("blurry"));

    auto* list = window->findChild<TrackList*>();
    const QModelIndex name = list->view()->model()->index(0, TrackListModel::Name);
    list->view()->setFocus();
    list->view()->edit(name);
    auto* editor = list->view()->findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, "ball");
    QTest::keyClick(editor, Qt::Key_Return);
    TRY_COMPARE(window.project().track(window->session()->current()).name, std::string("ball"));

    QVERIFY(!window.boxAt(10)->reviewed);
    window.goTo(10);
    window->frameView()->setFocus();
    QTest::keyClick(window->frameView(), Qt::Key_Return);
    QVERIFY(window.boxAt(10)->reviewed);
}

void CareTest::theAnswerToADoubtIsAboutItsFrameAndObject() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    trackBothAndDoubtTheSecond(window, tracks);
    window->session()->select(tracks[1]);
    window.track(1);
    QVERIFY(window.project().box_at(tracks[1], 12)->doubtful);
    const int64_t run = window.project().box_at(tracks[0], 40)->run;
    const BoxRecord tracked = *window.project().box_at(tracks[1], 5);
    window.goTo(0);
    window->session()->select(tracks);
    window.press();
    waitForTheRun(window);
    QCOMPARE(window.project().counts(tracks[1]).boxes, 60);
    QVERIFY(window.project().box_at(tracks[1], 12)->reviewed);
    QCOMPARE(*window.project().box_at(tracks[1], 5), tracked);
    QCOMPARE(window.project().box_at(tracks[0], 40)->run, run);
    QVERIFY(!window.project().box_at(tracks[0], 12)->reviewed);
}

void CareTest::onlyTheObjectInDoubtIsSelectedAfterARun() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    window.script().doubt_from = 12;
    window->session()->select({tracks[1], tracks[0]});
    window.track(1);
    QCOMPARE(window->session()->selection().size(), size_t{1});
    const int64_t doubted = window->session()->current();
    TRY_COMPARE(window->session()->player()->shownFrame(), 12);
    window.press(1);  // draw it anew
    QVERIFY(window->frameView()->drawing());
    window.dragInFrame(truthRect(12).topLeft(), truthRect(12).bottomRight());
    QCOMPARE(window.project().box_at(doubted, 12)->source, BoxSource::Human);
    window.track(1);
    QCOMPARE(window.project().counts(doubted).boxes, 60);
    for (const int64_t track : tracks) {
        if (track != doubted) QCOMPARE(window.project().counts(track).boxes, 13);
    }
}

void CareTest::boxesOfAVideoThatCameIntoAnotherProjectAreFoundWithIt() {
    OpenWindow window;
    const QString first = window.projectFile();
    const QString dog = window.file("dog.mp4");
    window.openAndWait(dog);
    QCOMPARE(window.projectFile(), first);
    window.drawBox(truthRect(0));
    window.trigger(ActionId::CloseProject);
    window.openAndWait(dog);
    QCOMPARE(window.projectFile(), first);
    QCOMPARE(window->session()->tracks().size(), size_t{1});
}

void CareTest::aVideoWithAProjectOfItsOwnIsOpenedThere() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const QString own = window.projectFile();
    window.trigger(ActionId::CloseProject);
    window.openAndWait(window.file("other.mp4"));
    QVERIFY(window.projectFile() != own);
    window.openAndWait(window.file("numbered.mp4"));
    QCOMPARE(window.projectFile(), own);
    QCOMPARE(window.boxCount(), 1);
}

void CareTest::undoEndsBeforeTheVideoGoes() {
    OpenWindow window;
    QVERIFY(!window->action(ActionId::Undo)->isEnabled());
    window.drawBox(truthRect(0));
    for (int i = 0; i < 3; ++i) window.trigger(ActionId::Undo);
    QVERIFY(window->session()->hasVideo());
    QCOMPARE(window.boxCount(), 0);
    window.openAndWait(window.file("second.mp4"));  // nor does another video take away what can be redone
    window.trigger(ActionId::Redo);
    QCOMPARE(window.boxCount(), 1);
    QCOMPARE(window.project().videos().size(), size_t{2});
}

void CareTest::aRemovedVideoThatComesBackIsShown() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const int64_t video = window->session()->videoId();
    window.trigger(ActionId::RemoveVideo);
    QVERIFY(!window->session()->hasVideo());
    QVERIFY(!window->action(ActionId::RemoveVideo)->isEnabled());
    QVERIFY2(message(window).contains("1 box"), qPrintable(message(window)));
    window.press();  // undo
    TRY_COMPARE(window->session()->videoId(), video);
    TRY_COMPARE(window->session()->player()->shownFrame(), 0);
    QCOMPARE(window.boxCount(), 1);
}

void CareTest::acceptedBoxesSurviveARun() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.script().shift = 3;
    window.track(1);
    for (const int64_t frame : {5, 8, 40}) {
        window.goTo(frame);
        window.trigger(ActionId::AcceptBox);
    }
    const BoxRecord accepted = *window.boxAt(8);
    QVERIFY(accepted.reviewed);
    window.script().shift = 0;
    window.goTo(0);
    window.track(1);
    QCOMPARE(*window.boxAt(8), accepted);
    QVERIFY(window.boxAt(5)->reviewed && window.boxAt(40)->reviewed);
    QCOMPARE(window.boxAt(9)->box, truthAt(9));
    QCOMPARE(window.boxCount(), 60);
    for (int64_t frame = 1; frame < 60; ++frame) {
        window.goTo(frame);
        window.trigger(ActionId::AcceptBox);
    }
    window.goTo(0);
    window.track(1);
    QVERIFY2(message(window).contains("every frame", Qt::CaseInsensitive), qPrintable(message(window)));
}

void CareTest::absentTwiceGivesTheBoxBack() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.track(1);
    for (const int64_t frame : {0, 7}) {
        window.goTo(frame);
        const BoxRecord before = *window.boxAt(frame);
        const std::string content = window.project().content_hash();
        window.trigger(ActionId::Absent);
        QVERIFY(window.boxAt(frame)->absent);
        window.trigger(ActionId::Absent);
        QCOMPARE(*window.boxAt(frame), before);
        window.trigger(ActionId::Undo);  // each press is one step
        QVERIFY(window.boxAt(frame)->absent);
        window.trigger(ActionId::Undo);
        QCOMPARE(window.project().content_hash(), content);
    }
}

void CareTest::aStoppedRunKeepsItsDoubts() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    window->session()->select(tracks[1]);  // a box at 20 that the tracker starts anew from: no doubt there
    window.goTo(12);
    window.redrawBox(truthRect(12, 1));
    window.goTo(0);
    window->session()->select(tracks);
    window.script().doubt_from = 12;
    window.script().update_milliseconds = 10;
    window.trigger(ActionId::TrackForward);
    TRY_VERIFY(window.project().counts(tracks[1]).boxes > 20);
    window.trigger(ActionId::StopTracking);
    QVERIFY(window.project().counts(tracks[1]).boxes < 60);
    QVERIFY(window.project().box_at(tracks[0], 12)->doubtful);
    QCOMPARE(window.project().counts().doubtful, 1);
    QVERIFY2(message(window).contains("stopped") && message(window).contains("frame 12"),
             qPrintable(message(window)));
    QVERIFY(window->session()->player()->position() > 12);  // one is left where one stopped it
}

void CareTest::aProjectForReadingIsNotTracked() {
    OpenWindow first;
    QTemporaryDir folder;
    const QString file = folder.filePath("shared.rtrack");
    first.drawBox(truthRect(0));
    first->projectController()->saveAs(file);
    TRY_COMPARE(first.projectFile(), file);
    OpenWindow second;
    second->openPath(file);
    TRY_VERIFY(message(second).contains("another window"));
    second.press();
    TRY_COMPARE(second.projectFile(), file);
    TRY_COMPARE(second->session()->player()->shownFrame(), 0);
    QVERIFY2(second->windowTitle().contains("read only"), qPrintable(second->windowTitle()));
    second->session()->select(second->session()->tracks());
    second.trigger(ActionId::TrackForward);
    QVERIFY(!second->session()->trackRun()->running());
    QVERIFY2(message(second).contains("not made") && message(second).contains("only be read"),
             qPrintable(message(second)));
    const QString copy = folder.filePath("copy.rtrack");  // which is what the message says
    second->projectController()->saveAs(copy);
    TRY_COMPARE(second.projectFile(), copy);
    second.track(1);
    QCOMPARE(second.boxCount(), 60);
}

void CareTest::aRefusedDragLeavesThePictureAsItIs() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    const Box box = window.boxAt(0)->box;
    window->editor()->setLocked(window->session()->current(), true);
    window.dragInFrame(truthRect(0).center(), truthRect(0).center() + QPointF(60, 40));
    QCOMPARE(window.boxAt(0)->box, box);
    QCOMPARE(window->frameView()->overlay().current->record.box, box);
    QVERIFY2(message(window).contains("locked"), qPrintable(message(window)));
}

void CareTest::aTailThatIsNotCutIsNoneAndHasNoUndo() {
    OpenWindow window;
    beAtATrackedBox(window, 30);
    window->editor()->setLocked(window->session()->current(), true);
    window.trigger(ActionId::CutTail);
    QVERIFY2(message(window).contains("locked"), qPrintable(message(window)));
    QCOMPARE(window.boxCount(), 60);
    window->editor()->setLocked(window->session()->current(), false);
    window.goTo(59);
    window.trigger(ActionId::CutTail);
    QVERIFY2(message(window).contains("nothing to cut"), qPrintable(message(window)));
    QVERIFY(window->messageBar()->buttons().empty());
}

void CareTest::whyAnObjectIsNotTrackedIsSaid() {
    OpenWindow window;
    window.trigger(ActionId::TrackForward);
    QVERIFY2(message(window).contains("no box at frame 0"), qPrintable(message(window)));
    window.drawBox(truthRect(0));
    window->editor()->setLocked(window->session()->current(), true);
    window.trigger(ActionId::TrackForward);
    QVERIFY2(message(window).contains("is locked"), qPrintable(message(window)));
    window->editor()->setLocked(window->session()->current(), false);
    window.trigger(ActionId::Absent);
    window.trigger(ActionId::TrackForward);
    QVERIFY2(message(window).contains("is absent"), qPrintable(message(window)));
}

void CareTest::aRunEndsWhereTheProjectRefusesItsBoxes() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.script().update_milliseconds = 10;
    window.trigger(ActionId::TrackForward);
    TRY_VERIFY(window.boxCount() > 3);
    window->session()->model()->setFrozen(true);  // as a full disk would refuse them
    TRY_VERIFY(!window->session()->trackRun()->running());
    const QString kept = QString("%1 frames were tracked").arg(window.boxCount() - 1);
    QVERIFY(window.boxCount() < 60);
    QVERIFY2(message(window).contains("Tracking failed"), qPrintable(message(window)));
    QVERIFY2(message(window).contains(kept), qPrintable(message(window)));
    window->session()->model()->setFrozen(false);
    window.track(1);
    QCOMPARE(window.boxCount(), 60);
}

void CareTest::theKeyboardStaysInTheWindowAfterAButtonOfTheMessage() {
    OpenWindow window;
    beAtATrackedBox(window, 30);
    window->frameView()->setFocus();
    window.trigger(ActionId::CutTail);
    window.press();  // undo
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(window->frameView()));
    window.trigger(ActionId::CutTail);
    window->messageBar()->buttons().front()->setFocus();
    QTest::keyClick(window->messageBar()->buttons().front(), Qt::Key_Space);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(window->session()->player()->playing());
}

void CareTest::mergingTellsWhichBoxesItLeavesOut() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    const std::string before = window.project().content_hash();
    window->session()->select(tracks);
    window.trigger(ActionId::Merge);
    QCOMPARE(window.boxCount(), 1);
    QVERIFY2(message(window).contains("One box") || message(window).contains("1 box"),
             qPrintable(message(window)));
    window.press();
    QCOMPARE(window.project().content_hash(), before);
    window->messageBar()->clear();
    window->session()->select(tracks[1]);
    window.goTo(9);
    window.redrawBox(truthRect(9));
    window.goTo(0);
    window.trigger(ActionId::RemoveBox);
    window->session()->select(tracks);
    window.trigger(ActionId::Merge);
    QCOMPARE(window.boxCount(), 2);
    QVERIFY2(message(window).isEmpty(), qPrintable(message(window)));
}

void CareTest::aClickBesideTheBoxesSelectsNoneAndAKeyAll() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    const auto at = [&](const QPointF& point) {
        return window->frameView()->view().viewFromFrame(point).toPoint();
    };
    window.dragInFrame({250, 200}, {200, 180});  // moves the picture
    QCOMPARE(window->session()->selection().size(), size_t{1});
    QTest::mouseClick(window->frameView(), Qt::LeftButton, {}, at({250, 200}));
    QVERIFY(window->session()->selection().empty());
    window.track(1);
    for (const int64_t track : tracks) QCOMPARE(window.project().counts(track).boxes, 60);
    activate(window);
    QTest::keyClick(window->frameView(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(window->session()->selection(), tracks);
}

void CareTest::playingKeepsToTheRange() {
    OpenWindow window;
    FramePlayer* player = window->session()->player();
    window.goTo(4);
    window.trigger(ActionId::RangeFirst);
    window.goTo(12);
    window.trigger(ActionId::RangeLast);
    window.goTo(10);
    window.trigger(ActionId::PlayPause);
    TRY_VERIFY(!player->playing());
    QCOMPARE(player->shownFrame(), 12);
    window.trigger(ActionId::PlayPause);  // again, from its start
    TRY_VERIFY(player->position() < 12);
    QVERIFY(player->position() >= 4);
    TRY_VERIFY(!player->playing());
    QCOMPARE(player->shownFrame(), 12);
    window.goTo(55);  // outside the range there is the rest of the video
    window.trigger(ActionId::PlayPause);
    TRY_VERIFY(!player->playing());
    QCOMPARE(player->shownFrame(), 59);
}

void CareTest::aSecondForwardAndBackIsTheSameStep() {
    const auto script = std::make_shared<Script>();
    script->seconds_a_frame = 1001.0 / 30000;
    OpenWindow window(script);
    for (const int64_t frame : {0, 2, 7, 20}) {
        window.goTo(frame);
        window.trigger(ActionId::SecondForward);
        QCOMPARE(window->session()->player()->position(), frame + 30);
        window.trigger(ActionId::SecondBack);
        QCOMPARE(window->session()->player()->position(), frame);
    }
}

void CareTest::theEndOfARunIsNamed() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.trigger(ActionId::TrackBackward);
    QVERIFY2(message(window).contains("first frame") && !message(window).contains("range"),
             qPrintable(message(window)));
    window.goTo(20);
    window.trigger(ActionId::RangeLast);
    window.goTo(0);
    window.track(1);
    QVERIFY2(message(window).contains("Tracked to frame 20"), qPrintable(message(window)));
    window.trigger(ActionId::TrackForward);
    QVERIFY2(message(window).contains("range ends at frame 20"), qPrintable(message(window)));
    window.trigger(ActionId::ClearRange);
    window.track(1);
    QVERIFY2(message(window).contains("Tracked to the end"), qPrintable(message(window)));
}

void CareTest::messagesGoWithWhatTheyAreAbout() {
    OpenWindow window;
    window.script().doubt_from = 12;
    window.drawBox(truthRect(0));
    window.track(1);
    QVERIFY(message(window).contains("Look at frame 12"));
    window.trigger(ActionId::Undo);
    QVERIFY2(message(window).isEmpty(), qPrintable(message(window)));
    window.script().doubt_from = -1;
    window.script().update_milliseconds = 5;
    window.goTo(0);
    window.trigger(ActionId::TrackForward);
    TRY_VERIFY(window.boxCount() > 3);
    window.trigger(ActionId::Undo);  // of what is tracked just now
    QCOMPARE(window.boxCount(), 1);
    QVERIFY2(message(window).isEmpty(), qPrintable(message(window)));
    window.trigger(ActionId::RemoveTracks);
    QVERIFY(message(window).contains("deleted"));
    window.drawBox(truthRect(0));  // its button would undo this
    QVERIFY2(message(window).isEmpty(), qPrintable(message(window)));
}
