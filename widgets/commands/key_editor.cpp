#include "widgets/commands/key_editor.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "tracking/base/error.h"
#include "widgets/commands/key_file.h"
#include "widgets/common/icons.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

enum Column { Name, KeysColumn, Where, kColumns };
constexpr int kId = Qt::UserRole;

QPushButton* button() {
    auto* made = new QPushButton;
    made->setAutoDefault(false);  // Enter in the filter or the list presses nothing
    return made;
}

}  // namespace

KeyEditor::KeyEditor(std::function<KeySet()> keys, KeyChoice choice, QWidget* parent)
    : QDialog(parent), make_keys_(std::move(keys)), keys_(make_keys_()), choice_(std::move(choice)) {
    choice_.profile = profileOf(keys_, choice_).id;
    new QVBoxLayout(this);
    buildHead();
    tree_ = new QTreeWidget;
    tree_->setColumnCount(kColumns);
    tree_->setAlternatingRowColors(true);
    tree_->setUniformRowHeights(true);
    tree_->setAllColumnsShowFocus(true);
    layout()->addWidget(tree_);
    buildDetails();
    buildFoot();
    connect(filter_, &QLineEdit::textChanged, this, &KeyEditor::filterTree);
    connect(tree_, &QTreeWidget::currentItemChanged, this, [this] {
        typed_->clear();
        refreshDetails();
    });
    connect(tree_, &QTreeWidget::itemActivated, this, [this] { typed_->setFocus(Qt::TabFocusReason); });
    connect(profile_, &QComboBox::activated, this, [this] {
        KeyChoice next = choice_;
        next.profile = profile_->currentData().toString();
        take(next);
    });
    retranslate();
    resize(780, 680);
    filter_->setFocus();
}

void KeyEditor::buildHead() {
    auto* row = new QHBoxLayout;
    row->addWidget(profile_label_ = new QLabel);
    row->addWidget(profile_ = new QComboBox);
    profile_label_->setBuddy(profile_);
    row->addSpacing(12);
    row->addWidget(filter_ = new QLineEdit, 1);
    filter_->setClearButtonEnabled(true);
    for (const KeyProfile& profile : keys_.profiles) profile_->addItem(profile.name, profile.id);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void KeyEditor::buildDetails() {
    auto* row = new QHBoxLayout;
    row->addWidget(current_ = new QLabel);
    QFont bold = font();
    bold.setBold(true);
    current_->setFont(bold);
    row->addLayout(chips_ = new QHBoxLayout);
    chips_->setSpacing(4);
    row->addStretch(1);
    row->addWidget(reset_ = button());
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    auto* typing = new QHBoxLayout;
    typing->addWidget(typed_ = new QKeySequenceEdit, 1);
    typing->addWidget(add_ = button());
    typing->addWidget(add_alone_ = button());
    static_cast<QVBoxLayout*>(layout())->addLayout(typing);
    // At every press: the field itself says so a second later, when no more presses can follow.
    connect(typed_->findChild<QLineEdit*>(), &QLineEdit::textChanged, this, &KeyEditor::refreshTyped);
    connect(add_, &QPushButton::clicked, this, [this] { addTyped(false); });
    connect(add_alone_, &QPushButton::clicked, this, [this] { addTyped(true); });
    connect(reset_, &QPushButton::clicked, this, [this] {
        KeyChoice next = choice_;
        next.changes.remove(currentId());
        take(next);
    });
}

void KeyEditor::buildFoot() {
    words_ = new QLabel;
    words_->setWordWrap(true);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout()->addWidget(words_);
    auto* row = new QHBoxLayout;
    row->addWidget(import_ = button());
    row->addWidget(export_ = button());
    row->addWidget(reset_all_ = button());
    row->addStretch(1);
    row->addWidget(close_ = button());
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(reset_all_, &QPushButton::clicked, this, [this] { take({choice_.profile, {}}); });
    connect(import_, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Import keys"), QString(),
                                                          tr("Files of keys (*.json);;All files (*)"));
        if (!file.isEmpty()) importFile(file);
    });
    connect(export_, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getSaveFileName(this, tr("Export keys"), "rtrack-keys.json",
                                                          tr("Files of keys (*.json)"));
        if (!file.isEmpty()) exportFile(file);
    });
}

