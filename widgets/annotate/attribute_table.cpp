#include "widgets/annotate/attribute_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "tracking/annotation/attributes.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

enum Column { Name, Kind, Values, Default };

bool isComma(QChar character) {
    return character == QChar(',') || character == QChar(0xFF0C);  // the wide one of Chinese keyboards
}

/// With commas between; a comma in a value has a backslash before it.
QString joined(const std::vector<std::string>& values) {
    QStringList list;
    for (const std::string& value : values) {
        QString escaped;
        for (const QChar character : fromStd(value)) {
            if (isComma(character)) escaped += '\\';
            escaped += character;
        }
        list << escaped;
    }
    return list.join(", ");
}

std::vector<std::string> split(const QString& text) {
    QStringList parts(QString{});
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool escapes = text[i] == '\\' && i + 1 < text.size() && isComma(text[i + 1]);
        if (isComma(text[i])) {
            parts << QString();
        } else {
            parts.back() += text[escapes ? ++i : i];
        }
    }
    std::vector<std::string> values;
    for (const QString& part : parts) {
        const std::string value = part.trimmed().toStdString();
        if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end())
            values.push_back(value);
    }
    return values;
}

}  // namespace

AttributeTable::AttributeTable(QWidget* parent) : QWidget(parent) {
    build();
    connect(table_, &QTableWidget::cellChanged, this, &AttributeTable::takeCell);
    connect(add_, &QPushButton::clicked, this, &AttributeTable::addRule);
    connect(remove_, &QPushButton::clicked, this, &AttributeTable::removeSelected);
    setClass(nullptr);
}

void AttributeTable::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(title_ = new QLabel);
    column->addWidget(table_ = new QTableWidget(0, 4), 1);
    table_->setHorizontalHeaderLabels({tr("Name"), tr("Kind"), tr("Values"), tr("Default")});
    table_->horizontalHeaderItem(Values)->setToolTip(
        tr("Of a choice: the answers, with commas between. Of a number: the lowest and the highest, or "
           "nothing."));
    table_->setAccessibleName(tr("Attributes of the class"));
    table_->horizontalHeader()->setSectionResizeMode(Values, QHeaderView::Stretch);
    table_->verticalHeader()->hide();
    table_->setTabKeyNavigation(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    auto* row = new QHBoxLayout;
    row->addWidget(add_ = new QPushButton(tr("Add attribute")));
    row->addWidget(remove_ = new QPushButton(tr("Remove attribute")));
    row->addWidget(fault_ = new QLabel, 1);
    fault_->setWordWrap(true);
    column->addLayout(row);
}

void AttributeTable::setClass(const ObjectClass* object_class) {
    if (isEdited()) return;
    for (QWidget* part : std::initializer_list<QWidget*>{table_, add_, remove_})
        part->setEnabled(object_class != nullptr);
    title_->setText(object_class == nullptr ? tr("Attributes: choose a class")
                                            : tr("Attributes of %1").arg(fromStd(object_class->name)));
    rules_ = object_class == nullptr ? std::vector<AttributeRule>() : object_class->attributes;
    showRules();
}

bool AttributeTable::isEdited() const {
    const auto* editor = table_->viewport()->findChild<QLineEdit*>();
    return editor != nullptr && editor->isVisible();
}

