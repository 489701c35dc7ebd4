#pragma once

#include <QWidget>
#include <vector>

#include "tracking/annotation/project_items.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace rtrack {

/// The attributes of a class: name, kind, values and default. A change that cannot be is taken back, and a
/// line below says why.
class AttributeTable : public QWidget {
    Q_OBJECT
public:
    explicit AttributeTable(QWidget* parent = nullptr);

    /// @param object_class  nullptr: none is chosen
    void setClass(const ObjectClass* object_class);
    /// Below the table, until the next change.
    void tell(const QString& fault);
    [[nodiscard]] QTableWidget* table() const { return table_; }

Q_SIGNALS:
    void changed(const std::vector<rtrack::AttributeRule>& rules);
    void renamed(QString from, QString to);
    void removed(QString name);

private:
    void build();
    [[nodiscard]] bool isEdited() const;  // a cell is
    void showRules();
    [[nodiscard]] QComboBox* kindAt(int row);
    void addRule();
    void removeSelected();
    void takeCell(int row, int column);
    void takeKind(int row, AttributeKind kind);
    void take(const std::vector<AttributeRule>& rules);

    QLabel* title_ = nullptr;
    QTableWidget* table_ = nullptr;
    QPushButton* add_ = nullptr;
    QPushButton* remove_ = nullptr;
    QLabel* fault_ = nullptr;
    std::vector<AttributeRule> rules_;
};

}  // namespace rtrack