void KeyEditor::retranslate() {
    keys_ = make_keys_();
    setWindowTitle(tr("Keys"));
    profile_label_->setText(tr("Profile:"));
    profile_->setAccessibleName(tr("Profile of keys"));
    profile_->setToolTip(tr("Keys that you know from another program"));
    filter_->setPlaceholderText(tr("Find a command or a key"));
    filter_->setAccessibleName(filter_->placeholderText());
    tree_->setHeaderLabels({tr("Command"), tr("Keys"), tr("Acts in")});
    tree_->setAccessibleName(tr("Commands and their keys"));
    typed_->setAccessibleName(tr("New key"));
    typed_->setToolTip(tr("Press the key, or the keys together, that shall be added"));
    typed_->findChild<QLineEdit*>()->setAccessibleName(tr("New key"));
    add_->setText(tr("Add"));
    add_alone_->setText(tr("Add and take it from there"));
    reset_->setText(tr("Reset this one"));
    reset_->setToolTip(tr("As the profile has it"));
    import_->setText(tr("Import…"));
    export_->setText(tr("Export…"));
    reset_all_->setText(tr("Reset all"));
    reset_all_->setToolTip(tr("All keys as the profile has them"));
    close_->setText(tr("Close"));
    fillTree();
}

void KeyEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

void KeyEditor::fillTree() {
    const QString before = currentId();
    {
        const QSignalBlocker blocker(tree_);
        tree_->clear();
        QMap<QString, QTreeWidgetItem*> groups;
        const auto group = [&](const QString& name) {
            if (!groups.contains(name)) {
                groups[name] = new QTreeWidgetItem(tree_, {name});
                groups[name]->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
                groups[name]->setFirstColumnSpanned(true);
            }
            return groups[name];
        };
        for (const KeyedCommand& command : keys_.commands)
            (new QTreeWidgetItem(group(command.group), {command.name}))->setData(Name, kId, command.id);
        for (const FixedKeys& fixed : keys_.fixed)
            new QTreeWidgetItem(group(tr("Mouse and fixed keys")), {fixed.name, fixed.shown});
        tree_->expandAll();
    }
    refreshRows();
    tree_->header()->setStretchLastSection(false);
    tree_->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    tree_->header()->setSectionResizeMode(KeysColumn, QHeaderView::ResizeToContents);
    tree_->header()->setSectionResizeMode(Where, QHeaderView::ResizeToContents);
    chooseCommand(before.isEmpty() ? keys_.commands.front().id : before);
    filterTree();
}

void KeyEditor::chooseCommand(const QString& id) {
    for (QTreeWidgetItemIterator row(tree_); *row; ++row) {
        if ((*row)->data(Name, kId).toString() != id) continue;
        tree_->setCurrentItem(*row);
        return tree_->scrollToItem(*row, QAbstractItemView::PositionAtCenter);
    }
}

void KeyEditor::filterTree() {
    const QString words = filter_->text().trimmed();
    for (int at = 0; at < tree_->topLevelItemCount(); ++at) {
        QTreeWidgetItem* group = tree_->topLevelItem(at);
        bool shows = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem* row = group->child(i);
            const bool fits = row->text(Name).contains(words, Qt::CaseInsensitive) ||
                              row->text(KeysColumn).contains(words, Qt::CaseInsensitive);
            row->setHidden(!fits);
            shows = shows || fits;
        }
        group->setHidden(!shows);
    }
}

void KeyEditor::refreshRows() {
    profile_->setCurrentIndex(profile_->findData(choice_.profile));
    for (QTreeWidgetItemIterator row(tree_); *row; ++row) {
        if (!(*row)->data(Name, kId).toString().isEmpty()) refreshRow(*row);
    }
    reset_all_->setEnabled(!choice_.changes.isEmpty());
    refreshDetails();
}

void KeyEditor::refreshRow(QTreeWidgetItem* row) {
    const QString id = row->data(Name, kId).toString();
    const KeyedCommand& command = *findCommand(keys_, id);
    const QString shown = shownKeys(keysInForce(keys_, choice_, id));
    row->setText(KeysColumn, shown);
    row->setText(Where, command.area == KeyArea::Everywhere ? tr("all workspaces") : tr("Annotate"));
    QFont font = tree_->font();
    font.setBold(choice_.changes.contains(id));
    row->setFont(KeysColumn, font);
    QStringList words;
    for (const QKeySequence& key : contestedKeys(keys_, choice_, id)) {
        words << tr("%1 is a key of %2 too.")
                     .arg(key.toString(QKeySequence::NativeText),
                          namesOf(otherUsers(keys_, choice_, id, key)));
    }
    row->setIcon(KeysColumn, words.isEmpty() ? QIcon() : icon(Glyph::Warning));
    row->setToolTip(KeysColumn, words.join("\n"));
    row->setData(KeysColumn, Qt::AccessibleTextRole,
                 words.isEmpty() ? QVariant() : shown + ". " + words.join(" "));
}

QString KeyEditor::currentId() const {
    const QTreeWidgetItem* row = tree_->currentItem();
    return row ? row->data(Name, kId).toString() : QString();
}

QKeySequence KeyEditor::typedKey() const {
    return typed_->keySequence().isEmpty() ? QKeySequence() : QKeySequence(typed_->keySequence()[0]);
}

QString KeyEditor::namesOf(const std::vector<KeyUser>& users) const {
    QStringList names;
    for (const KeyUser& user : users) names << tr("\"%1\"").arg(user.name);
    return names.join(tr(", ", "between names"));
}

