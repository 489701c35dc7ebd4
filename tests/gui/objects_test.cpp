#include "tests/gui/objects_test.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <cmath>

#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "tracking/annotation/box_edits.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/inspector.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/annotate/overlay.h"
#include "widgets/annotate/timeline.h"
#include "widgets/annotate/track_lanes.h"
#include "widgets/annotate/track_list.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

void changeSettings(OpenWindow& window, const std::function<void(Settings&)>& change) {
    Settings settings = window->settings();
    change(settings);
    window->changeSettings(settings);
}

}  // namespace

void ObjectsTest::eachNewBoxIsAnObjectAndNTwiceDrawsTheSelectedOneAnew() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    QCOMPARE(tracks.size(), 2u);
    QCOMPARE(window->session()->current(), tracks[1]);
    QVERIFY(colorOfTrack(window.project(), tracks[0]) != colorOfTrack(window.project(), tracks[1]));
    window.goTo(10);
    window.trigger(ActionId::NewBox);
    window.trigger(ActionId::NewBox);
    window.dragInFrame(truthRect(10, 1).topLeft(), truthRect(10, 1).bottomRight());
    QCOMPARE(window->session()->tracks(), tracks);
    QVERIFY(window.project().box_at(tracks[1], 10));
    QVERIFY(!window.project().box_at(tracks[0], 10));
}

void ObjectsTest::clickTabAndListSelect() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(3);
    const auto click = [&](int object, Qt::KeyboardModifiers modifiers = {}) {
        const QPoint point =
            window->frameView()->view().viewFromFrame(truthRect(0, object).center()).toPoint();
        QTest::mouseClick(window->frameView(), Qt::LeftButton, modifiers, point);
    };
    click(0);
    QCOMPARE(window->session()->selection(), std::vector<int64_t>{tracks[0]});
    click(2, Qt::ControlModifier);
    QCOMPARE(window->session()->selection(), (std::vector<int64_t>{tracks[0], tracks[2]}));
    click(1);
    QTest::keyClick(window->frameView(), Qt::Key_Tab);
    QCOMPARE(window->session()->current(), tracks[2]);
    QTest::keyClick(window->frameView(), Qt::Key_Tab);
    QCOMPARE(window->session()->current(), tracks[0]);
    auto* list = window->findChild<TrackList*>();
    QCOMPARE(list->view()->model()->rowCount(), 3);
    list->view()->setCurrentIndex(list->view()->model()->index(1, 0));
    QCOMPARE(window->session()->selection(), std::vector<int64_t>{tracks[1]});
    window->session()->select(tracks[2]);
    QCOMPARE(list->view()->currentIndex().row(), 2);
    QCOMPARE(window.boxCount(), 3);
}

void ObjectsTest::allAreTrackedUnlessSomeAreSelected() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(3);
    const std::string before = window.project().content_hash();
    window->session()->select(0);
    window.track(1);
    for (size_t object = 0; object < 3; ++object) {
        QCOMPARE(window.project().counts(tracks[object]).boxes, 60);
        QCOMPARE(window.project().box_at(tracks[object], 40)->box, truthAt(40, static_cast<int>(object)));
    }
    QCOMPARE(window.project().runs().size(), 1u);
    QCOMPARE(window.project().runs().begin()->second.last_frame, 59);
    QCOMPARE(window.project().box_at(tracks[1], 7)->run, window.project().runs().begin()->first);
    window.trigger(ActionId::Undo);  // all of them are one step
    QCOMPARE(window.project().content_hash(), before);
    window.goTo(0);
    window->session()->select({tracks[0], tracks[2]});
    window.track(1);
    QCOMPARE(window.project().counts(tracks[0]).boxes, 60);
    QCOMPARE(window.project().counts(tracks[1]).boxes, 1);
    QCOMPARE(window.project().counts(tracks[2]).boxes, 60);
}

void ObjectsTest::aRunEndsBeforeTheNextHumanBoxIfAsked() {
    OpenWindow window;
    window.drawObjects(1);
    window.goTo(20);
    window.redrawBox(truthRect(20));
    window.goTo(0);
    changeSettings(window, [](Settings& settings) { settings.until_human_box = true; });
    window.track(1);
    QCOMPARE(window.boxCount(), 21);
    changeSettings(window, [](Settings& settings) { settings.until_human_box = false; });
}

