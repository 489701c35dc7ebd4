#pragma once

#include <QFrame>
#include <functional>
#include <vector>

class QHBoxLayout;
class QPlainTextEdit;
class QProgressBar;
class QToolButton;

namespace rtrack {

class WrappedText;

/// What the window has to say without interrupting: what happened, where, what was kept, what to do.
struct Message {
    enum class Kind { Info, Warning, Error };
    struct Button {
        QString text;
        std::function<void()> action;  ///< the bar closes before it is called
    };
    Kind kind = Kind::Info;
    QString title;    ///< what happened
    QString text;     ///< where, and what was kept
    QString details;  ///< shown on request
    std::vector<Button> buttons;
    std::function<bool()> holds = {};  ///< whether it still is true; empty: it stays so
};

/// Says why, too, in front of what was kept: the first line of the reason; all of a longer one in the
/// details.
/// @param path  the file that it is about, which many a reason names itself
[[nodiscard]] Message withReason(Message message, const QString& reason, const QString& path = {});

/// One line above the canvas with the latest message, or the progress of a long job with a button to cancel
/// it. Longer messages take more lines, never more width than there is.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showMessage(const Message& message) {
        showMessage([message] { return message; });
    }
    /// Asks again when the language changes while the message is shown.
    void showMessage(std::function<Message()> make);
    /// Until `clear` or the next message. @param cancel  called when the person presses Cancel; empty: it
    /// cannot be cancelled
    void showProgress(const QString& text, std::function<void()> cancel);
    void setProgress(double share);
    void setProgressText(const QString& text);
    void clear();
    /// Takes the message away, to be shown again later. Empty: none is shown, or the progress of a job, which
    /// stays.
    [[nodiscard]] std::function<Message()> takeMessage();
    /// Takes a message away that no longer holds.
    void dropOutdated();
    /// While nothing is shown too, so that what lies below does not move when a message comes or goes.
    void setKeepsItsRoom(bool keeps);
    [[nodiscard]] QString text() const;  ///< title and text of what is shown; empty if hidden
    [[nodiscard]] std::vector<QToolButton*> buttons() const { return buttons_; }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void begin(Message::Kind kind);
    void takeRoom();
    QToolButton* addButton(const QString& text, std::function<void()> action, bool closes);
    void retranslate();

    Message::Kind kind_ = Message::Kind::Info;
    WrappedText* label_ = nullptr;
    QProgressBar* progress_ = nullptr;
    QPlainTextEdit* details_ = nullptr;
    QHBoxLayout* button_row_ = nullptr;
    QToolButton* details_button_ = nullptr;
    QToolButton* close_button_ = nullptr;
    std::vector<QToolButton*> buttons_;
    QString plain_text_;
    std::function<Message()> make_;
    std::function<bool()> holds_;
};

}  // namespace rtrack
