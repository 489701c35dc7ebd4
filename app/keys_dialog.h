#pragma once

#include <QDialog>

namespace rtrack {

/// The list of all keys, made from the table of actions.
class KeysDialog : public QDialog {
    Q_OBJECT
public:
    explicit KeysDialog(QWidget* parent = nullptr);
};

}  // namespace rtrack