void ObjectsTest::aRunFillsOnlyWhatIsMissingIfAsked() {
    OpenWindow window;
    const int64_t track = window.drawObjects(1).front();
    window.goTo(20);
    window.trigger(ActionId::RangeLast);
    window.goTo(0);
    window.script().shift = 7;
    window.track(1);
    window.trigger(ActionId::ClearRange);
    window.script().shift = 0;
    changeSettings(window, [](Settings& settings) { settings.fills_missing = true; });
    window.goTo(0);
    window.track(1);
    changeSettings(window, [](Settings& settings) { settings.fills_missing = false; });
    QCOMPARE(window.boxCount(), 60);
    QCOMPARE(window.project().box_at(track, 15)->box.x, truthAt(15).x + 7);
    QCOMPARE(window.project().box_at(track, 30)->box, truthAt(30));
}

void ObjectsTest::aGapIsFilledFromBothSidesAsOneStep() {
    OpenWindow window;
    const int64_t track = window.drawObjects(1).front();
    window.goTo(40);
    window.redrawBox(truthRect(40));
    const std::string before = window.project().content_hash();
    window.goTo(17);
    window.script().drift = 0.25;
    QSignalSpy ended(window->session(), &AnnotateSession::trackingEnded);
    window.trigger(ActionId::FillGap);
    TRY_COMPARE(ended.count(), 1);
    QCOMPARE(window.boxCount(), 41);
    const auto error = [&](int64_t frame) {
        return window.project().box_at(track, frame)->box.x - truthAt(frame).x;
    };
    // Either direction alone is off by a quarter of a pixel for each frame from its start: 9.75 at its end.
    QVERIFY(error(1) < 1 && error(39) < 1);
    QVERIFY(std::abs(error(20) - 5) < 0.3);
    window.trigger(ActionId::Undo);
    QCOMPARE(window.project().content_hash(), before);
}

void ObjectsTest::aSceneCutStopsAllTargets() {
    OpenWindow window;
    window.script().cut_at = 25;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    window->session()->select(0);
    window.track(1);
    for (const int64_t track : tracks) {
        QCOMPARE(window.project().counts(track).boxes, 26);
        QVERIFY(window.project().box_at(track, 25)->doubtful);
    }
    QCOMPARE(window->session()->player()->position(), 25);
    QVERIFY2(window->messageBar()->text().contains("scene"), qPrintable(window->messageBar()->text()));
}

void ObjectsTest::aTargetThatLeavesIsProposedAsAbsent() {
    OpenWindow window;
    const int64_t track = window.drawObjects(1).front();
    window.script().drift = 10;  // out of the picture's 320 pixels
    window.track(1);
    const qint64 last = window->session()->player()->position();
    QVERIFY(last > 20 && last < 40);
    const auto record = window.project().box_at(track, last);
    QVERIFY(record && record->absent && record->doubtful && !record->reviewed);
    QCOMPARE(record->source, BoxSource::Tracker);
    QVERIFY(!window.project().box_at(track, last + 1));
    QVERIFY2(window->messageBar()->text().contains("absent"), qPrintable(window->messageBar()->text()));
}

void ObjectsTest::aTargetThatLeftIsLookedForAndItsReturnIsProposed() {
    OpenWindow window;
    const int64_t track = window.drawObjects(1).front();
    window.script().away_from = 20;
    window.script().away_until = 35;
    window.track(1);
    QCOMPARE(window->session()->player()->position(), 35);
    for (int64_t frame = 20; frame < 35; ++frame) {
        const auto record = window.project().box_at(track, frame);
        QVERIFY(record && record->absent && !record->reviewed && !record->doubtful);
        QCOMPARE(record->source, BoxSource::Tracker);
    }
    const auto back = window.project().box_at(track, 35);
    QVERIFY(back && !back->absent && back->doubtful);
    QVERIFY(!window.project().box_at(track, 36));
    QVERIFY2(window->messageBar()->text().contains("frame 20"), qPrintable(window->messageBar()->text()));
    TRY_COMPARE(window->session()->player()->shownFrame(), 35);
    window->messageBar()->buttons().front()->click();  // it is right: go on
    TRY_VERIFY(!window->session()->trackRun()->running());
    QCOMPARE(window.project().counts().boxes, 60);
    QVERIFY(window.project().box_at(track, 35)->reviewed);
    for (int step = 0; step < 3; ++step) window.trigger(ActionId::Undo);  // the run, the acceptance, the run
    QCOMPARE(window.project().counts().boxes, 1);
}

