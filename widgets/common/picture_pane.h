#pragma once

#include <QLabel>
#include <QPixmap>

namespace rtrack {

/// A picture as large as its place allows, or words in its stead.
class PicturePane : public QLabel {
    Q_OBJECT
public:
    using QLabel::QLabel;

    void showPicture(const QPixmap& picture);
    void showText(const QString& text);
    [[nodiscard]] const QPixmap& picture() const { return picture_; }  ///< null: words are shown
    /// Where the picture lies in the widget.
    [[nodiscard]] QRect place() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPixmap picture_;
};

}  // namespace rtrack
