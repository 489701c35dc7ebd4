#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace rtrack {

/// Why the program runs on the device it runs on: what `rtrack doctor` finds on this machine.
class DoctorDialog : public QDialog {
    Q_OBJECT
public:
    /// @param program  rtrack
    /// @param device   the device line
    DoctorDialog(const QString& program, const QString& device, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;

private:
    QPlainTextEdit* report_ = nullptr;
};

}  // namespace rtrack
