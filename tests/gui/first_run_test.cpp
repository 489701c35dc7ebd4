#include "tests/gui/first_run_test.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QTest>
#include <algorithm>

#include "app/studio/project_names.h"
#include "tests/gui/fakes.h"
#include "tests/gui/patience.h"
#include "widgets/annotate/box_editor.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/common/message_bar.h"
#include "widgets/tour/guided_tour.h"

using namespace rtrack;
using namespace rtrack::test;

namespace {

constexpr int kSteps = 6;

/// As in the first start; the settings are put back afterwards.
class NewUser {
public:
    NewUser() {
        Settings fresh = loadSettings();
        fresh.tour_seen = false;
        fresh.draws_by_extreme_points = false;
        saveSettings(fresh);
        // The demo's project of another test is not that of a new user.
        QDir(untitledFolder()).removeRecursively();
    }

private:
    SettingsKept kept_;
};

void click(OpenWindow& window, const QPointF& point_in_frame) {
    FrameView* view = window->frameView();
    QTest::mouseClick(view, Qt::LeftButton, {}, view->view().viewFromFrame(point_in_frame).toPoint());
}

const QPointF kTop(130, 60), kLeft(90, 100), kBottom(140, 150), kRight(200, 120);
const QRectF kBox(90, 60, 110, 90);

}  // namespace

void FirstRunTest::theTourComesWithTheDemoAndNeverAgain() {
    const NewUser user;
    {
        OpenWindow window;
        QVERIFY(!window->tour()->running());
        window.trigger(ActionId::CloseProject);
        window->openDemo();
        TRY_VERIFY2(window->tour()->running(), qPrintable(window->messageBar()->text()));
        QCOMPARE(window->tour()->step(), 0);
        window->tour()->skipButton()->click();
        QVERIFY(!window->tour()->running());
        QVERIFY(loadSettings().tour_seen);
    }
    QDir(untitledFolder()).removeRecursively();
    OpenWindow window;
    window.trigger(ActionId::CloseProject);
    window->openDemo();
    TRY_VERIFY(window.boxCount() > 1);
    QTest::qWait(50);
    QVERIFY(!window->tour()->running());
    window.trigger(ActionId::TakeTour);  // Help has it
    TRY_VERIFY(window->tour()->running());
    for (int step = 0; step < kSteps; ++step) {
        QCOMPARE(window->tour()->step(), step);
        window->tour()->nextButton()->click();
    }
    QVERIFY(!window->tour()->running());
}

void FirstRunTest::theTourGoesForthAndBackByKeyboard() {
    const NewUser user;
    OpenWindow window;
    window.trigger(ActionId::TakeTour);
    GuidedTour* tour = window->tour();
    TRY_VERIFY(tour->running());
    QVERIFY(!tour->backButton()->isEnabled());
    QTest::keyClick(tour->nextButton(), Qt::Key_Return);
    QTest::keyClick(tour->nextButton(), Qt::Key_Right);
    QCOMPARE(tour->step(), 2);
    QTest::keyClick(tour->nextButton(), Qt::Key_Left);
    QTest::mouseClick(tour->backButton(), Qt::LeftButton);
    QCOMPARE(tour->step(), 0);
    QTest::keyClick(tour->nextButton(), Qt::Key_Escape);
    QVERIFY(!tour->running());
    QCOMPARE(window->focusWidget(), window->frameView());
}

void FirstRunTest::theTourPointsAtControlsAndHidesNone() {
    const NewUser user;
    OpenWindow window;
    window->resize(1280, 800);
    window.trigger(ActionId::TakeTour);
    GuidedTour* tour = window->tour();
    TRY_VERIFY(tour->running());
    for (int step = 0; step < kSteps; ++step) {
        QCOMPARE(tour->step(), step);
        const QRect callout(tour->callout()->pos(), tour->callout()->size());
        QVERIFY2(window->rect().contains(callout), qPrintable(QString::number(step)));
        const QRect area = tour->area();
        QVERIFY2(!area.isEmpty() && window->rect().contains(area), qPrintable(QString::number(step)));
        QVERIFY2(!callout.intersects(area), qPrintable(QString::number(step)));
        tour->nextButton()->click();
    }
}

void FirstRunTest::theWindowWorksDuringTheTour() {
    const NewUser user;
    OpenWindow window;
    window.trigger(ActionId::TakeTour);
    GuidedTour* tour = window->tour();
    TRY_VERIFY(tour->running());
    window.drawBox(truthRect(0));
    QCOMPARE(window.boxCount(), 1);
    window.track(1);
    QCOMPARE(window.boxCount(), 60);
    QVERIFY(tour->running());
    tour->end();
}

void FirstRunTest::extremePointsInAnyOrderAndZoom_data() {
    QTest::addColumn<double>("zoom");
    for (const double zoom : {0.25, 1.0, 3.0}) QTest::newRow(qPrintable(QString::number(zoom))) << zoom;
}

