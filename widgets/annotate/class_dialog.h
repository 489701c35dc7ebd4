#pragma once

#include <QDialog>

#include "widgets/annotate/project_model.h"

class QTableWidget;

namespace rtrack {

class AttributeTable;

/// The classes of the project: name, colour, the key that chooses each, and its attributes. Changes are made
/// at once.
class ClassDialog : public QDialog {
    Q_OBJECT
public:
    /// @param model  must outlive it; a project must be open while it is shown
    explicit ClassDialog(ProjectModel* model, QWidget* parent = nullptr);

    void addClass(const QString& name);
    [[nodiscard]] QTableWidget* table() const { return table_; }
    /// Of the class that is chosen in the table.
    [[nodiscard]] AttributeTable* attributes() const { return attributes_; }

private:
    void connectAttributes();
    void showAttributes();
    void refresh();
    void removeSelected();
    void chooseColor(int row);
    void takeCell(int row, int column);
    [[nodiscard]] int64_t idAt(int row) const;
    /// @return false if the project did not take it
    bool change(int row, const QString& text, const std::function<void(ObjectClass&)>& change);

    ProjectModel* model_;
    QTableWidget* table_ = nullptr;
    AttributeTable* attributes_ = nullptr;
};

}  // namespace rtrack