void ObjectsTest::aTargetThatStaysAwayIsAbsentToTheEnd() {
    OpenWindow window;
    const int64_t track = window.drawObjects(1).front();
    window.script().away_from = 20;
    window.script().away_until = 1000;
    window.track(1);
    QCOMPARE(window->session()->player()->position(), 20);
    QCOMPARE(window.project().counts(track).absent, 40);
    QVERIFY(window.project().box_at(track, 20)->doubtful);
    QVERIFY2(window->messageBar()->text().contains("not seen again"),
             qPrintable(window->messageBar()->text()));
    window->messageBar()->buttons().front()->click();
    QVERIFY(window.project().box_at(track, 20)->reviewed && window.project().box_at(track, 20)->absent);
    QVERIFY(!window->session()->trackRun()->running());
}

void ObjectsTest::theListShowsAPictureOfEachObject() {
    OpenWindow window;
    window.goTo(10);
    window.drawBox(truthRect(10));
    const int64_t track = window->session()->current();
    auto* model = window->findChild<TrackList*>()->model();
    TRY_VERIFY(model->thumbnails().has(track));
    const auto middle = [&] {
        const QModelIndex cell = model->index(model->rowOf(track), TrackListModel::Name);
        const QImage picture = cell.data(Qt::DecorationRole).value<QPixmap>().toImage();
        return picture.pixelColor(picture.width() / 2, picture.height() / 2);
    };
    QCOMPARE(middle(), QColor(230, 230, 230));  // the object itself
    window->editor()->setBox({200, 150, 20, 20});
    TRY_COMPARE(middle(), QColor(90, 90, 90));  // where there is nothing but ground
}

void ObjectsTest::flagsCoverAndNote() {
    OpenWindow window;
    const int64_t track = window.drawObjects(1).front();
    window.trigger(ActionId::Occluded);
    QVERIFY(window.boxAt(0)->occluded);
    window.trigger(ActionId::Occluded);
    QVERIFY(!window.boxAt(0)->occluded);
    auto* inspector = window->findChild<Inspector*>();
    QTest::keyClick(inspector, Qt::Key_6);
    QCOMPARE(window.boxAt(0)->cover, std::optional(6));
    auto* note = inspector->findChild<QLineEdit*>("note");
    note->setFocus();
    QTest::keyClicks(note, "half behind a tree");
    window.goTo(5);  // without leaving the field
    QCOMPARE(window.project().box_at(track, 0)->note, std::string("half behind a tree"));
    QVERIFY(note->text().isEmpty());
    window.trigger(ActionId::Undo);  // what was typed is one step
    QVERIFY(window.project().box_at(track, 0)->note.empty());
    window.trigger(ActionId::Absent);
    QVERIFY(window.project().box_at(track, 5)->absent);
    QCOMPARE(window.project().counts(track).absent, 1);
    window.trigger(ActionId::Absent);
    QVERIFY(!window.project().box_at(track, 5));
}

void ObjectsTest::keyframesInterpolateAndPropagateCopies() {
    OpenWindow window;
    const int64_t track = window.drawObjects(1).front();
    window->editor()->propagate(10);
    QCOMPARE(window.boxCount(), 11);
    QCOMPARE(window.project().box_at(track, 4)->source, BoxSource::Interpolated);
    window.goTo(10);
    const Box first = window.boxAt(0)->box;
    window->editor()->setBox({first.x + 20, first.y, first.width, first.height});
    QCOMPARE(window.project().box_at(track, 5)->box.x, first.x + 10);
    window.goTo(5);
    window.trigger(ActionId::ShuttleStop);  // K: a keyframe here
    QCOMPARE(window.boxAt(5)->source, BoxSource::Human);
    window.trigger(ActionId::ShuttleStop);
    QCOMPARE(window.boxAt(5)->source, BoxSource::Interpolated);
}

void ObjectsTest::copyAndPasteBetweenFramesAndVideos() {
    OpenWindow window;
    const int64_t track = window.drawObjects(1).front();
    window.trigger(ActionId::CopyBoxes);
    window.goTo(9);
    window.trigger(ActionId::PasteBoxes);
    QCOMPARE(window->session()->tracks().size(), 1u);
    QCOMPARE(window.project().box_at(track, 9)->box, window.project().box_at(track, 0)->box);
    window.trigger(ActionId::PasteBoxes);  // there is a box of that track: a new object
    QCOMPARE(window->session()->tracks().size(), 2u);
    window->openPath(window.file("second.mp4"));
    TRY_COMPARE(window.project().videos().size(), 2u);
    TRY_COMPARE(window->session()->player()->shownFrame(), 0);
    window.trigger(ActionId::PasteBoxes);
    QCOMPARE(window->session()->tracks().size(), 1u);
    QCOMPARE(window.project().tracks().size(), 3u);
}

