#pragma once

#include <QObject>

/// What a new user meets: the tour. And drawing by extreme points, which the hint line teaches.
class FirstRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTourComesWithTheDemoAndNeverAgain();
    void theTourGoesForthAndBackByKeyboard();
    void theTourPointsAtControlsAndHidesNone();
    void theWindowWorksDuringTheTour();
    void extremePointsInAnyOrderAndZoom_data();
    void extremePointsInAnyOrderAndZoom();
    void escTakesExtremePointsBack();
    void extremePointsByKeyboard();
    void extremePointsInOnePlaceMakeNoBox();
    void drawingByCornersComesBack();
};