void FirstRunTest::extremePointsInAnyOrderAndZoom() {
    QFETCH(double, zoom);
    const NewUser user;
    OpenWindow window;
    window.trigger(ActionId::ExtremePoints);
    FrameView* view = window->frameView();
    view->zoomFit();
    view->zoomBy(zoom);
    std::vector<QPointF> points = {kTop, kLeft, kBottom, kRight};
    const auto less = [](const QPointF& a, const QPointF& b) {
        return std::pair(a.x(), a.y()) < std::pair(b.x(), b.y());
    };
    std::sort(points.begin(), points.end(), less);
    // A click is on a whole pixel of the view: half of one away at most.
    const double reach = 0.5 / view->view().scale() + 1e-9;
    int orders = 0;
    do {
        window.trigger(ActionId::NewBox);
        for (const QPointF& point : points) click(window, point);
        QVERIFY(!view->drawing());
        QCOMPARE(window.boxCount(), 1);
        const Box box = window.boxAt(0)->box;
        QVERIFY(std::abs(box.x - kBox.left()) <= reach && std::abs(box.y - kBox.top()) <= reach);
        QVERIFY(std::abs(box.right() - kBox.right()) <= reach);
        QVERIFY(std::abs(box.bottom() - kBox.bottom()) <= reach);
        window.trigger(ActionId::Undo);
        ++orders;
    } while (std::next_permutation(points.begin(), points.end(), less));
    QCOMPARE(orders, 24);

    ExtremePoints exact;  // the geometry itself has no such error
    for (const QPointF& point : points) exact.add(point, QRectF(0, 0, 320, 240));
    QVERIFY(exact.complete());
    QCOMPARE(exact.box(), kBox);
    ExtremePoints beside;
    beside.add({-20, 300}, QRectF(0, 0, 320, 240));
    QCOMPARE(beside.points.first(), QPointF(0, 240));
}

void FirstRunTest::escTakesExtremePointsBack() {
    const NewUser user;
    OpenWindow window;
    window.trigger(ActionId::ExtremePoints);
    FrameView* view = window->frameView();
    window.trigger(ActionId::NewBox);
    click(window, kTop);
    view->zoomBy(2);  // the view may be moved between two points
    click(window, kLeft);
    click(window, {300, 230});
    QCOMPARE(view->extremePointCount(), 3);
    QTest::keyClick(view, Qt::Key_Escape);
    QCOMPARE(view->extremePointCount(), 2);
    view->zoomFit();
    click(window, kBottom);
    click(window, kRight);
    QVERIFY(!view->drawing());
    QVERIFY(std::abs(window.boxAt(0)->box.right() - kBox.right()) < 1);

    window.trigger(ActionId::NewBox);
    click(window, kTop);
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(view->drawing());
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(!view->drawing());
    QCOMPARE(window.boxCount(), 1);
}

void FirstRunTest::extremePointsByKeyboard() {
    const NewUser user;
    OpenWindow window;
    FrameView* view = window->frameView();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&*window, kPatience));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_X);
    QTest::keyClick(view, Qt::Key_N);
    for (const Qt::Key key : {Qt::Key_Up, Qt::Key_Left, Qt::Key_Down, Qt::Key_Right}) {
        QTest::keyClick(view, key, Qt::ShiftModifier);
        if (key == Qt::Key_Down) QTest::keyClick(view, key, Qt::ShiftModifier);
        if (key == Qt::Key_Right) QTest::keyClick(view, key, Qt::ShiftModifier);
        QTest::keyClick(view, Qt::Key_Return);
    }
    const Box box = window.boxAt(0)->box;  // from the middle of 320 x 240: up, left, down twice, right twice
    QCOMPARE(box.x, 150.0);
    QCOMPARE(box.y, 110.0);
    QCOMPARE(box.width, 20.0);
    QCOMPARE(box.height, 20.0);
}

void FirstRunTest::extremePointsInOnePlaceMakeNoBox() {
    const NewUser user;
    OpenWindow window;
    window.trigger(ActionId::ExtremePoints);
    window.trigger(ActionId::NewBox);
    for (int i = 0; i < 4; ++i) click(window, kTop);
    QVERIFY(window->frameView()->drawing());
    QCOMPARE(window->frameView()->extremePointCount(), 3);  // the last one may be put elsewhere
    QCOMPARE(window.boxCount(), 0);
    click(window, kTop + QPointF(30, 40));
    QCOMPARE(window.boxCount(), 1);
}

void FirstRunTest::drawingByCornersComesBack() {
    const NewUser user;
    OpenWindow window;
    window.trigger(ActionId::ExtremePoints);
    QVERIFY(loadSettings().draws_by_extreme_points);
    window.trigger(ActionId::NewBox);
    click(window, kTop);
    window.trigger(ActionId::ExtremePoints);  // while drawing: it begins anew
    QVERIFY(window->frameView()->drawing());
    window.dragInFrame(kBox.topLeft(), kBox.bottomRight());
    QCOMPARE(window.boxCount(), 1);
    QVERIFY(std::abs(window.boxAt(0)->box.width - kBox.width()) < 1);
    QVERIFY(!loadSettings().draws_by_extreme_points);
}
