#pragma once

#include <QDialog>
#include <functional>

#include "widgets/commands/key_map.h"

class QComboBox;
class QHBoxLayout;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace rtrack {

/// Lists every key, and changes them: a profile, own keys on top of it, files of keys. Changes take effect at
/// once; a key that two commands would answer to is marked on both.
class KeyEditor : public QDialog {
    Q_OBJECT
public:
    /// @param keys  asked again when the language changes
    KeyEditor(std::function<KeySet()> keys, KeyChoice choice, QWidget* parent = nullptr);

    [[nodiscard]] const KeyChoice& choice() const { return choice_; }
    /// @return whether it was taken; what is wrong with it is said in the dialog
    bool importFile(const QString& file);
    bool exportFile(const QString& file);
    void chooseCommand(const QString& id);

Q_SIGNALS:
    void changed(const rtrack::KeyChoice& choice);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildHead();
    void buildDetails();
    void buildFoot();
    void retranslate();
    void fillTree();
    void filterTree();
    void refreshRows();
    void refreshRow(QTreeWidgetItem* row);
    void refreshDetails();
    void refreshTyped();
    void take(KeyChoice choice);
    void addTyped(bool from_others);
    void removeKey(const QKeySequence& key);
    void say(const QString& text, bool is_warning);
    [[nodiscard]] QString currentId() const;
    [[nodiscard]] QKeySequence typedKey() const;
    [[nodiscard]] QString namesOf(const std::vector<KeyUser>& users) const;

    std::function<KeySet()> make_keys_;
    KeySet keys_;
    KeyChoice choice_;
    QLabel* profile_label_;
    QComboBox* profile_;
    QLineEdit* filter_;
    QTreeWidget* tree_;
    QLabel* current_;
    QHBoxLayout* chips_;
    QKeySequenceEdit* typed_;
    QPushButton* add_;
    QPushButton* add_alone_;
    QPushButton* reset_;
    QPushButton* reset_all_;
    QPushButton* import_;
    QPushButton* export_;
    QPushButton* close_;
    QLabel* words_;
};

}  // namespace rtrack