void KeyEditor::refreshDetails() {
    while (QLayoutItem* item = chips_->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const QString id = currentId();
    for (QWidget* part : std::initializer_list<QWidget*>{typed_, current_}) part->setEnabled(!id.isEmpty());
    reset_->setEnabled(choice_.changes.contains(id));
    current_->setText(id.isEmpty() ? tr("These keys cannot be changed.") : findCommand(keys_, id)->name);
    if (!id.isEmpty()) {
        for (const QKeySequence& key : keysInForce(keys_, choice_, id)) {
            auto* chip = new QToolButton;
            const QString name = key.toString(QKeySequence::NativeText);
            chip->setText(name + QString::fromUtf8("  ×"));
            chip->setToolTip(tr("Take %1 away").arg(name));
            chip->setAccessibleName(chip->toolTip());
            chip->setFocusPolicy(Qt::StrongFocus);
            connect(chip, &QToolButton::clicked, this, [this, key] { removeKey(key); });
            chips_->addWidget(chip);
        }
    }
    refreshTyped();
}

void KeyEditor::refreshTyped() {
    {
        // One press is a key here; the field would wait for up to four, and say so by dots.
        const QSignalBlocker blocker(typed_->findChild<QLineEdit*>());
        typed_->setKeySequence(typedKey());
    }
    const QString id = currentId();
    const QKeySequence key = typedKey();
    const bool usable = !id.isEmpty() && !key.isEmpty() && !keysInForce(keys_, choice_, id).contains(key);
    add_->setEnabled(usable);
    const std::vector<KeyUser> users = usable ? otherUsers(keys_, choice_, id, key) : std::vector<KeyUser>();
    const bool can_be_taken =
        !users.empty() &&
        std::none_of(users.begin(), users.end(), [](const KeyUser& user) { return user.id.isEmpty(); });
    add_alone_->setVisible(can_be_taken);
    const QString name = key.toString(QKeySequence::NativeText);
    if (!users.empty()) {
        say(tr("%1 is a key of %2, which acts in the same place: neither would answer to it.")
                .arg(name, namesOf(users)),
            true);
    } else if (usable) {
        say(tr("%1 is free.").arg(name), false);
    } else {
        const auto contested = std::count_if(
            keys_.commands.begin(), keys_.commands.end(),
            [&](const KeyedCommand& command) { return !contestedKeys(keys_, choice_, command.id).empty(); });
        if (contested > 0) {
            say(tr("Some keys have more than one command, so that neither answers: see the marks in the "
                   "list."),
                true);
        } else {
            say(tr("Keys in bold are your own."), false);
        }
    }
}

void KeyEditor::say(const QString& text, bool is_warning) {
    words_->setText(is_warning ? QString::fromUtf8("⚠ ") + text : text);
}

void KeyEditor::take(KeyChoice choice) {
    choice_ = std::move(choice);
    // What a change says may be what another profile has anyhow.
    const QMap<QString, Keys> changes = choice_.changes;
    for (auto change = changes.begin(); change != changes.end(); ++change)
        setKeys(keys_, choice_, change.key(), change.value());
    typed_->clear();
    refreshRows();
    Q_EMIT changed(choice_);
}

void KeyEditor::addTyped(bool from_others) {
    const QString id = currentId();
    const QKeySequence key = typedKey();
    KeyChoice next = choice_;
    if (from_others) {
        for (const KeyUser& user : otherUsers(keys_, choice_, id, key)) {
            Keys left = keysInForce(keys_, choice_, user.id);
            left.removeAll(key);
            setKeys(keys_, next, user.id, left);
        }
    }
    setKeys(keys_, next, id, keysInForce(keys_, choice_, id) << key);
    take(next);
}

void KeyEditor::removeKey(const QKeySequence& key) {
    KeyChoice next = choice_;
    Keys left = keysInForce(keys_, choice_, currentId());
    left.removeAll(key);
    setKeys(keys_, next, currentId(), left);
    take(next);
    tree_->setFocus();  // the button that was pressed is gone
}

bool KeyEditor::importFile(const QString& file) {
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly)) {
        say(tr("%1 cannot be read: %2").arg(file, in.errorString()), true);
        return false;
    }
    try {
        take(readKeyFile(in.readAll(), keys_));
    } catch (const Error& failure) {  // the edge: a file of somebody else
        say(tr("%1 was not taken, your keys are as before. %2").arg(file, fromStd(failure.what())), true);
        return false;
    }
    return true;
}

bool KeyEditor::exportFile(const QString& file) {
    QSaveFile out(file);
    const QByteArray bytes = keyFileOf(choice_);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit()) {
        say(tr("%1 cannot be written: %2").arg(file, out.errorString()), true);
        return false;
    }
    say(tr("Your keys are in %1.").arg(file), false);
    return true;
}

}  // namespace rtrack
