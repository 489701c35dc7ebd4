#include "tests/gui/retrack_test.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <array>
#include <cmath>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/track_edits.h"
#include "tracking/base/error.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/review/retrack_panel.h"
#include "widgets/review/review_panel.h"
#include "widgets/train/train_page.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

/// An object with boxes of a person at frames 0 and 40, and a tracker between that drifts one pixel a frame:
/// it is 39 pixels off where it meets the second one.
void trackBadly(OpenWindow& window, int object = 0) {
    window.goTo(0);
    window.drawBox(truthRect(0, object));
    window.goTo(40);
    window.redrawBox(truthRect(40, object));
    window.goTo(0);
    window.script().drift = 1;
    window.track(1);
    window.script().drift = 0;
    [&] { TRY_VERIFY(!window->reviewPanel()->watch()->outdated()); }();
}

void trackAgain(OpenWindow& window) {
    QSignalSpy ended(window->session()->retrack(), &Retrack::ended);
    window.trigger(ActionId::TrackFlaggedAgain);
    TRY_COMPARE(ended.count(), 1);
}

const std::vector<RetrackResult>& results(OpenWindow& window) {
    return window->session()->retrack()->results();
}

}  // namespace

void RetrackTest::theBetterTrackerIsComparedAndAcceptedAndUndoRestoresAll() {
    OpenWindow window;
    trackBadly(window);
    const std::string before = window.project().content_hash();
    trackAgain(window);
    QCOMPARE(window.project().content_hash(), before);
    QCOMPARE(results(window).size(), 1U);
    const RetrackStretch& stretch = results(window)[0].stretch;
    QVERIFY(stretch.before == 0 && stretch.after == 40);
    QCOMPARE(stretch.first, 1);
    QCOMPARE(stretch.last, 39);
    RetrackPanel* panel = window->retrackPanel();
    QVERIFY(panel->isVisibleTo(&*window));
    QCOMPARE(panel->view()->topLevelItemCount(), 1);
    QTreeWidgetItem* row = panel->view()->topLevelItem(0);
    const std::vector<RetrackMeeting>& met = results(window)[0].comparison.meetings;
    QCOMPARE(met.size(), 2U);
    const std::array<int64_t, 2> ends = {0, 40};  // with boxes that were drawn, and so are not exact
    for (size_t i = 0; i < 2; ++i) {
        const double expected = iou(truthAt(i == 0 ? 1 : 39), window.boxAt(ends[i])->box);
        QVERIFY2(std::abs(met[i].new_iou - expected) < 1e-6,
                 qPrintable(QString("%1, expected %2").arg(met[i].new_iou).arg(expected)));
    }
    const QString lowest = QString::number(*results(window)[0].comparison.lowest_new_iou(), 'f', 2);
    QCOMPARE(row->text(RetrackPanel::Meeting), QString::fromUtf8("0.00\u2192") + lowest);
    const QString behind = QString::number(met[1].new_iou, 'f', 2);
    QVERIFY(panel->detailText().contains("Meets your box at frame 40 with IoU " + behind + ", before 0.00."));
    TRY_COMPARE(window->session()->player()->shownFrame(), 30);  // the first frame without any overlap
    const Overlay& overlay = window->frameView()->overlay();
    QCOMPARE(overlay.candidates.size(), 1U);
    QCOMPARE(overlay.candidates[0].record.box, truthAt(30));
    QVERIFY(overlay.current && overlay.current->compared);
    QCOMPARE(panel->acceptBetterButton()->text(), QString("Take all better (1)"));
    panel->acceptBetterButton()->click();
    for (const int64_t frame : {1, 20, 39}) {
        QCOMPARE(window.boxAt(frame)->box, truthAt(frame));
        QCOMPARE(window.boxAt(frame)->source, BoxSource::Tracker);
        const TrackingRun& run = window.project().runs().at(window.boxAt(frame)->run);
        QCOMPARE(run.first_frame, 0);
        QCOMPARE(run.last_frame, 39);
        QCOMPARE(run.tracker, std::string("rtrack"));
    }
    QCOMPARE(window.boxAt(40)->source, BoxSource::Human);
    QVERIFY(window.boxAt(45)->box != truthAt(45));  // not flagged
    QVERIFY(results(window).empty());
    QVERIFY(window->frameView()->overlay().candidates.empty());
    QVERIFY(window->reviewPanel()->isVisibleTo(&*window));
    window.trigger(ActionId::Undo);
    QCOMPARE(window.project().content_hash(), before);
}

