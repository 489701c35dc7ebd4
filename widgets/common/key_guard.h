#pragma once

#include <QObject>

namespace rtrack {

/// Leaves keys that mean something to the widget with the focus to that, whatever they do in the window
/// besides: Space presses a button that the keyboard has reached, and Enter ends what is being entered in a
/// field. For the whole program.
class KeyGuard : public QObject {
public:
    explicit KeyGuard(QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace rtrack
