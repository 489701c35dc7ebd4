#include "widgets/review/review_model.h"

#include <QFileInfo>
#include <algorithm>

#include "widgets/annotate/object_colors.h"
#include "widgets/annotate/overlay.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/swatch.h"

namespace rtrack {
namespace {

const QString kDash = QString::fromUtf8("\u2013");

}  // namespace

QString textOf(const ReviewFinding& finding) {
    const QString number = QString::number(finding.value, 'f', 2);
    const QString percent = QString::number(std::lround(100 * finding.value));
    switch (finding.reason) {
        case ReviewReason::Stopped:
            return ReviewModel::tr("tracking stopped in doubt");
        case ReviewReason::LowScore:
            return ReviewModel::tr("score %1").arg(number);
        case ReviewReason::PlaceJump:
            return ReviewModel::tr("jumps by %1 % of its size").arg(percent);
        case ReviewReason::SizeJump:
            return ReviewModel::tr("size changes %1 times").arg(number);
        case ReviewReason::ScatteredPoints:
            return ReviewModel::tr("points scatter by %1 %").arg(percent);
        case ReviewReason::Disagreement:
            return ReviewModel::tr("joint: overlap %1 %").arg(percent);
        case ReviewReason::Absence:
            return ReviewModel::tr("leaves or comes back");
        case ReviewReason::Unseen:
            break;
    }
    return ReviewModel::tr("not looked at");
}

QString explanationOf(const ReviewItem& item) {
    QStringList lines;
    for (const ReviewFinding& finding : item.findings)
        lines << ReviewModel::tr("Frame %1: %2").arg(finding.frame).arg(textOf(finding));
    lines << ReviewModel::tr("Nobody has looked at %n boxes here in a row.", nullptr,
                             static_cast<int>(item.stretch));
    lines << ReviewModel::tr("Worth of a look: %1").arg(item.worth, 0, 'f', 2);
    return lines.join('\n');
}

ReviewModel::ReviewModel(AnnotateSession* session, ReviewWatch* watch, QObject* parent)
    : QAbstractTableModel(parent), session_(session), watch_(watch) {
    connect(watch, &ReviewWatch::changed, this, &ReviewModel::retranslate);
}

void ReviewModel::retranslate() {
    beginResetModel();
    endResetModel();
}

int ReviewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(watch_->queue().items().size());
}

int ReviewModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const ReviewItem* ReviewModel::itemAt(int row) const {
    const auto& items = watch_->queue().items();
    return row >= 0 && row < static_cast<int>(items.size()) ? &items[static_cast<size_t>(row)] : nullptr;
}

int ReviewModel::rowOf(const ReviewItem& item) const {
    const auto& items = watch_->queue().items();
    const auto found = std::find_if(items.begin(), items.end(), [&](const ReviewItem& other) {
        return other.track == item.track && other.first <= item.last && other.last >= item.first;
    });
    return found == items.end() ? -1 : static_cast<int>(found - items.begin());
}

QString ReviewModel::textAt(const ReviewItem& item, int column) const {
    const Project& project = session_->project();
    switch (column) {
        case Object: {
            const QString name = nameOfTrack(project, item.track);
            if (item.video == session_->videoId()) return name;
            const QString path = fromStd(project.video(item.video).absolute_path);
            return tr("%1 in %2").arg(name, QFileInfo(path).completeBaseName());
        }
        case Frames:
            return item.boxes() == 1 ? QString::number(item.first)
                                     : QString::number(item.first) + kDash + QString::number(item.last);
        case Why: {
            QStringList words;
            for (const ReviewFinding& finding : item.findings) words << textOf(finding);
            return words.join(", ");
        }
        default:
            return {};
    }
}

QVariant ReviewModel::data(const QModelIndex& index, int role) const {
    const ReviewItem* item = index.isValid() ? itemAt(index.row()) : nullptr;
    if (!item || !session_->hasProject()) return {};
    const Project& project = session_->project();
    if (!project.tracks().contains(item->track)) return {};  // was deleted a moment ago
    switch (role) {
        case Qt::DisplayRole:
            return textAt(*item, index.column());
        case Qt::DecorationRole:
            return index.column() == Object ? QVariant(swatch(colorOfTrack(project, item->track)))
                                            : QVariant();
        case Qt::ForegroundRole:
            return index.column() == Why && item->doubt >= 1 ? QVariant(colors::kDoubt) : QVariant();
        case Qt::ToolTipRole:
            return explanationOf(*item);
        default:
            return {};
    }
}

QVariant ReviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case Object:
            return tr("Object");
        case Frames:
            return tr("Frames");
        default:
            return tr("Why");
    }
}

}  // namespace rtrack