void RetrackTest::aPersonsBoxInsideTheStretchStays() {
    OpenWindow window;
    trackBadly(window);
    trackAgain(window);
    window.goTo(10);
    window->editor()->setBox({100, 100, 12, 14});
    const std::string before = window.project().content_hash();
    QCOMPARE(results(window).size(), 1U);
    window.trigger(ActionId::AcceptBox);  // Enter, on a frame of the stretch
    QVERIFY(results(window).empty());
    QCOMPARE(window.boxAt(10)->box, (Box{100, 100, 12, 14}));
    QCOMPARE(window.boxAt(10)->source, BoxSource::Human);
    QCOMPARE(window.boxAt(9)->box, truthAt(9));
    QCOMPARE(window.boxAt(11)->box, truthAt(11));
    window.trigger(ActionId::Undo);
    QCOMPARE(window.project().content_hash(), before);
}

void RetrackTest::rejectingChangesNothing() {
    OpenWindow window;
    trackBadly(window);
    const std::string before = window.project().content_hash();
    const QString step = window->session()->model()->undoText();
    trackAgain(window);
    window->retrackPanel()->rejectButton()->click();
    QVERIFY(results(window).empty());
    QCOMPARE(window.project().content_hash(), before);
    QCOMPARE(window->session()->model()->undoText(), step);
    trackAgain(window);  // and it can be done again
    window->retrackPanel()->rejectAllButton()->click();
    QVERIFY(results(window).empty());
    QCOMPARE(window.project().content_hash(), before);
}

void RetrackTest::escapeChangesNothing() {
    OpenWindow window;
    trackBadly(window);
    const std::string before = window.project().content_hash();
    window.script().held_after = window.script().updates + 5;  // at work until it is stopped
    QSignalSpy ended(window->session()->retrack(), &Retrack::ended);
    QSignalSpy progressed(window->session()->retrack(), &Retrack::progressed);
    window.trigger(ActionId::TrackFlaggedAgain);
    TRY_VERIFY(progressed.count() > 0);
    QVERIFY(window->action(ActionId::StopTracking)->isEnabled());
    window.trigger(ActionId::StopTracking);
    window.script().held_after = -1;
    QCOMPARE(ended.count(), 1);
    QVERIFY(results(window).empty());
    QVERIFY(window->messageBar()->text().contains("All boxes are as before"));
    QCOMPARE(window.project().content_hash(), before);
}

void RetrackTest::onlySelectedTracksAreTrackedAgain() {
    OpenWindow window;
    trackBadly(window, 0);
    trackBadly(window, 1);
    QCOMPARE(window->session()->selection().size(), 1U);
    trackAgain(window);
    QCOMPARE(results(window).size(), 1U);
    QCOMPARE(results(window)[0].stretch.track, window->session()->current());
    window->session()->select(0);
    trackAgain(window);
    QCOMPARE(results(window).size(), 2U);
    const std::string before = window.project().content_hash();
    window->retrackPanel()->acceptBetterButton()->click();
    for (const int64_t track : window->session()->tracks())
        QCOMPARE(window.project().box_at(track, 20)->box.x, truthAt(20).x);
    window.trigger(ActionId::Undo);  // one step
    QCOMPARE(window.project().content_hash(), before);
}

