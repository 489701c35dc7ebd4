#pragma once

#include <QDialog>
#include <QTimer>
#include <memory>

#include "widgets/exchange/export_choice.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace rtrack {

/// Asks what to write, in which of the formats of the registry, and where; shows what the format cannot hold
/// and how its files begin. Writes nothing itself.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(const ExportSubject& subject, const ExportChoice& choice, QWidget* parent = nullptr);

    [[nodiscard]] ExportChoice choice() const;
    void setChoice(const ExportChoice& choice);
    /// A person agreed that files of the same names are replaced.
    [[nodiscard]] bool overwrites() const { return overwrites_; }
    [[nodiscard]] const ExportSubject& subject() const { return subject_; }
    /// What is shown is that of the choice: nothing is being looked up.
    [[nodiscard]] bool upToDate() const { return look_ && !looking_ && !timer_.isActive(); }
    [[nodiscard]] QString lossText() const;
    [[nodiscard]] QString previewText() const;
    /// Shown where there is something to review.
    [[nodiscard]] QPushButton* reviewButton() const { return review_button_; }

public Q_SLOTS:
    /// As the button does: asks first if something would be replaced.
    void exportNow();

Q_SIGNALS:
    /// A person wants to look at what nobody has looked at; the dialog was closed.
    void reviewWanted();

private:
    void build();
    void buildForm(QFormLayout* form);
    void buildPath(QFormLayout* form);
    void connectFields();
    void onFormatChanged();
    void lookSoon();
    void look();
    void showLook();
    void fitHeight();
    void browse();
    void proposePath();
    [[nodiscard]] const Format& format() const;
    [[nodiscard]] QString refusal() const;  ///< why it cannot be exported so; empty: it can

    ExportSubject subject_;
    std::shared_ptr<const ExportLook> look_;
    QTimer timer_;
    qint64 generation_ = 0;
    bool looking_ = false;
    bool overwrites_ = false;
    int height_with_preview_ = 0;  ///< while there is none
    QString failure_;

    QComboBox* format_ = nullptr;
    QComboBox* videos_ = nullptr;
    QComboBox* objects_ = nullptr;
    QComboBox* frames_ = nullptr;
    QCheckBox* keyframes_ = nullptr;
    QCheckBox* pictures_ = nullptr;
    QCheckBox* detections_ = nullptr;
    QLineEdit* line_format_ = nullptr;
    QLabel* line_format_label_ = nullptr;
    QLineEdit* path_ = nullptr;
    QLabel* counts_ = nullptr;
    QLabel* losses_ = nullptr;
    QLabel* counting_ = nullptr;
    QLabel* preview_label_ = nullptr;
    QPlainTextEdit* preview_ = nullptr;
    QPushButton* export_button_ = nullptr;
    QPushButton* review_button_ = nullptr;
};

}  // namespace rtrack