void AttributeTable::showRules() {
    if (isEdited()) return;
    const QSignalBlocker blocker(table_);
    table_->setRowCount(static_cast<int>(rules_.size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const AttributeRule& rule = rules_[static_cast<size_t>(row)];
        table_->setItem(row, Name, new QTableWidgetItem(fromStd(rule.name)));
        table_->setItem(row, Values, new QTableWidgetItem(joined(rule.values)));
        table_->setItem(row, Default, new QTableWidgetItem(fromStd(rule.default_value)));
        QComboBox* kind = kindAt(row);
        kind->setCurrentIndex(kind->findData(static_cast<int>(rule.kind)));
        kind->setAccessibleName(tr("Kind of the attribute %1").arg(fromStd(rule.name)));
    }
}

/// The row's own box, which stays while the row does: it may have the keyboard.
QComboBox* AttributeTable::kindAt(int row) {
    if (auto* there = qobject_cast<QComboBox*>(table_->cellWidget(row, Kind))) return there;
    auto* kind = new QComboBox;
    kind->addItem(tr("Text"), static_cast<int>(AttributeKind::Text));
    kind->addItem(tr("Number"), static_cast<int>(AttributeKind::Number));
    kind->addItem(tr("Choice"), static_cast<int>(AttributeKind::Choice));
    connect(kind, &QComboBox::activated, this,
            [this, row, kind] { takeKind(row, static_cast<AttributeKind>(kind->currentData().toInt())); });
    table_->setCellWidget(row, Kind, kind);
    return kind;
}

void AttributeTable::tell(const QString& fault) {
    fault_->setText(fault);
}

void AttributeTable::addRule() {
    std::vector<AttributeRule> rules = rules_;
    AttributeRule added;
    for (size_t number = rules.size() + 1; added.name.empty(); ++number) {
        const std::string name = tr("attribute %1").arg(number).toStdString();
        if (find_rule(rules, name) == nullptr) added.name = name;
    }
    rules.push_back(added);
    take(rules);
    showRules();
    table_->setCurrentCell(table_->rowCount() - 1, Name);
    table_->editItem(table_->item(table_->rowCount() - 1, Name));
}

void AttributeTable::removeSelected() {
    const int row = table_->currentRow();
    if (row >= 0 && row < static_cast<int>(rules_.size()))
        Q_EMIT removed(fromStd(rules_[static_cast<size_t>(row)].name));
}

void AttributeTable::takeCell(int row, int column) {
    std::vector<AttributeRule> rules = rules_;
    AttributeRule& rule = rules[static_cast<size_t>(row)];
    const QString text = table_->item(row, column)->text().trimmed();
    if (column == Name) rule.name = text.toStdString();
    if (column == Values) rule.values = split(text);
    if (column == Values && rule.kind == AttributeKind::Text && !rule.values.empty())
        rule.kind = AttributeKind::Choice;
    if (column == Default) rule.default_value = text.toStdString();
    take(rules);
}

void AttributeTable::takeKind(int row, AttributeKind kind) {
    std::vector<AttributeRule> rules = rules_;
    AttributeRule& rule = rules[static_cast<size_t>(row)];
    rule.kind = kind;
    if (kind == AttributeKind::Text) rule.values.clear();
    take(rules);
}

void AttributeTable::take(const std::vector<AttributeRule>& rules) {
    const auto reason = [&] {
        switch (fault_of(rules)) {
            case RuleFault::NoName:
                return tr("An attribute needs a name.");
            case RuleFault::SameName:
                return tr("Another attribute of the class has this name.");
            case RuleFault::NoRange:
                return tr("The values of a number are its lowest and its highest, such as 0, 100.");
            case RuleFault::DefaultDoesNotFit:
                return tr("The default does not fit the kind and the values; change or empty it first.");
            case RuleFault::None:
                break;
        }
        return QString();
    }();
    fault_->setText(reason);
    if (reason.isEmpty() && rules != rules_) {
        const std::vector<AttributeRule> before = std::exchange(rules_, rules);
        QString from;
        QString to;
        for (size_t i = 0; before.size() == rules.size() && i < rules.size(); ++i) {
            if (before[i].name != rules[i].name) {
                from = fromStd(before[i].name);
                to = fromStd(rules[i].name);
            }
        }
        if (from.isEmpty()) {
            Q_EMIT changed(rules);
        } else {
            Q_EMIT renamed(from, to);
        }
    }
    // When the cell's signal has ended: what was refused is shown as it is.
    QMetaObject::invokeMethod(this, &AttributeTable::showRules, Qt::QueuedConnection);
}

}  // namespace rtrack