void RetrackTest::spaceAfterAClickDecidesNothingMore() {
    OpenWindow window;
    trackBadly(window, 0);
    trackBadly(window, 1);
    window->session()->select(0);
    trackAgain(window);
    QCOMPARE(results(window).size(), 2U);
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
    QPushButton* accept = window->retrackPanel()->acceptButton();
    QTest::mouseClick(accept, Qt::LeftButton);
    QCOMPARE(results(window).size(), 1U);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(results(window).size(), 1U);  // the next one was not looked at yet
    QVERIFY(window->session()->player()->playing());
    window->session()->player()->pause();
    accept->clearFocus();
    accept->setFocus(Qt::TabFocusReason);
    QTest::keyClick(accept, Qt::Key_Space);  // by keyboard alone
    QVERIFY(results(window).empty());
}

void RetrackTest::severalObjectsAreFollowedInOneStep() {
    OpenWindow window;
    trackBadly(window, 0);
    trackBadly(window, 1);
    window->session()->select(0);
    window.script().most_at_once = 0;
    window.script().frames_read = 0;
    trackAgain(window);
    QCOMPARE(results(window).size(), 2U);
    QCOMPARE(window.script().most_at_once, 2);
    // Once forward and once backward for both, and a few that are shown or read ahead.
    QVERIFY2(window.script().frames_read < 2 * 41 + 20,
             qPrintable(QString::number(window.script().frames_read)));
}

void RetrackTest::aTrustedBoxBehindIsTrackedBackwardFrom() {
    OpenWindow window;
    window.goTo(40);
    window.drawBox(truthRect(40));
    window.script().drift = 1;
    window.track(-1);
    window.script().drift = 0;
    window.goTo(20);  // 20 pixels off
    window.redrawBox(truthRect(20));
    TRY_VERIFY(!window->reviewPanel()->watch()->outdated());
    const std::string before = window.project().content_hash();
    trackAgain(window);
    QCOMPARE(results(window).size(), 2U);
    const RetrackStretch& stretch = results(window)[0].stretch;
    QVERIFY(!stretch.before && stretch.after == 20);
    QVERIFY(results(window)[1].stretch.before == 20 && results(window)[1].stretch.after == 40);
    QVERIFY(window->retrackPanel()->detailText().contains("backward from frame 20"));
    window->retrackPanel()->acceptButton()->click();
    for (const int64_t frame : {0, 10, 19}) {
        QCOMPARE(window.boxAt(frame)->box, truthAt(frame));
        const TrackingRun& run = window.project().runs().at(window.boxAt(frame)->run);
        QCOMPARE(run.first_frame, 20);
        QCOMPARE(run.last_frame, 0);
    }
    window.trigger(ActionId::Undo);
    QCOMPARE(window.project().content_hash(), before);
}

void RetrackTest::otherFramesAndVideosLeaveTheResultsThere() {
    OpenWindow window;
    trackBadly(window);
    const int64_t track = window->session()->current();
    const int64_t first = window->session()->videoId();
    trackAgain(window);
    window.goTo(5);
    QCOMPARE(results(window).size(), 1U);
    window->openPath(window.file("second.mp4"));
    TRY_VERIFY(window->session()->hasVideo() && window->session()->videoId() != first);
    TRY_COMPARE(window->session()->player()->shownFrame(), 0);
    QCOMPARE(results(window).size(), 1U);
    QVERIFY(window->frameView()->overlay().candidates.empty());
    RetrackPanel* panel = window->retrackPanel();
    QVERIFY(panel->view()->topLevelItem(0)->text(RetrackPanel::Object).contains("numbered.mp4"));
    Q_EMIT panel->view()->itemClicked(panel->view()->topLevelItem(0), 0);  // leads back to its video
    TRY_COMPARE(window->session()->videoId(), first);
    TRY_COMPARE(window->session()->player()->shownFrame(), 30);
    QCOMPARE(window->session()->current(), track);
    QCOMPARE(window->frameView()->overlay().candidates.size(), 1U);
    panel->acceptButton()->click();
    QCOMPARE(window.boxAt(20)->box, truthAt(20));
    QVERIFY(results(window).empty());
}

