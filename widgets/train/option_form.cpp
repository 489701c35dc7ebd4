#include "widgets/train/option_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rtrack {
namespace {

enum Column { kName, kValue, kHelp, kColumns };
constexpr int kNameRole = Qt::UserRole;
constexpr int kChoicesRole = Qt::UserRole + 1;
constexpr int kLinesOfHelp = 3;

const char* const kUsual[] = {"data.train",
                              "validate",
                              "data.holdout",
                              "init",
                              "epochs",
                              "max_minutes",
                              "batch_size",
                              "optimizer.learning_rate",
                              "data.pairs_per_epoch",
                              "device",
                              "precision",
                              "threads"};

/// A list to choose from where there is one, else a line.
class ValueDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override {
        if (index.column() != kValue) return nullptr;
        const QStringList choices = index.data(kChoicesRole).toStringList();
        if (choices.isEmpty()) return QStyledItemDelegate::createEditor(parent, option, index);
        auto* box = new QComboBox(parent);
        box->addItems(choices);
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        auto* box = qobject_cast<QComboBox*>(editor);
        if (!box) return QStyledItemDelegate::setEditorData(editor, index);
        box->setCurrentText(index.data(Qt::EditRole).toString());
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
        auto* box = qobject_cast<QComboBox*>(editor);
        if (!box) return QStyledItemDelegate::setModelData(editor, model, index);
        model->setData(index, box->currentText());
    }
};

QStringList parts(const QString& list) {
    QStringList items;
    for (const QString& item : list.split(',', Qt::SkipEmptyParts)) items << item.trimmed();
    return items;
}

}  // namespace

QString OptionInfo::problemWith(const QString& value) const {
    const bool list = kind.endsWith("_list");
    for (const QString& item : list ? parts(value) : QStringList{value}) {
        if (!choices.isEmpty() && !choices.contains(item))
            return OptionForm::tr("%1 is one of %2.").arg(name, choices.join(", "));
        if (kind == "boolean" && item != "true" && item != "false")
            return OptionForm::tr("%1 is true or false.").arg(name);
        const bool whole = kind.startsWith("integer");
        if (!whole && kind != "real") continue;
        bool is_number = false;
        const double number =
            whole ? static_cast<double>(item.toLongLong(&is_number)) : item.toDouble(&is_number);
        if (!is_number)
            return whole ? OptionForm::tr("%1 is a whole number.").arg(name)
                         : OptionForm::tr("%1 is a number.").arg(name);
        if (lowest && (number < *lowest || number > *highest))
            return OptionForm::tr("%1 is between %2 and %3.").arg(name).arg(*lowest).arg(*highest);
    }
    return {};
}

std::optional<OptionCatalogue> OptionCatalogue::fromJson(const QByteArray& json) {
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    OptionCatalogue catalogue;
    for (const QJsonValue& value : root["options"].toArray()) {
        const QJsonObject option = value.toObject();
        OptionInfo info;
        info.name = option["name"].toString();
        info.kind = option["kind"].toString();
        info.unit = option["unit"].toString();
        info.help = option["help"].toString();
        for (const QJsonValue& choice : option["choices"].toArray()) info.choices << choice.toString();
        if (info.kind == "boolean") info.choices = QStringList{"true", "false"};
        if (option.contains("lowest")) info.lowest = option["lowest"].toDouble();
        if (option.contains("highest")) info.highest = option["highest"].toDouble();
        catalogue.options.push_back(info);
    }
    const QJsonObject presets = root["presets"].toObject();
    for (auto preset = presets.begin(); preset != presets.end(); ++preset) {
        OptionValues values;
        const QJsonObject object = preset.value().toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry)
            values[entry.key()] = entry.value().toString();
        catalogue.presets.emplace_back(preset.key(), std::move(values));
    }
    if (catalogue.options.empty() || catalogue.presets.empty()) return std::nullopt;
    return catalogue;
}

const OptionValues* OptionCatalogue::preset(const QString& name) const {
    for (const auto& [preset_name, values] : presets) {
        if (preset_name == name) return &values;
    }
    return nullptr;
}

OptionForm::OptionForm(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(search_ = new QLineEdit, 1);
    row->addWidget(only_changed_ = new QCheckBox);
    column->addLayout(row);
    column->addWidget(tree_ = new QTreeWidget, 1);
    tree_->setColumnCount(kColumns);
    tree_->setItemDelegate(new ValueDelegate(tree_));
    tree_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                           QAbstractItemView::SelectedClicked | QAbstractItemView::AnyKeyPressed);
    tree_->setAlternatingRowColors(true);
    tree_->setUniformRowHeights(true);
    column->addWidget(help_ = new QLabel);
    help_->setWordWrap(true);
    help_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    help_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    help_->setMinimumHeight(kLinesOfHelp * help_->fontMetrics().lineSpacing());
    connect(tree_, &QTreeWidget::currentItemChanged, this, &OptionForm::refreshHelp);
    connect(search_, &QLineEdit::textChanged, this, &OptionForm::refresh);
    connect(only_changed_, &QCheckBox::toggled, this, &OptionForm::refresh);
    connect(tree_, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item, int) {
        const QString name = item->data(kName, kNameRole).toString();
        if (!name.isEmpty()) setValue(name, item->text(kValue).trimmed());
    });
    retranslate();
}

void OptionForm::setCatalogue(const OptionCatalogue& catalogue) {
    catalogue_ = catalogue;
    rebuild();
}