void ObjectsTest::wholeTracksAreCopiedAndTheirEndsFound() {
    OpenWindow window;
    window.goTo(5);
    window.drawBox(truthRect(5));
    window.track(1);
    const int64_t copied = window->session()->current();
    window.trigger(ActionId::CopyTracks);
    window.goTo(20);
    window.trigger(ActionId::PasteBoxes);
    const int64_t pasted = window->session()->current();
    QVERIFY(pasted != copied);
    QCOMPARE(window.project().counts(pasted).boxes, 40);  // the video ends
    QCOMPARE(window.project().box_at(pasted, 21)->box, truthAt(6));
    QCOMPARE(window.project().counts(pasted).unreviewed, 39);
    window.trigger(ActionId::ToTrackStart);
    TRY_COMPARE(window->session()->player()->shownFrame(), 20);
    window.trigger(ActionId::ToTrackEnd);
    TRY_COMPARE(window->session()->player()->shownFrame(), 59);
    window->session()->select(0);
    window.trigger(ActionId::ToTrackStart);
    TRY_COMPARE(window->session()->player()->shownFrame(), 5);
    window.trigger(ActionId::Undo);
    QVERIFY(!window.project().tracks().contains(pasted));
}

void ObjectsTest::copiesOfTracksHaveBoxesAndManyAreALargeChange() {
    const auto script = std::make_shared<Script>();
    script->frames = 5000;
    OpenWindow window(script);
    AnnotateSession* session = window->session();
    ProjectModel* model = session->model();
    const int64_t many = model->newId();
    const int64_t late = model->newId();
    ProjectEdit edit;
    for (const int64_t track : {many, late}) edit.tracks[track].emplace().video = session->videoId();
    for (int64_t frame = 0; frame < 2500; ++frame) edit.boxes[{many, frame}] = human_box({1, 2, 3, 4});
    edit.boxes[{late, 4999}] = human_box({1, 2, 3, 4});
    model->change(edit, "Boxes");
    session->select({many, late});
    window.trigger(ActionId::CopyTracks);
    window.goTo(10);
    window.trigger(ActionId::PasteBoxes);
    QVERIFY(model->isBusy());
    TRY_VERIFY(!model->isBusy());
    QCOMPARE(window.project().tracks().size(), 3U);  // all of the late one lies beyond the end
    QCOMPARE(session->selection().size(), 1U);
    QVERIFY(session->current() != many);
    QCOMPARE(window.project().counts(session->current()).boxes, 2500);
}

void ObjectsTest::mergeSplitCutTailAndSimplify() {
    OpenWindow window;
    const int64_t track = window.drawObjects(1).front();
    window.track(1);
    const std::string tracked = window.project().content_hash();
    window.goTo(30);
    window.trigger(ActionId::Split);
    QCOMPARE(window->session()->tracks().size(), 2u);
    QCOMPARE(window.project().counts(track).boxes, 30);
    window->session()->select(window->session()->tracks());
    window.trigger(ActionId::Merge);
    QCOMPARE(window->session()->tracks(), std::vector<int64_t>{track});
    QCOMPARE(window.boxCount(), 60);
    window.trigger(ActionId::CutTail);
    QCOMPARE(window.boxCount(), 31);
    QVERIFY2(window->messageBar()->text().contains("29"), qPrintable(window->messageBar()->text()));
    QTest::mouseClick(window->messageBar()->buttons().front(), Qt::LeftButton);
    QCOMPARE(window.boxCount(), 60);
    window->editor()->simplify(0.9);
    QVERIFY(window.project().counts(track).interpolated > 50);
    for (int i = 0; i < 3; ++i) window.trigger(ActionId::Undo);
    QCOMPARE(window.project().content_hash(), tracked);
}

void ObjectsTest::actionsAreAboutAllSelectedBoxes() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    window->session()->select(tracks[0]);
    window.trigger(ActionId::RemoveBox);
    QVERIFY(!window->action(ActionId::RemoveBox)->isEnabled());
    window->session()->select({tracks[1], tracks[0]});  // the current one has none here
    QVERIFY(window->action(ActionId::RemoveBox)->isEnabled());
    window.trigger(ActionId::RemoveBox);
    QCOMPARE(window.boxCount(), 0);
    QVERIFY(!window->action(ActionId::RemoveBox)->isEnabled());
}

