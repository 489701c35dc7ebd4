#pragma once

#include <QObject>
#include <QPointer>

namespace rtrack {

/// Leaves keys that mean something to the widget with the focus to that, whatever they do in the window
/// besides: Space presses a button that the keyboard has reached, and Enter ends what is being entered in a
/// field. A button that has the focus from a click is pressed again by a click only. For the whole program.
class KeyGuard : public QObject {
public:
    explicit KeyGuard(QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool isMeantFor(const QObject* widget, int key) const;

    QPointer<QObject> clicked_;  // the button that was, until the keyboard reaches one
};

}  // namespace rtrack