void OptionForm::setPreset(const OptionValues& values) {
    preset_ = values;
    std::erase_if(own_, [&](const auto& entry) {
        const auto found = preset_.find(entry.first);
        return found != preset_.end() && found->second == entry.second;
    });
    refresh();
    Q_EMIT changed();
}

void OptionForm::setValue(const QString& name, const QString& value) {
    if (this->value(name) == value) return;
    const auto found = preset_.find(name);
    if (found != preset_.end() && found->second == value) {
        own_.erase(name);
    } else {
        own_[name] = value;
    }
    refresh();
    Q_EMIT changed();
}

QString OptionForm::value(const QString& name) const {
    if (const auto own = own_.find(name); own != own_.end()) return own->second;
    const auto found = preset_.find(name);
    return found == preset_.end() ? QString() : found->second;
}

QStringList OptionForm::assignments() const {
    QStringList list;
    for (const auto& [name, value] : own_) list << name + "=" + value;
    return list;
}

QString OptionForm::problem() const {
    for (const OptionInfo& option : catalogue_.options) {
        const QString problem = option.problemWith(value(option.name));
        if (!problem.isEmpty()) return problem;
    }
    return {};
}

void OptionForm::rebuild() {
    const QSignalBlocker quiet(tree_);
    tree_->clear();
    std::map<QString, QTreeWidgetItem*> groups;
    const auto group_of = [&](const QString& title) {
        QTreeWidgetItem*& group = groups[title];
        if (!group) {
            group = new QTreeWidgetItem(tree_, {title});
            group->setFlags(Qt::ItemIsEnabled);
        }
        return group;
    };
    const auto add = [&](const OptionInfo& option, const QString& title) {
        auto* item = new QTreeWidgetItem(group_of(title), {option.name});
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
        item->setData(kName, kNameRole, option.name);
        item->setData(kValue, kChoicesRole, option.choices);
        item->setText(kHelp, option.unit.isEmpty() ? option.help : "[" + option.unit + "] " + option.help);
        item->setToolTip(kHelp, option.help);
    };
    for (const char* name : kUsual) {
        for (const OptionInfo& option : catalogue_.options) {
            if (option.name == name) add(option, tr("Usual"));
        }
    }
    for (const OptionInfo& option : catalogue_.options) {
        const bool usual = std::any_of(std::begin(kUsual), std::end(kUsual),
                                       [&](const char* name) { return option.name == name; });
        const auto dot = option.name.lastIndexOf('.');
        if (!usual) add(option, dot < 0 ? tr("Run") : option.name.left(dot));
    }
    if (tree_->topLevelItemCount() > 0) tree_->topLevelItem(0)->setExpanded(true);
    refresh();
    tree_->setColumnWidth(kName, 220);
    tree_->setColumnWidth(kValue, 150);
}

/// The column has room for its beginning only.
void OptionForm::refreshHelp() {
    const QTreeWidgetItem* item = tree_->currentItem();
    const QString name = item ? item->data(kName, kNameRole).toString() : QString();
    help_->setText(name.isEmpty()
                       ? tr("Choose an option to read what it means; double-click to change it.")
                       : "<b>" + name.toHtmlEscaped() + "</b> " + item->text(kHelp).toHtmlEscaped());
}

void OptionForm::refresh() {
    const QSignalBlocker quiet(tree_);
    const QString wanted = search_->text().trimmed();
    const bool narrowed = !wanted.isEmpty() || only_changed_->isChecked();
    for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = tree_->topLevelItem(i);
        int shown = 0;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem* item = group->child(j);
            const QString name = item->data(kName, kNameRole).toString();
            const auto option = std::find_if(catalogue_.options.begin(), catalogue_.options.end(),
                                             [&](const OptionInfo& info) { return info.name == name; });
            const bool own = own_.contains(name);
            const QString problem = option->problemWith(value(name));
            QFont font = tree_->font();
            font.setBold(own);
            item->setText(kName, own ? QString::fromUtf8("● ") + name : name);
            item->setFont(kName, font);
            item->setFont(kValue, font);
            item->setText(kValue, value(name));
            item->setForeground(kValue, problem.isEmpty() ? QBrush() : QBrush(QColor(0xD5, 0x30, 0x20)));
            const auto of_preset = preset_.find(name);
            item->setToolTip(kValue, !problem.isEmpty() ? problem
                                     : own && of_preset != preset_.end()
                                         ? tr("The preset has %1.").arg(of_preset->second)
                                         : QString());
            const bool hidden = (!wanted.isEmpty() && !name.contains(wanted, Qt::CaseInsensitive) &&
                                 !option->help.contains(wanted, Qt::CaseInsensitive)) ||
                                (only_changed_->isChecked() && !own);
            item->setHidden(hidden);
            shown += hidden ? 0 : 1;
        }
        group->setHidden(shown == 0);
        if (narrowed) group->setExpanded(true);
    }
    refreshHelp();
}

void OptionForm::retranslate() {
    search_->setPlaceholderText(tr("Find an option"));
    search_->setAccessibleName(tr("Find an option"));
    only_changed_->setText(tr("Only what I changed"));
    tree_->setHeaderLabels({tr("Option"), tr("Value"), tr("Meaning")});
    tree_->setAccessibleName(tr("Options of the new run"));
    if (!catalogue_.options.empty()) rebuild();
}

void OptionForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace rtrack
