#pragma once

#include <QDialog>

class QPushButton;
class QTextBrowser;

namespace rtrack {

/// What "absent", "occluded", "visible share" and the other marks mean here, how the benchmarks and their
/// toolkits take them, and which file format holds which: a page to read beside the work.
class LabelGuide : public QDialog {
    Q_OBJECT
public:
    explicit LabelGuide(QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QTextBrowser* page_ = nullptr;
    QPushButton* close_ = nullptr;
};

}  // namespace rtrack
