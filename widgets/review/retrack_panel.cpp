#include "widgets/review/retrack_panel.h"

#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>
#include <utility>

#include "widgets/annotate/object_colors.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/swatch.h"

namespace rtrack {
namespace {

constexpr int kWidest = 380;  // pixels
constexpr int kPadding = 8;
const QString kDash = QString::fromUtf8("\u2013");
const QString kArrow = QString::fromUtf8("\u2192");
const QString kTick = QString::fromUtf8("\u2713 ");

QString number(std::optional<double> value) {
    return value ? QString::number(*value, 'f', 2) : kDash;
}

QString framesOf(const RetrackStretch& stretch) {
    if (stretch.first == stretch.last) return QString::number(stretch.first);
    return QString::number(stretch.first) + kDash + QString::number(stretch.last);
}

}  // namespace

RetrackPanel::RetrackPanel(AnnotateSession* session, QWidget* parent) : QWidget(parent), session_(session) {
    build();
    connect(view_, &QTreeWidget::currentItemChanged, this, &RetrackPanel::go);
    connect(view_, &QTreeWidget::itemClicked, this, &RetrackPanel::go);
    connect(session->retrack(), &Retrack::resultsChanged, this, &RetrackPanel::refresh);
    connect(session, &AnnotateSession::videoChanged, this, [this] {
        refresh();
        const int64_t wanted = std::exchange(wanted_video_, 0);
        if (wanted != 0 && wanted == session_->videoId()) go();
    });
    connect(accept_, &QPushButton::clicked, this, [this] { decide(true, currentNumber()); });
    connect(reject_, &QPushButton::clicked, this, [this] { decide(false, currentNumber()); });
    connect(accept_better_, &QPushButton::clicked, this,
            [this] { decide(true, session_->retrack()->betterOnes()); });
    connect(reject_all_, &QPushButton::clicked, this, [this] {
        std::vector<size_t> all(session_->retrack()->results().size());
        std::iota(all.begin(), all.end(), 0);
        decide(false, all);
    });
    retranslate();
}

void RetrackPanel::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(title_ = new QLabel);
    column->addWidget(view_ = new QTreeWidget, 1);
    column->addWidget(detail_ = new QLabel);
    column->addWidget(rule_ = new QLabel);
    for (QLabel* label : {title_, detail_, rule_}) label->setWordWrap(true);
    view_->setColumnCount(ColumnCount);
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view_->header()->setStretchLastSection(false);
    auto* buttons = new QGridLayout;
    buttons->addWidget(accept_ = new QPushButton, 0, 0);
    buttons->addWidget(reject_ = new QPushButton, 0, 1);
    buttons->addWidget(accept_better_ = new QPushButton, 1, 0);
    buttons->addWidget(reject_all_ = new QPushButton, 1, 1);
    column->addLayout(buttons);
}

void RetrackPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) fitWidth();
    QWidget::changeEvent(event);
}

void RetrackPanel::retranslate() {
    title_->setText(
        tr("Tracked again: the old boxes in dashes, the new ones in green. Nothing has changed yet."));
    view_->setHeaderLabels({tr("Object"), tr("Frames"), tr("Score"), tr("Your box"), tr("IoU")});
    view_->headerItem()->setToolTip(Score, tr("Mean score, old and new"));
    view_->headerItem()->setToolTip(
        Meeting, tr("IoU with your box that the run came to, old and new; the lower of two"));
    view_->headerItem()->setToolTip(Agreement, tr("Mean IoU between old and new"));
    view_->setAccessibleName(tr("Stretches that were tracked again"));
    rule_->setText(tr("%1 Better: its IoU with your box that the run came to is higher by at least %2; where "
                      "there is none, its mean score is, if the same tracker made both. Never if the new run "
                      "ended early.")
                       .arg(kTick.trimmed())
                       .arg(kBetterBy, 0, 'f', 2));
    accept_->setText(tr("Take the new"));
    reject_->setText(tr("Keep the old"));
    reject_all_->setText(tr("Keep all old"));
    refresh();
}

QString RetrackPanel::detailText() const {
    return detail_->text();
}

const RetrackResult* RetrackPanel::current() const {
    const auto& results = session_->retrack()->results();
    const int row = view_->indexOfTopLevelItem(view_->currentItem());
    return row >= 0 && row < static_cast<int>(results.size()) ? &results[static_cast<size_t>(row)] : nullptr;
}

std::vector<size_t> RetrackPanel::currentNumber() const {
    if (!current()) return {};
    return {static_cast<size_t>(view_->indexOfTopLevelItem(view_->currentItem()))};
}

