#include "tests/gui/review_test.h"

#include <QAbstractItemModel>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tracking/annotation/box_edits.h"
#include "widgets/review/review_panel.h"
#include "widgets/review/shown_frames.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

/// One object, tracked from frame 0 to a stop in doubt at frame 20.
void trackUntilDoubt(OpenWindow& window) {
    window.script().doubt_from = 20;
    window.drawBox(truthRect(0));
    window.track(1);
}

const ReviewQueue& upToDate(OpenWindow& window) {
    ReviewWatch* watch = window->reviewPanel()->watch();
    [&] { TRY_VERIFY(!watch->outdated()); }();
    return watch->queue();
}

void walk(OpenWindow& window, ActionId direction) {
    window.trigger(direction);
    [&] { TRY_VERIFY(!window->reviewPanel()->watch()->outdated()); }();
    const auto& current = window->reviewPanel()->walk()->current();
    if (current) [&] { TRY_COMPARE(window->session()->player()->shownFrame(), current->look); }();
}

}  // namespace

void ReviewTest::theQueueListsWhatNobodyHasSeenWithTheDoubtFirst() {
    OpenWindow window;
    trackUntilDoubt(window);
    const ReviewQueue& queue = upToDate(window);
    QCOMPARE(queue.items().size(), 2U);
    QCOMPARE(queue.items()[0].look, 20);
    QCOMPARE(queue.items()[0].findings.front().reason, ReviewReason::Stopped);
    QCOMPARE(queue.items()[1].first, 1);
    QCOMPARE(queue.items()[1].last, 19);
    const QAbstractItemModel* rows = window->reviewPanel()->view()->model();
    QCOMPARE(rows->rowCount(), 2);
    QCOMPARE(rows->index(0, ReviewModel::Frames).data().toString(), QString("20"));
    QCOMPARE(rows->index(1, ReviewModel::Frames).data().toString(), QString::fromUtf8("1\u201319"));
    QVERIFY(rows->index(0, ReviewModel::Why).data().toString().contains("doubt"));
    QVERIFY(rows->index(0, ReviewModel::Why).data().toString().contains("0.05"));
    QCOMPARE(window->reviewPanel()->progressText(),
             QString("1 of 21 boxes seen by a person; 20 nobody has looked at."));
}

void ReviewTest::enterAcceptsThePlaceAsOneStepAndGoesOn() {
    OpenWindow window;
    trackUntilDoubt(window);
    window.goTo(0);
    walk(window, ActionId::NextInQueue);
    QCOMPARE(window->session()->player()->shownFrame(), 20);
    const std::string before = window.project().content_hash();
    window.trigger(ActionId::AcceptBox);
    TRY_COMPARE(window->session()->player()->shownFrame(), 19);  // the farthest of 1 to 19 from a seen box
    QVERIFY(window.boxAt(20)->reviewed && !window.boxAt(20)->doubtful);
    QVERIFY(!window.boxAt(19)->reviewed);
    window.trigger(ActionId::AcceptBox);
    TRY_COMPARE(window.project().counts().unreviewed, 0);
    QVERIFY(window->messageBar()->text().contains("All boxes"));
    window.trigger(ActionId::Undo);
    QCOMPARE(window.project().counts().unreviewed, 19);
    window.trigger(ActionId::Undo);
    QCOMPARE(window.project().content_hash(), before);
    QCOMPARE(upToDate(window).items().size(), 2U);
}

void ReviewTest::theEndsOfTheQueueNameTheKeysThatAreInForce() {
    OpenWindow window;
    trackUntilDoubt(window);
    upToDate(window);
    window->action(ActionId::PreviousInQueue)->setShortcut(QKeySequence("Ctrl+Alt+B"));
    for (int i = 0; i < 3; ++i) walk(window, ActionId::NextInQueue);
    QVERIFY2(window->messageBar()->text().contains("Ctrl+Alt+B goes back"),
             qPrintable(window->messageBar()->text()));
    window->action(ActionId::NextInQueue)->setShortcut(QKeySequence());
    for (int i = 0; i < 3; ++i) walk(window, ActionId::PreviousInQueue);
    QVERIFY2(window->messageBar()->text().endsWith("first place of the review queue."),
             qPrintable(window->messageBar()->text()));
}

