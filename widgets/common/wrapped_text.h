#pragma once

#include <QTextEdit>

namespace rtrack {

/// Words to read and to copy, as high as they need at their width. Unlike those of a QLabel they are broken
/// anywhere if need be: a long file name does not make the window wide.
class WrappedText : public QTextEdit {
    Q_OBJECT
public:
    explicit WrappedText(QWidget* parent = nullptr);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

}  // namespace rtrack
