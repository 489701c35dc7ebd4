#pragma once

#include <QObject>

class QWidget;

namespace rtrack {

/// Leaves the wheel to what scrolls behind a field, unless the field has the keyboard: scrolling over a form
/// must not change it.
class WheelGuard : public QObject {
public:
    /// Belongs to the field.
    explicit WheelGuard(QWidget* field);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* field_;
};

}  // namespace rtrack
