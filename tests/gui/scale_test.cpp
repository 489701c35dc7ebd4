#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <QPixmap>
#include <QTest>
#include <random>

#include "widgets/annotate/frame_view.h"

using namespace rtrack;

namespace {

ImagePtr noise(int width, int height) {
    auto image = std::make_shared<Image>(width, height);
    std::mt19937 random(7);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < 3 * width; ++x) image->row(y)[x] = static_cast<uint8_t>(random());
    }
    return image;
}

/// Whether the picture lies on the screen pixel by pixel, its first one at `at`.
bool lies(const QImage& screen, const Image& picture, const QPoint& at) {
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const uint8_t* rgb = picture.row(y) + 3 * x;
            if (!screen.valid(at + QPoint(x, y)) ||
                screen.pixel(at + QPoint(x, y)) != qRgb(rgb[0], rgb[1], rgb[2]))
                return false;
        }
    }
    return true;
}

}  // namespace

/// Pictures on screens of different scales; the scale of this run is in QT_SCALE_FACTOR.
class ScaleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theScaleIsTheOneAskedFor();
    void atActualSizeAFramePixelIsAScreenPixel_data();
    void atActualSizeAFramePixelIsAScreenPixel();
    void pixelsAreSquaresWhenZoomedIn();
};

void ScaleTest::theScaleIsTheOneAskedFor() {
    QWidget widget;
    widget.show();
    QCOMPARE(widget.devicePixelRatioF(), qEnvironmentVariable("QT_SCALE_FACTOR", "1").toDouble());
}

void ScaleTest::atActualSizeAFramePixelIsAScreenPixel_data() {
    QTest::addColumn<QPoint>("place");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QPointF>("pan");
    // Odd places and sizes lie between two pixels of the screen at 150 %.
    QTest::newRow("whole") << QPoint(0, 0) << QSize(320, 240) << QPointF();
    QTest::newRow("odd place") << QPoint(7, 11) << QSize(320, 240) << QPointF();
    QTest::newRow("odd size") << QPoint(7, 10) << QSize(321, 243) << QPointF();
    QTest::newRow("panned") << QPoint(3, 5) << QSize(321, 240) << QPointF(0.4, -7.3);
}

void ScaleTest::atActualSizeAFramePixelIsAScreenPixel() {
    QFETCH(QPoint, place);
    QFETCH(QSize, size);
    QFETCH(QPointF, pan);
    QWidget window;
    window.resize(400, 300);
    FrameView view(&window);
    view.setGeometry(QRect(place, size));
    const ImagePtr picture = noise(101, 67);
    view.setFrame(picture);
    window.show();
    view.zoomActual();
    const double ratio = view.devicePixelRatioF();
    if (!pan.isNull()) {
        // As a drag with the middle button does, which may end anywhere.
        QMouseEvent press(QEvent::MouseButtonPress, QPointF(50, 50), view.mapToGlobal(QPointF(50, 50)),
                          Qt::MiddleButton, Qt::MiddleButton, {});
        QMouseEvent move(QEvent::MouseMove, QPointF(50, 50) + pan, view.mapToGlobal(QPointF(50, 50) + pan),
                         Qt::NoButton, Qt::MiddleButton, {});
        QApplication::sendEvent(&view, &press);
        QApplication::sendEvent(&view, &move);
    }
    QCOMPARE(view.view().scale() * ratio, 1.0);
    const QImage screen = window.grab().toImage();
    QCOMPARE(screen.devicePixelRatio(), ratio);
    const QPointF start = (place + view.view().viewFromFrame(QPointF())) * ratio;
    bool found = false;
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx)
            found = found || lies(screen, *picture, QPoint(qRound(start.x()) + dx, qRound(start.y()) + dy));
    }
    QVERIFY(found);
}

void ScaleTest::pixelsAreSquaresWhenZoomedIn() {
    FrameView view;
    view.resize(320, 240);
    const ImagePtr picture = noise(40, 30);
    view.setFrame(picture);
    view.show();
    view.zoomActual();
    view.zoomBy(8);
    const QImage screen = view.grab().toImage();
    const QPointF middle = view.view().viewFromFrame(QPointF(20.5, 15.5)) * view.devicePixelRatioF();
    const uint8_t* rgb = picture->row(15) + 3 * 20;
    for (const int away : {-3, 0, 3})
        QCOMPARE(screen.pixel(middle.toPoint() + QPoint(away, away)), qRgb(rgb[0], rgb[1], rgb[2]));
}

QTEST_MAIN(ScaleTest)
#include "scale_test.moc"
