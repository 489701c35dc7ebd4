#include "widgets/commands/command_palette.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/commands/command_delegate.h"
#include "widgets/commands/fuzzy_match.h"

namespace rtrack {
namespace {

constexpr int kWidth = 620;
constexpr int kRows = 12;
constexpr int kRecentShown = 6;
constexpr int kOtherNamePenalty = 4;  // the name that people see goes before the English one

struct Found {
    const Command* command;
    int score;
    QList<int> positions;
    int recent;   // 0: the latest
    bool usable;  // of equal ones, before those that cannot be run
};

std::optional<Found> answer(const Command& command, const QString& query, int recent) {
    const bool usable = command.enabled || query.isEmpty();  // without a query the menus' order stays
    if (const auto match = fuzzyMatch(query, command.name))
        return Found{&command, match->score, match->positions, recent, usable};
    if (const auto match = fuzzyMatch(query, command.name + " " + command.path))
        return Found{&command, match->score - kOtherNamePenalty, match->positions, recent, usable};
    if (const auto match = fuzzyMatch(query, command.other_name); match && !command.other_name.isEmpty())
        return Found{&command, match->score - kOtherNamePenalty, {}, recent, usable};
    return std::nullopt;
}

}  // namespace

CommandPalette::CommandPalette(QWidget* window) : QFrame(window) {
    hide();
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(24);
    shadow->setOffset(0, 4);
    setGraphicsEffect(shadow);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(line_ = new QLineEdit);
    line_->setClearButtonEnabled(false);
    line_->setMinimumHeight(30);
    column->addWidget(list_ = new QListWidget);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setItemDelegate(new CommandDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(nothing_ = new QLabel);
    nothing_->setAlignment(Qt::AlignCenter);
    line_->installEventFilter(this);
    list_->installEventFilter(this);
    window->installEventFilter(this);
    connect(line_, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(list_, &QListWidget::currentRowChanged, this, &CommandPalette::tellCurrent);
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (isVisible() && now && now->window() == this->window() && !isAncestorOf(now)) {
            focus_before_ = nullptr;  // a person went elsewhere: leave the keyboard there
            close();
        }
    });
    retranslate();
}

void CommandPalette::retranslate() {
    line_->setPlaceholderText(tr("Type what you want to do"));
    line_->setAccessibleName(tr("Find a command"));
    list_->setAccessibleName(tr("Commands"));
    nothing_->setText(tr("No command answers to this."));
}

void CommandPalette::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void CommandPalette::open(std::vector<Command> commands, QStringList recent) {
    if (!isVisible()) focus_before_ = QApplication::focusWidget();
    commands_ = std::move(commands);
    recent_ = std::move(recent);
    const QSignalBlocker blocker(line_);
    line_->clear();
    refresh();
    place();
    qApp->installEventFilter(this);
    show();
    raise();
    line_->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::close() {
    if (!isVisible()) return;
    const QPointer<QWidget> back = std::exchange(focus_before_, nullptr);
    hide();
    qApp->removeEventFilter(this);
    if (back) back->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::place() {
    const QRect area = parentWidget()->rect();
    const int wide = std::min(kWidth, area.width() - 20);
    const int row = std::max(1, list_->sizeHintForRow(0));
    list_->setFixedHeight(std::min(kRows * row, std::max(3 * row, area.height() - 160)));
    resize(wide, sizeHint().height());
    move((area.width() - wide) / 2, std::min(60, std::max(0, area.height() - height())));
}

void CommandPalette::refresh() {
    const QString query = line_->text().trimmed();
    std::vector<Found> found;
    for (const Command& command : commands_) {
        const auto place_in_recent = static_cast<int>(recent_.indexOf(command.id));
        const bool recent = place_in_recent >= 0 && place_in_recent < kRecentShown;
        if (const auto one = answer(command, query, recent ? place_in_recent : kRecentShown))
            found.push_back(*one);
    }
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return std::tuple(-a.score, a.recent, !a.usable) < std::tuple(-b.score, b.recent, !b.usable);
    });
    list_->clear();
    for (const Found& one : found) {
        auto* item = new QListWidgetItem(one.command->name, list_);
        item->setData(CommandDelegate::kPath, one.command->path);
        item->setData(CommandDelegate::kKeys, one.command->keys);
        item->setData(CommandDelegate::kPositions, QVariant::fromValue(one.positions));
        item->setData(CommandDelegate::kEnabled, one.command->enabled);
        item->setData(CommandDelegate::kIndex, static_cast<int>(one.command - commands_.data()));
        item->setData(Qt::AccessibleTextRole, spoken(*one.command));
    }
    list_->setVisible(!found.empty());
    nothing_->setVisible(found.empty());
    list_->setCurrentRow(0);
    tellCurrent();
}

QString CommandPalette::spoken(const Command& command) const {
    QString words = tr("%1, in %2").arg(command.name, command.path);
    if (!command.keys.isEmpty()) words += ", " + command.keys;
    if (!command.enabled) words += ", " + tr("cannot be run now");
    return words;
}

void CommandPalette::tellCurrent() {
    // The keyboard stays in the line, so what is chosen below is said as the line's description.
    const QListWidgetItem* item = list_->currentItem();
    line_->setAccessibleDescription(item ? item->data(Qt::AccessibleTextRole).toString() : nothing_->text());
}

void CommandPalette::runCurrent() {
    const QListWidgetItem* item = list_->currentItem();
    if (!item) return;
    const Command command = commands_[item->data(CommandDelegate::kIndex).toInt()];
    if (!command.enabled) return;
    close();
    Q_EMIT chosen(command.id);
    command.run();
}

void CommandPalette::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Escape:
            return close();
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return runCurrent();
        default:
            event->accept();  // nothing typed here is for the window behind
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible()) place();
    }
    auto* widget = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::MouseButtonPress && widget && widget != this && !isAncestorOf(widget))
        close();
    if (watched != line_ && watched != list_) return false;
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();  // while it is open, keys are its own
        return true;
    }
    if (event->type() != QEvent::KeyPress) return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
        case Qt::Key_Escape:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            keyPressEvent(static_cast<QKeyEvent*>(event));
            return true;
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown: {
            const bool up = key->key() == Qt::Key_Up || key->key() == Qt::Key_PageUp;
            const bool page = key->key() == Qt::Key_PageUp || key->key() == Qt::Key_PageDown;
            const int row = list_->currentRow() + (up ? -1 : 1) * (page ? kRows - 1 : 1);
            list_->setCurrentRow(std::clamp(row, 0, std::max(0, list_->count() - 1)));
            return true;
        }
        default:
            return false;
    }
}

}  // namespace rtrack
