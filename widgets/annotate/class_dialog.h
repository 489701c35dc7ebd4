#pragma once

#include <QDialog>

#include "widgets/annotate/annotate_session.h"

class QKeySequence;
class QLabel;
class QPushButton;
class QTableWidget;

namespace rtrack {

class AttributeTable;

/// The classes of the project: name, colour, the key that chooses each, and its attributes. Changes are made
/// at once.
class ClassDialog : public QDialog {
    Q_OBJECT
public:
    /// What answers to a key already, for people; empty: nothing.
    using KeyUse = std::function<QString(const QKeySequence& key)>;
    /// @param session  must outlive it; a project must be open while it is shown
    ClassDialog(AnnotateSession* session, KeyUse key_use, QWidget* parent = nullptr);

    void addClass(const QString& name);
    [[nodiscard]] QTableWidget* table() const { return table_; }
    /// Of the class that is chosen in the table.
    [[nodiscard]] AttributeTable* attributes() const { return attributes_; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void connectAttributes();
    void showAttributes();
    void refresh();
    void removeSelected();
    void chooseColor(int row);
    void takeCell(int row, int column);
    void takeName(int row, const QString& name);
    void takeKey(int row, const QString& text);
    /// The class that is called so, or that has this key; 0: none.
    [[nodiscard]] int64_t classCalled(const std::string& name) const;
    [[nodiscard]] int64_t classAtKey(const QKeySequence& key) const;
    [[nodiscard]] QString freeName() const;
    /// "1" to "9", then none.
    [[nodiscard]] QString freeKey() const;
    [[nodiscard]] int64_t idAt(int row) const;
    /// A tracking run ends before: it would go on as another step of the history.
    /// @return false if the project did not take it
    bool make(const ProjectEdit& edit, const QString& text);
    bool change(int row, const QString& text, const std::function<void(ObjectClass&)>& change);

    AnnotateSession* session_;
    ProjectModel* model_;
    KeyUse key_use_;
    QTableWidget* table_ = nullptr;
    QPushButton* remove_ = nullptr;
    QLabel* fault_ = nullptr;
    AttributeTable* attributes_ = nullptr;
};

}  // namespace rtrack
