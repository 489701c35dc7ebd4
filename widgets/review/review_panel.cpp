#include "widgets/review/review_panel.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/exchange/exchange_text.h"

namespace rtrack {
namespace {

constexpr int kBarHeight = 8;
constexpr int kFramesColumnWidth = 64;
constexpr int kLeastReason = 60;  // of the width
constexpr int kLeastObject = 40;

}  // namespace

ReviewPanel::ReviewPanel(AnnotateSession* session, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent), session_(session), watch_(session), walk_(session, &watch_) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(progress_ = new QLabel);
    progress_->setWordWrap(true);
    column->addWidget(bar_ = new QProgressBar);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(kBarHeight);
    column->addWidget(view_ = new QTreeView, 1);
    model_ = new ReviewModel(session, &watch_, this);
    view_->setModel(model_);
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);  // what is cut off stands below
    view_->header()->resizeSection(ReviewModel::Object, widest_object_);
    view_->header()->resizeSection(ReviewModel::Frames, kFramesColumnWidth);
    for (QLabel** label : {&why_, &remaining_}) {
        column->addWidget(*label = new QLabel);
        (*label)->setWordWrap(true);
    }
    auto* row = new QHBoxLayout;
    for (QAction* action : actions) {  // with shorter words than in the menu, or the panel would be wide
        auto* button = new QToolButton;
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, this, &ReviewPanel::showButtons);
        row->addWidget(button);
        buttons_.push_back({button, action});
    }
    column->addLayout(row);
    const auto go = [this](const QModelIndex& index) {
        if (const ReviewItem* item = model_->itemAt(index.row())) walk_.goTo(ReviewItem(*item));
    };
    connect(view_, &QTreeView::clicked, this, go);
    connect(view_, &QTreeView::activated, this, go);
    connect(&walk_, &ReviewWalk::currentChanged, this, &ReviewPanel::showCurrent);
    connect(model_, &QAbstractItemModel::modelReset, this, &ReviewPanel::showCurrent);
    connect(model_, &QAbstractItemModel::modelReset, this, &ReviewPanel::showProgress);
    connect(model_, &QAbstractItemModel::modelReset, this, &ReviewPanel::fitObjects);
    connect(session->model(), &ProjectModel::changed, this, &ReviewPanel::showProgress);
    retranslate();
}

void ReviewPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

/// Objects and videos are told apart by the whole name; the reason stands below the list, too. A column that
/// a person made narrow stays so until something wider than ever comes into it.
void ReviewPanel::fitObjects() {
    const int room = std::max(kLeastObject, view_->viewport()->width() - kFramesColumnWidth - kLeastReason);
    const int before = view_->columnWidth(ReviewModel::Object);
    view_->resizeColumnToContents(ReviewModel::Object);
    const int wanted = std::min(view_->columnWidth(ReviewModel::Object), room);
    const int width = wanted > widest_object_ ? wanted : std::min(before, room);
    widest_object_ = std::min(std::max(widest_object_, wanted), room);  // it grows again with the room
    view_->setColumnWidth(ReviewModel::Object, width);
}

void ReviewPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitObjects();
}

void ReviewPanel::retranslate() {
    view_->setAccessibleName(tr("Places worth a look"));
    const QStringList words = {tr("Previous"), tr("Accept"), tr("Next")};
    for (int i = 0; i < words.size() && i < static_cast<int>(buttons_.size()); ++i)
        buttons_[static_cast<size_t>(i)].button->setText(words[i]);
    bar_->setAccessibleName(tr("Part of the boxes that a person has seen"));
    model_->retranslate();
}

void ReviewPanel::showButtons() {
    const bool has_places = model_->rowCount() > 0 || watch_.outdated();
    for (const auto& [button, action] : buttons_) {
        button->setEnabled(has_places && action->isEnabled());
        button->setToolTip(action->toolTip());
    }
}

QString ReviewPanel::progressText() const {
    return progress_->text();
}

void ReviewPanel::showProgress() {
    const BoxCounts counts = session_->hasProject() ? session_->project().counts() : BoxCounts{};
    const int64_t seen = counts.boxes - counts.unreviewed;
    const auto boxes = static_cast<int>(counts.boxes);
    progress_->setText(
        counts.boxes == 0 ? tr("There are no boxes yet.")
        : counts.unreviewed == 0
            ? tr("All %1 boxes were seen by a person.", nullptr, boxes).arg(grouped(counts.boxes))
            : tr("%1 of %2 boxes seen by a person; %3 nobody has looked at.", nullptr, boxes)
                  .arg(grouped(seen), grouped(counts.boxes), grouped(counts.unreviewed)));
    showButtons();
    bar_->setRange(0, 1000);
    bar_->setValue(counts.boxes == 0 ? 0 : static_cast<int>(1000 * seen / counts.boxes));
    const int64_t places = model_->rowCount();
    if (!watch_.failure().isEmpty()) {
        remaining_->setText(tr("The queue could not be made: %1").arg(watch_.failure()));
    } else if (places == 0 && counts.unreviewed > 0) {
        remaining_->setText(watch_.outdated() ? tr("Looking for what is worth a look…")
                                              : tr("The rest lies in locked or hidden tracks."));
    } else if (places == 0) {
        remaining_->clear();  // the line above says so
    } else {
        remaining_->setText(
            tr("%n places left, the most worth a look first.", nullptr, static_cast<int>(places)));
    }
}

void ReviewPanel::showCurrent() {
    const int row = walk_.current() ? model_->rowOf(*walk_.current()) : -1;
    const QModelIndex index = model_->index(row, 0);
    view_->setCurrentIndex(index);
    if (index.isValid()) view_->scrollTo(index);
    QString why = walk_.current() ? explanationOf(*walk_.current()) : QString();
    if (walk_.current() && walk_.current()->boxes() > 1)
        why += "\n" + tr("Accept shows the frames that were not on screen yet, then accepts all of them.");
    why_->setText(why);
    why_->setVisible(walk_.current().has_value());
}

}  // namespace rtrack