void ObjectsTest::aWholeTrackGoesWithItsCountAndComesBack() {
    OpenWindow window;
    window.drawObjects(1);
    window.track(1);
    const std::string before = window.project().content_hash();
    window.trigger(ActionId::RemoveTracks);
    QVERIFY(window.project().tracks().empty());
    QVERIFY2(window->messageBar()->text().contains("60 boxes"), qPrintable(window->messageBar()->text()));
    QTest::mouseClick(window->messageBar()->buttons().front(), Qt::LeftButton);
    QCOMPARE(window.project().content_hash(), before);
}

void ObjectsTest::lockedAndHiddenTracks() {
    OpenWindow window;
    const std::vector<int64_t> tracks = window.drawObjects(2);
    window->editor()->setLocked(tracks[0], true);
    window->editor()->setHidden(tracks[1], true);
    QCOMPARE(window->session()->boxesOnScreen().size(), 1u);
    window->session()->select(0);
    window.track(1);
    QCOMPARE(window.project().counts(tracks[0]).boxes, 1);
    QCOMPARE(window.project().counts(tracks[1]).boxes, 60);
}

void ObjectsTest::namesLeaveThePictureAndEachOtherFree() {
    const QSize size(500, 200);
    Overlay overlay;
    const auto add = [&](double x, const QColor& color) {
        OverlayBox box;
        box.record.box = {x, 100, 10, 10};
        box.color = color;
        box.name = QString(100, 'n');
        overlay.boxes.push_back(box);
    };
    add(10, Qt::red);
    add(40, Qt::blue);  // its name would lie on that of the first
    add(250, Qt::green);
    const auto painted = [&] {
        QImage picture(size, QImage::Format_RGB32);
        picture.fill(Qt::black);
        ViewTransform view;
        view.setFrameSize(size);
        view.setViewSize(size);
        view.setScale(1, QPointF());
        QPainter painter(&picture);
        paintOverlay(painter, overlay, view);
        QMap<QRgb, int> pixels;  // of the row through the names
        for (int x = 0; x < size.width(); ++x) ++pixels[picture.pixel(x, 92)];
        return pixels;
    };
    QMap<QRgb, int> pixels = painted();
    QVERIFY(pixels[qRgb(255, 0, 0)] > 20 && pixels[qRgb(0, 255, 0)] > 20);
    QCOMPARE(pixels[qRgb(0, 0, 255)], 0);
    QVERIFY(pixels[qRgb(255, 0, 0)] < 200 && pixels[qRgb(0, 255, 0)] < 200);
    overlay.boxes[1].selected = true;
    pixels = painted();
    QVERIFY(pixels[qRgb(0, 0, 255)] > 20);
    QCOMPARE(pixels[qRgb(255, 0, 0)], 0);
    overlay.show_names = false;
    QCOMPARE(painted()[qRgb(0, 0, 0)], size.width());
}

void ObjectsTest::aCrowdHasThinLinesAndNoNamesUntilFewAreInView() {
    constexpr int kColumns = 25;
    constexpr int kSide = 500;
    Overlay overlay;
    for (int i = 0; i < kColumns * kColumns; ++i) {  // 10 pixels, 20 apart
        OverlayBox box;
        box.record.box = {20.0 * (i % kColumns), 20.0 * (i / kColumns), 10, 10};
        box.color = Qt::red;
        box.name = "name";
        overlay.boxes.push_back(box);
    }
    const auto painted = [&](double scale) {
        QImage picture(kSide, kSide, QImage::Format_RGB32);
        picture.fill(Qt::black);
        ViewTransform view;
        view.setFrameSize({kSide, kSide});
        view.setViewSize({kSide, kSide});
        view.setScale(scale, QPointF());
        QPainter painter(&picture);
        paintOverlay(painter, overlay, view);
        return picture;
    };
    const QImage all = painted(1);
    QCOMPARE(all.pixelColor(205, 200), QColor(Qt::red));
    QCOMPARE(all.pixelColor(205, 205), QColor(Qt::black));
    QCOMPARE(all.pixelColor(205, 195), QColor(Qt::black));  // where the name would be
    const QImage few = painted(10);
    QVERIFY(few.pixelColor(250, 200).red() > 100);
    QCOMPARE(few.pixelColor(202, 190), QColor(Qt::red));  // its name
}
