#include "widgets/annotate/class_dialog.h"

#include <QColorDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "tracking/annotation/attributes.h"
#include "tracking/annotation/track_edits.h"
#include "widgets/annotate/attribute_table.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

enum Column { Name, Color, Key };

/// What can be a key. UTF-16 writes some letters in two parts.
QString firstLetter(const QString& text) {
    return text.left(!text.isEmpty() && text.front().isHighSurrogate() ? 2 : 1);
}

}  // namespace

ClassDialog::ClassDialog(AnnotateSession* session, KeyUse key_use, QWidget* parent)
    : QDialog(parent), session_(session), model_(session->model()), key_use_(std::move(key_use)) {
    build();
    connectAttributes();
    connect(table_, &QTableWidget::cellChanged, this, &ClassDialog::takeCell);
    connect(table_, &QTableWidget::cellActivated, this, [this](int row, int column) {
        if (column == Color) chooseColor(row);
    });
    connect(model_, &ProjectModel::changed, this, &ClassDialog::refresh, Qt::QueuedConnection);
    connect(model_, &ProjectModel::replaced, this, &QDialog::reject);
    refresh();
    if (table_->rowCount() > 0) table_->setCurrentCell(0, Name);
    resize(520, 560);
}

void ClassDialog::build() {
    setWindowTitle(tr("Classes"));
    auto* column = new QVBoxLayout(this);
    auto* words = new QLabel(tr("A key gives the selected tracks this class, and the next new object too."));
    words->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(table_ = new QTableWidget(0, 3), 1);
    table_->setHorizontalHeaderLabels({tr("Name"), tr("Colour"), tr("Key")});
    table_->setAccessibleName(tr("Classes"));
    table_->horizontalHeader()->setSectionResizeMode(Name, QHeaderView::Stretch);
    table_->verticalHeader()->hide();
    table_->setTabKeyNavigation(false);  // Tab leaves the table, arrows go through it
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 8);
    auto* add = new QPushButton(tr("Add"));
    row->addWidget(add);
    row->addWidget(remove_ = new QPushButton(tr("Remove")));
    row->addWidget(fault_ = new QLabel, 1);
    fault_->setWordWrap(true);
    column->addLayout(row);
    column->addWidget(attributes_ = new AttributeTable, 1);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(tr("Close"), QDialogButtonBox::AcceptRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(add, &QPushButton::clicked, this, [this] {
        addClass(freeName());
        table_->editItem(table_->item(table_->rowCount() - 1, Name));
    });
    connect(remove_, &QPushButton::clicked, this, &ClassDialog::removeSelected);
}

void ClassDialog::connectAttributes() {
    // When the table has closed its cell.
    const auto showAsItIs = [this] {
        QMetaObject::invokeMethod(this, &ClassDialog::showAttributes, Qt::QueuedConnection);
    };
    connect(table_, &QTableWidget::currentCellChanged, this, &ClassDialog::showAttributes);
    connect(attributes_, &AttributeTable::changed, this,
            [this, showAsItIs](const std::vector<AttributeRule>& rules) {
                if (!change(table_->currentRow(), tr("Change the attributes of the class"),
                            [&](ObjectClass& value) { value.attributes = rules; }))
                    showAsItIs();
            });
    connect(
        attributes_, &AttributeTable::renamed, this,
        [this, showAsItIs](const QString& from, const QString& to) {
            const int64_t id = idAt(table_->currentRow());
            const bool clash = answers_clash(model_->project(), id, from.toStdString(), to.toStdString());
            if (clash)
                attributes_->tell(tr("Tracks of the class have an answer called %1 already, which would "
                                     "be lost. Empty it first.")
                                      .arg(to));
            if (clash || !make(rename_attribute(model_->project(), id, from.toStdString(), to.toStdString()),
                               tr("Rename the attribute %1").arg(from)))
                showAsItIs();
        });
    connect(attributes_, &AttributeTable::removed, this, [this](const QString& name) {
        make(delete_attribute(model_->project(), idAt(table_->currentRow()), name.toStdString()),
             tr("Remove the attribute %1").arg(name));
    });
}

void ClassDialog::showAttributes() {
    const int row = table_->currentRow();
    const auto& classes = model_->project().classes();
    const auto chosen =
        row < 0 || table_->item(row, Name) == nullptr ? classes.end() : classes.find(idAt(row));
    attributes_->setClass(chosen == classes.end() ? nullptr : &chosen->second);
    remove_->setEnabled(chosen != classes.end());
}

int64_t ClassDialog::idAt(int row) const {
    return table_->item(row, Name)->data(Qt::UserRole).toLongLong();
}

