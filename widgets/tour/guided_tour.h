#pragma once

#include <QFrame>
#include <QRect>
#include <functional>
#include <vector>

class QLabel;
class QPushButton;

namespace rtrack {

/// One thing that the tour points at.
struct TourStep {
    std::function<QRect()> area;  ///< in the window's pixels, asked whenever it is drawn; empty: nowhere
    QString title;
    QString text;
};

/// Darkens the window but for one control, beside which a few words stand, and goes from control to control.
/// The window stays usable: mouse and keys reach it as if the tour were not there.
class GuidedTour : public QObject {
    Q_OBJECT
public:
    /// @param steps  asked again when the language changes
    GuidedTour(QWidget* window, std::function<std::vector<TourStep>()> steps);
    ~GuidedTour() override;

    void start();
    void end();
    [[nodiscard]] bool running() const;
    [[nodiscard]] int step() const { return at_; }  ///< from 0
    /// What the current step points at, in the window's pixels.
    [[nodiscard]] QRect area() const { return steps_[at_].area ? steps_[at_].area() : QRect(); }
    [[nodiscard]] QFrame* callout() { return callout_; }
    [[nodiscard]] QPushButton* nextButton() { return next_; }
    [[nodiscard]] QPushButton* backButton() { return back_; }
    [[nodiscard]] QPushButton* skipButton() { return skip_; }

Q_SIGNALS:
    /// Gone through to the end, or skipped.
    void ended();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Shade;
    void buildCallout();
    void show(int step);
    void refresh();
    void place();
    [[nodiscard]] QPoint calloutPlace(const QRect& area) const;

    QWidget* window_;
    std::function<std::vector<TourStep>()> make_steps_;
    std::vector<TourStep> steps_;
    int at_ = 0;
    Shade* shade_;
    QFrame* callout_;
    QLabel* title_;
    QLabel* text_;
    QLabel* count_;
    QPushButton* skip_;
    QPushButton* back_;
    QPushButton* next_;
};

}  // namespace rtrack
