#pragma once

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace rtrack {

/// Asks for a data set: its kind and the folder or list file. Gives "KIND:PATH".
class DatasetDialog : public QDialog {
    Q_OBJECT
public:
    explicit DatasetDialog(QWidget* parent = nullptr);

    void setPath(const QString& path);
    [[nodiscard]] QString dataset() const;

Q_SIGNALS:
    void chosen(QString dataset);

private:
    void chooseFolder();
    void chooseList();
    void refresh();

    QComboBox* kind_ = nullptr;
    QLineEdit* path_ = nullptr;
    QPushButton* ok_ = nullptr;
};

}  // namespace rtrack