void ReviewTest::whatStaysOnScreenIsSeen() {
    OpenWindow window;
    const ShownFrames shown(window->session());
    window.drawBox(truthRect(0));
    window.track(1);
    const int64_t video = window->session()->videoId();
    const int64_t last = window->session()->player()->shownFrame();
    QVERIFY(!shown.contains(video, last - 1));  // passed by while the run was at work
    window.goTo(5);
    QVERIFY(shown.contains(video, last));  // where the run ended
    ProjectEdit edit;
    edit.boxes[{window->session()->current(), 5}] = *window.boxAt(6);
    QVERIFY(window->session()->model()->change(edit, "Another box"));
    window.goTo(9);
    QVERIFY(shown.contains(video, 5));
}

void ReviewTest::aBoxCountsAsSeenOnlyIfItsFrameWasOnScreen() {
    OpenWindow window;
    trackUntilDoubt(window);  // the run showed every frame; that is no look
    const ReviewWalk* walk_along = window->reviewPanel()->walk();
    FramePlayer* player = window->session()->player();
    walk(window, ActionId::NextInQueue);
    walk(window, ActionId::NextInQueue);
    QCOMPARE(player->shownFrame(), 19);
    for (const int64_t frame : {3, 4}) window.goTo(frame);  // looked at before
    window.goTo(19);
    QSet<qint64> shown;
    QObject::connect(player, &FramePlayer::frameShown, player, [&](qint64 frame) {
        shown.insert(frame);
        window.script().held = shown.size() >= 4;  // no further one until this test has gone on
    });
    window.trigger(ActionId::AcceptBox);
    QVERIFY(walk_along->showing());
    TRY_VERIFY(shown.size() >= 4);
    window.trigger(ActionId::AcceptBox);  // enough
    player->disconnect(player);
    window.script().held = false;
    QVERIFY(!walk_along->showing());
    for (int64_t frame = 1; frame <= 19; ++frame) {
        const bool looked_at = shown.contains(frame) || frame == 3 || frame == 4 || frame == 19;
        QCOMPARE(window.boxAt(frame)->reviewed, looked_at);
    }
    QVERIFY(!window.boxAt(12)->reviewed);
    int64_t in_queue = 0;
    for (const ReviewItem& item : upToDate(window).items()) in_queue += item.boxes();
    QCOMPARE(in_queue, window.project().counts().unreviewed);
}

void ReviewTest::aBoxThatChangedIsToBeLookedAtAgain() {
    OpenWindow window;
    trackUntilDoubt(window);
    AnnotateSession* session = window->session();
    ShownFrames shown(session);
    for (int64_t frame = 0; frame <= 20; ++frame) window.goTo(frame);
    QVERIFY(shown.contains(session->videoId(), 7));
    session->model()->change(change_boxes(window.project(), session->current(), 7, 7,
                                          [](BoxRecord& record) { record.score = 0.5; }),
                             "Change");
    QVERIFY(!shown.contains(session->videoId(), 7));
    QVERIFY(shown.contains(session->videoId(), 8));
    session->model()->change(accept_boxes(window.project(), session->current(), 8, 8), "Accept");
    QVERIFY(shown.contains(session->videoId(), 8));
    window.script().doubt_from = -1;
    window.goTo(10);
    window.track(1);
    QVERIFY(!shown.contains(session->videoId(), 15));
    QVERIFY(shown.contains(session->videoId(), 9));
}

void ReviewTest::spaceStopsTheShowingAndNothingIsAccepted() {
    OpenWindow window;
    trackUntilDoubt(window);
    walk(window, ActionId::NextInQueue);
    walk(window, ActionId::NextInQueue);
    const std::string before = window.project().content_hash();
    window.trigger(ActionId::AcceptBox);
    QVERIFY(window->reviewPanel()->walk()->showing());
    window.trigger(ActionId::PlayPause);
    QVERIFY(!window->reviewPanel()->walk()->showing());
    QVERIFY(!window->session()->player()->playing());
    QCOMPARE(window.project().content_hash(), before);
}

void ReviewTest::anotherFileStopsTheShowing() {
    OpenWindow window;
    trackUntilDoubt(window);
    walk(window, ActionId::NextInQueue);
    walk(window, ActionId::NextInQueue);
    const std::filesystem::path copy = window.file("copy.rtrack").toStdString();
    window.project().save_copy(copy);
    window.trigger(ActionId::AcceptBox);
    QVERIFY(window->reviewPanel()->walk()->showing());
    window->session()->model()->continueWith(Project::open(copy));
    QVERIFY(!window->reviewPanel()->walk()->showing());
    QCOMPARE(window.project().counts().unreviewed, 20);
}