void RetrackPanel::refresh() {
    const int row = view_->indexOfTopLevelItem(view_->currentItem());
    const auto& results = session_->retrack()->results();
    {
        const QSignalBlocker quiet(view_);  // the frame on screen stays while the numbers change
        view_->clear();
        for (const RetrackResult& result : results) {
            const RetrackComparison& compared = result.comparison;
            QString name = nameOfTrack(session_->project(), result.stretch.track);
            if (result.about.video != session_->videoId()) name += ", " + videoOf(result);
            auto* item = new QTreeWidgetItem(view_);
            item->setText(Object, compared.better ? kTick + name : name);
            item->setText(Frames, framesOf(result.stretch));
            item->setText(Score, number(compared.old_score) + kArrow + number(compared.new_score));
            item->setText(Meeting, compared.meetings.empty() ? kDash
                                                             : number(compared.lowest_old_iou()) + kArrow +
                                                                   number(compared.lowest_new_iou()));
            item->setText(Agreement, number(compared.agreement));
            item->setIcon(Object, swatch(colorOfTrack(session_->project(), result.stretch.track)));
            for (int column = 0; column < ColumnCount; ++column) item->setToolTip(column, detailOf(result));
        }
        if (!results.empty())
            view_->setCurrentItem(view_->topLevelItem(std::clamp(row, 0, view_->topLevelItemCount() - 1)));
    }
    fitWidth();
    const auto better = static_cast<int>(session_->retrack()->betterOnes().size());
    accept_better_->setText(tr("Take all better (%1)").arg(better));
    accept_better_->setEnabled(better > 0);
    for (QPushButton* button : {accept_, reject_, reject_all_}) button->setEnabled(!results.empty());
    showDetail();
}

/// Old and new are compared side by side: all columns are in view, unless a long name makes them too wide.
void RetrackPanel::fitWidth() {
    int width = 2 * view_->frameWidth() + view_->style()->pixelMetric(QStyle::PM_SmallIconSize);
    for (int column = 0; column < ColumnCount; ++column) {
        int widest = view_->header()->sectionSizeHint(column);
        for (int row = 0; row < view_->topLevelItemCount(); ++row) {
            const QString text = view_->topLevelItem(row)->text(column);
            widest = std::max(widest, view_->fontMetrics().horizontalAdvance(text) + kPadding);
        }
        width += widest;
    }
    view_->setMinimumWidth(std::min(kWidest, width));
}

QString RetrackPanel::detailOf(const RetrackResult& result) const {
    const RetrackComparison& compared = result.comparison;
    QStringList lines;
    if (result.stretch.before && result.stretch.after)
        lines << tr("Tracked forward from frame %1 and backward from frame %2, blended.")
                     .arg(*result.stretch.before)
                     .arg(*result.stretch.after);
    else if (result.stretch.after)
        lines << tr("Tracked backward from frame %1.").arg(*result.stretch.after);
    for (const RetrackMeeting& meeting : compared.meetings)
        lines << tr("Meets your box at frame %1 with IoU %2, before %3.")
                     .arg(meeting.frame)
                     .arg(number(meeting.new_iou), number(meeting.old_iou));
    lines << tr("Mean score %1, before %2.").arg(number(compared.new_score), number(compared.old_score));
    if (compared.agreement) lines << tr("Mean IoU of old and new: %1.").arg(number(compared.agreement));
    lines << tr("They differ most at frame %1.").arg(compared.differs_most);
    if (!compared.same_tracker)
        lines << tr("Another tracker made the old boxes: the scores cannot be compared.");
    if (!compared.complete) lines << tr("The new run ended early.");
    return lines.join('\n');
}

void RetrackPanel::showDetail() {
    const RetrackResult* result = current();
    detail_->setText(result ? detailOf(*result) : QString());
}

void RetrackPanel::go() {
    showDetail();
    const RetrackResult* result = current();
    if (!result || session_->retrack()->running()) return;
    if (result->about.video != session_->videoId()) {
        wanted_video_ = result->about.video;
        return Q_EMIT videoWanted(wanted_video_);
    }
    session_->select(result->stretch.track);
    session_->goTo(result->comparison.differs_most);
}

void RetrackPanel::showFirst() {
    const auto& results = session_->retrack()->results();
    const auto here = std::find_if(results.begin(), results.end(), [this](const RetrackResult& result) {
        return result.about.video == session_->videoId();
    });
    if (here == results.end()) return;
    const QSignalBlocker quiet(view_);
    view_->setCurrentItem(view_->topLevelItem(static_cast<int>(here - results.begin())));
    go();
}

QString RetrackPanel::videoOf(const RetrackResult& result) const {
    const auto& videos = session_->project().videos();
    const auto found = videos.find(result.about.video);
    return found == videos.end() ? QString() : QFileInfo(fromStd(found->second.absolute_path)).fileName();
}

bool RetrackPanel::acceptShown() {
    const RetrackResult* result = current();
    const qint64 frame = session_->player()->shownFrame();
    if (!result || session_->retrack()->running() || session_->current() != result->stretch.track ||
        frame < result->stretch.first || frame > result->stretch.last)
        return false;
    decide(true, currentNumber());
    return true;
}

/// What is decided about goes from the list; the next stretch comes on screen.
void RetrackPanel::decide(bool accepts, const std::vector<size_t>& numbers) {
    if (numbers.empty()) return;
    session_->hold();
    if (!accepts) {
        session_->retrack()->reject(numbers);
    } else if (!session_->retrack()->accept(numbers)) {
        return;
    }
    go();
}

}  // namespace rtrack
