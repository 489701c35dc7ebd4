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

/// Theme, language, model, device and memory. Every choice takes effect at once.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(const Settings& settings, QWidget* parent = nullptr);

Q_SIGNALS:
    void changed(rtrack::Settings settings);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void emitChanged();
    void browse();

    Settings settings_;
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
