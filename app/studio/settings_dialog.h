#pragma once

#include <QDialog>

#include "app/studio/settings.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace rtrack {

/// Theme, language, model, device and memory. `changed` comes with every choice, which takes effect at once.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(const Settings& settings, QWidget* parent = nullptr);

    /// Puts what is chosen into settings, and leaves what else they hold: the window goes on changing that.
    void applyTo(Settings& settings) const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void browse();

    QFormLayout* form_ = nullptr;
    QComboBox* theme_ = nullptr;
    QComboBox* language_ = nullptr;
    QLineEdit* model_ = nullptr;
    QToolButton* browse_ = nullptr;
    QComboBox* device_ = nullptr;
    QComboBox* precision_ = nullptr;
    QSpinBox* frame_memory_ = nullptr;
    QPushButton* close_ = nullptr;
};

}  // namespace rtrack