void ReviewTest::aCorrectionCountsForItsBoxOnly() {
    OpenWindow window;
    trackUntilDoubt(window);
    walk(window, ActionId::NextInQueue);
    walk(window, ActionId::NextInQueue);
    window.goTo(10);
    window->editor()->setBox(truthAt(10));
    QCOMPARE(window.project().counts().unreviewed, 19);
    const ReviewQueue& queue = upToDate(window);
    int64_t boxes = 0;
    for (const ReviewItem& item : queue.items()) boxes += item.boxes();
    QCOMPARE(boxes, 19);
    window.trigger(ActionId::AcceptBox);  // the place as it was when we came: the rest of it
    TRY_COMPARE(window.project().counts().unreviewed, 1);
    QCOMPARE(window.boxAt(10)->source, BoxSource::Human);
    TRY_COMPARE(window->session()->player()->shownFrame(), 20);  // passed over before
}

void ReviewTest::enterAwayFromThePlaceAcceptsTheBoxOnScreenOnly() {
    OpenWindow window;
    trackUntilDoubt(window);
    walk(window, ActionId::NextInQueue);
    window.goTo(7);
    window.trigger(ActionId::AcceptBox);
    QVERIFY(window.boxAt(7)->reviewed);
    QCOMPARE(window.project().counts().unreviewed, 19);
    QCOMPARE(window->session()->player()->shownFrame(), 7);
    window.trigger(ActionId::PreviousInQueue);
    TRY_VERIFY(window->messageBar()->text().contains("first place"));
}

void ReviewTest::theCountIsHonestToTheEndAndBack() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.track(1);
    ReviewPanel* panel = window->reviewPanel();
    (void)upToDate(window);
    QCOMPARE(panel->progressText(), QString("1 of 60 boxes seen by a person; 59 nobody has looked at."));
    walk(window, ActionId::NextInQueue);
    while (window.project().counts().unreviewed > 0) {
        const int64_t before = window.project().counts().unreviewed;
        window.trigger(ActionId::AcceptBox);
        TRY_VERIFY(window.project().counts().unreviewed < before);
        if (panel->walk()->current())
            TRY_COMPARE(window->session()->player()->shownFrame(), panel->walk()->current()->look);
    }
    QCOMPARE(panel->progressText(), QString("All 60 boxes were seen by a person."));
    window.trigger(ActionId::Undo);
    QVERIFY(panel->progressText().contains("nobody has looked at"));
}

void ReviewTest::theWalkGoesOnInTheOtherVideo() {
    OpenWindow window;
    trackUntilDoubt(window);
    const int64_t first = window->session()->videoId();
    window->openPath(window.file("other.mp4"));
    TRY_VERIFY(window->session()->videoId() != first);
    TRY_COMPARE(window->session()->player()->shownFrame(), 0);
    walk(window, ActionId::NextInQueue);
    TRY_COMPARE(window->session()->videoId(), first);
    TRY_COMPARE(window->session()->player()->shownFrame(), 20);
    QVERIFY(window->session()->current() != 0);
}

void ReviewTest::aLookThatFailedIsMadeAgain() {
    OpenWindow window;
    trackUntilDoubt(window);
    QCOMPARE(upToDate(window).items().size(), 2U);
    const int64_t track = window->session()->current();
    window->session()->model()->change(accept_boxes(window.project(), track, 1, 19), "Accept");
    const std::filesystem::path file = window.project().file();
    const std::filesystem::path away = file.string() + ".away";
    std::filesystem::rename(file, away);  // before the look, which comes later than this event
    TRY_VERIFY(!window->reviewPanel()->watch()->failure().isEmpty());
    std::filesystem::rename(away, file);
    QCOMPARE(upToDate(window).items().size(), 1U);
    QVERIFY(window->reviewPanel()->watch()->failure().isEmpty());
}

void ReviewTest::anEmptyQueueHasNoWay() {
    OpenWindow window;
    window.drawBox(truthRect(0));  // a person's: nothing to review
    (void)upToDate(window);
    const auto buttons = window->reviewPanel()->findChildren<QToolButton*>();
    QCOMPARE(buttons.size(), 3);
    for (const QToolButton* button : buttons) TRY_VERIFY2(!button->isEnabled(), qPrintable(button->text()));
    window.track(1);
    for (const QToolButton* button : buttons) TRY_VERIFY2(button->isEnabled(), qPrintable(button->text()));
    const auto& item = upToDate(window).items().front();
    QVERIFY(!explanationOf(item).isEmpty());
}