void ClassDialog::refresh() {
    const auto* editor = table_->viewport()->findChild<QLineEdit*>();
    if (!model_->isOpen() || (editor && editor->isVisible())) return;  // while a cell is edited
    const QSignalBlocker blocker(table_);
    const auto& classes = model_->project().classes();
    table_->setRowCount(static_cast<int>(classes.size()));
    int row = 0;
    for (const auto& [id, object_class] : classes) {
        auto* name = new QTableWidgetItem(fromStd(object_class.name));
        name->setData(Qt::UserRole, qint64(id));
        auto* color = new QTableWidgetItem;
        color->setFlags(Qt::ItemIsEnabled);  // not selectable: it would be painted over
        color->setBackground(QColor(QRgb(object_class.color)));
        color->setToolTip(tr("Double-click, or Enter, to choose another colour"));
        table_->setItem(row, Name, name);
        table_->setItem(row, Color, color);
        table_->setItem(row, Key, new QTableWidgetItem(fromStd(object_class.key)));
        ++row;
    }
    showAttributes();
}

void ClassDialog::addClass(const QString& name) {
    ProjectEdit edit;
    ObjectClass& added = edit.classes[model_->newId()].emplace();
    added.name = name.toStdString();
    added.color = colorForClass(model_->project()).rgb() & 0xFFFFFF;
    added.key = freeKey().toStdString();
    make(edit, tr("Add the class %1").arg(name));
    refresh();
    table_->setCurrentCell(table_->rowCount() - 1, Name);
}

void ClassDialog::removeSelected() {
    const int row = table_->currentRow();
    if (row < 0) return;
    make(delete_class(model_->project(), idAt(row)),
         tr("Remove the class %1").arg(table_->item(row, Name)->text()));
    refresh();
}

bool ClassDialog::change(int row, const QString& text, const std::function<void(ObjectClass&)>& change) {
    const int64_t id = idAt(row);
    ObjectClass changed = model_->project().classes().at(id);
    change(changed);
    if (changed == model_->project().classes().at(id)) return true;
    ProjectEdit edit;
    edit.classes[id] = std::move(changed);
    return make(edit, text);
}

bool ClassDialog::make(const ProjectEdit& edit, const QString& text) {
    session_->hold();
    return model_->change(edit, text);
}

void ClassDialog::takeCell(int row, int column) {
    const QString text = table_->item(row, column)->text().trimmed();
    fault_->clear();
    if (column == Name) takeName(row, text);
    if (column == Key) takeKey(row, text);
    // As it was taken, when the table has closed its cell.
    QMetaObject::invokeMethod(this, &ClassDialog::refresh, Qt::QueuedConnection);
}

void ClassDialog::takeName(int row, const QString& name) {
    const int64_t other = classCalled(name.toStdString());
    if (name.isEmpty()) return fault_->setText(tr("A class needs a name."));
    if (other != 0 && other != idAt(row))
        return fault_->setText(tr("There is a class %1 already.").arg(name));
    change(row, tr("Rename the class"), [&](ObjectClass& value) { value.name = name.toStdString(); });
}

void ClassDialog::takeKey(int row, const QString& text) {
    const QString letter = firstLetter(text);
    const QKeySequence key(letter);
    const int64_t other = classAtKey(key);
    QString use = key_use_(key);
    if (other != 0 && other != idAt(row)) use = fromStd(model_->project().classes().at(other).name);
    if (key.isEmpty() != letter.isEmpty()) return fault_->setText(tr("%1 cannot be a key.").arg(letter));
    if (!use.isEmpty()) return fault_->setText(tr("%1 is the key of \"%2\" already.").arg(letter, use));
    change(row, tr("Change the key of the class"),
           [&](ObjectClass& value) { value.key = letter.toStdString(); });
}

int64_t ClassDialog::classCalled(const std::string& name) const {
    for (const auto& [id, object_class] : model_->project().classes()) {
        if (object_class.name == name) return id;
    }
    return 0;
}

int64_t ClassDialog::classAtKey(const QKeySequence& key) const {
    for (const auto& [id, object_class] : model_->project().classes()) {
        if (!key.isEmpty() && QKeySequence(fromStd(object_class.key)) == key) return id;
    }
    return 0;
}

QString ClassDialog::freeName() const {
    for (size_t number = model_->project().classes().size() + 1;; ++number) {
        const QString name = tr("class %1").arg(number);
        if (classCalled(name.toStdString()) == 0) return name;
    }
}

QString ClassDialog::freeKey() const {
    for (char letter = '1'; letter <= '9'; ++letter) {
        const QString key(letter);
        if (classAtKey(key) == 0 && key_use_(key).isEmpty()) return key;
    }
    return {};
}

void ClassDialog::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // It has chosen a colour, in a window that may not have given the keys back yet.
    if (enter && focusWidget() == table_ && table_->currentColumn() == Color) return;
    QDialog::keyPressEvent(event);
}

void ClassDialog::chooseColor(int row) {
    const QColor before(QRgb(model_->project().classes().at(idAt(row)).color));
    const QColor color = QColorDialog::getColor(before, this, tr("Colour of the class"));
    if (!color.isValid()) return;
    change(row, tr("Change the colour of the class"),
           [&](ObjectClass& value) { value.color = color.rgb() & 0xFFFFFF; });
}

}  // namespace rtrack