void RetrackTest::aLargeChangeLeavesTheResultsOfTracksThatStay() {
    OpenWindow window;
    trackBadly(window);
    trackAgain(window);
    ProjectModel* model = window->session()->model();
    const int64_t track = window->session()->current();
    model->changeLargely("Nothing", [](Project&) -> ProjectEdit { throw Error(ErrorCode::Stopped, ""); });
    TRY_VERIFY(!model->isBusy());
    QCOMPARE(results(window).size(), 1U);
    QVERIFY(*results(window)[0].comparison.agreement < 0.9);
    model->changeLargely("Correct", [track](Project& project) {
        ProjectEdit edit;
        for (int64_t frame = 0; frame < 45; ++frame) edit.boxes[{track, frame}] = human_box(truthAt(frame));
        project.apply(edit, "Correct");
        return edit;
    });
    TRY_VERIFY(!model->isBusy());
    QCOMPARE(results(window).size(), 1U);
    QVERIFY(*results(window)[0].comparison.agreement > 0.9);
    model->changeLargely("Delete", [track](Project& project) {
        const ProjectEdit edit = delete_track(project, track);
        project.apply(edit, "Delete");
        return edit;
    });
    TRY_VERIFY(!model->isBusy());
    QVERIFY(results(window).empty());
}

void RetrackTest::withoutAFlagThereIsAMessage() {
    OpenWindow window;
    window.drawBox(truthRect(0));
    window.track(1);
    window.trigger(ActionId::TrackFlaggedAgain);
    TRY_VERIFY(window->messageBar()->text().contains("nothing flagged"));
    QVERIFY(results(window).empty());
}

void RetrackTest::whatWaitsForTheQueueIsSaidAndEndsWithTheVideo() {
    OpenWindow window;
    trackBadly(window);
    const QString waits = "Looking for what is flagged";
    const auto wait = [&](int shift) {
        window.goTo(50);
        window.redrawBox(truthRect(50).translated(0, shift));
        QVERIFY(window->reviewPanel()->watch()->outdated());
        window.trigger(ActionId::TrackFlaggedAgain);
        QVERIFY2(window->messageBar()->text().contains(waits), qPrintable(window->messageBar()->text()));
    };
    const auto upToDate = [&] { TRY_VERIFY(!window->reviewPanel()->watch()->outdated()); };
    wait(4);
    window.press();  // cancel
    upToDate();
    QVERIFY(window->messageBar()->text().isEmpty());
    QVERIFY(!window->session()->retrack()->running());
    wait(8);
    window.openAndWait(window.file("second.mp4"));
    upToDate();
    QVERIFY2(window->messageBar()->text().isEmpty(), qPrintable(window->messageBar()->text()));
    QVERIFY(!window->session()->retrack()->running() && results(window).empty());
}

void RetrackTest::aQueueThatCannotBeMadeIsTold() {
    OpenWindow window;
    trackBadly(window);
    window.goTo(50);
    window.redrawBox(truthRect(50));
    QVERIFY(QFile::remove(window.projectFile()));
    window.trigger(ActionId::TrackFlaggedAgain);
    TRY_VERIFY2(window->messageBar()->text().contains("review queue could not be made"),
                qPrintable(window->messageBar()->text()));
}

void RetrackTest::useThisModelOffersIt() {
    OpenWindow window;
    trackBadly(window);
    window.trigger(ActionId::TrainWorkspace);
    Q_EMIT window->trainPage()->modelChosen("/runs/first/model.safetensors");
    const auto buttons = window->messageBar()->buttons();
    QVERIFY(!buttons.empty());
    QSignalSpy ended(window->session()->retrack(), &Retrack::ended);
    buttons.front()->click();
    TRY_COMPARE(ended.count(), 1);
    QVERIFY(window->frameView()->isVisibleTo(&*window));
    QCOMPARE(results(window).size(), 1U);
    window->retrackPanel()->acceptButton()->click();
    const int64_t run = window.boxAt(20)->run;
    QCOMPARE(window.project().runs().at(run).model, std::string("/runs/first/model.safetensors"));
}
