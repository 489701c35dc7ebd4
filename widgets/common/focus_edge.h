#pragma once

#include <QWidget>

namespace rtrack {

/// An edge around a widget that shows nothing of the keyboard itself, from when Tab comes to it until it
/// leaves.
class FocusEdge : public QWidget {
    Q_OBJECT
public:
    /// @param around  its parent
    explicit FocusEdge(QWidget* around);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace rtrack
