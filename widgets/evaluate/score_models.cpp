#include "widgets/evaluate/score_models.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <cmath>
#include <limits>

#include "widgets/common/plot_style.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/swatch.h"

namespace rtrack {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
const QColor kBad(0xD5, 0x5E, 0x00);
const QColor kGood(0x00, 0x72, 0xB2);

QColor mixed(const QColor& a, const QColor& b, double share_of_b) {
    const auto part = [&](int x, int y) { return static_cast<int>(std::lround(x + share_of_b * (y - x))); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

QString scoreText(double value) {
    return std::isfinite(value) ? QString::number(value, 'f', 3) : QString::fromUtf8("–");
}

QString speedText(double fps) {
    return fps > 0 ? QString::number(fps, 'f', fps < 10 ? 1 : 0) : QString::fromUtf8("–");
}

/// Text that is read on a coloured cell.
QColor textOn(const QColor& ground) {
    return qGray(ground.rgb()) < 130 ? Qt::white : Qt::black;
}

/// What is not known is sorted last, worst first.
QVariant sortValue(double value) {
    return std::isfinite(value) ? value : std::numeric_limits<double>::max();
}

}  // namespace

QColor heatColor(double share, const QColor& ground) {
    if (!std::isfinite(share)) return ground;
    const double distance = std::min(1.0, std::abs(2 * share - 1));
    return mixed(ground, share < 0.5 ? kBad : kGood, 0.9 * distance);
}

void SequenceMatrix::show(EvaluationPtr evaluation, size_t dataset) {
    beginResetModel();
    evaluation_ = std::move(evaluation);
    dataset_ =
        evaluation_ && dataset < evaluation_->datasets.size() ? &evaluation_->datasets[dataset] : nullptr;
    rows_.clear();
    if (dataset_) {
        for (const Sequence& sequence : dataset_->dataset->sequences) {
            Row row{&sequence, {}, kNaN};
            double sum = 0;
            int count = 0;
            for (const ScoredTracker& tracker : dataset_->trackers) {
                const Scores* scores = scores_of(tracker, sequence.name);
                row.scores.push_back(scores);
                if (!scores || !std::isfinite(scores->ao)) continue;
                sum += scores->ao;
                ++count;
            }
            if (count > 0) row.mean = sum / count;
            rows_.push_back(std::move(row));
        }
    }
    endResetModel();
}

int SequenceMatrix::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int SequenceMatrix::columnCount(const QModelIndex& parent) const {
    if (parent.isValid() || !dataset_) return 0;
    return FirstTracker + static_cast<int>(dataset_->trackers.size());
}

QString SequenceMatrix::trackerOf(int column) const {
    if (!dataset_ || column < FirstTracker) return {};
    return fromStd(dataset_->trackers[static_cast<size_t>(column - FirstTracker)].name);
}

double SequenceMatrix::valueAt(const Row& row, int column) const {
    if (column == Frames) return static_cast<double>(row.sequence->frames.size());
    if (column == Mean) return row.mean;
    const Scores* scores = row.scores[static_cast<size_t>(column - FirstTracker)];
    return scores ? scores->ao : kNaN;
}

QString SequenceMatrix::hint(const Row& row, int column) const {
    if (column < FirstTracker) return fromStd(row.sequence->name);
    const Scores* scores = row.scores[static_cast<size_t>(column - FirstTracker)];
    if (!scores)
        return tr("%1 has no usable result for %2.").arg(trackerOf(column), fromStd(row.sequence->name));
    QString text = tr("%1 on %2").arg(trackerOf(column), fromStd(row.sequence->name));
    for (const ScoreColumn& score : score_columns())
        text += QString("\n%1 %2").arg(score.title, scoreText(scores->*score.value));
    return text + "\n" + tr("%1 frames/s").arg(speedText(scores->fps)) + "\n" +
           tr("Double click: look at it.");
}

QVariant SequenceMatrix::data(const QModelIndex& index, int role) const {
    const Row& row = rows_[static_cast<size_t>(index.row())];
    const int column = index.column();
    const double value = column == Name ? kNaN : valueAt(row, column);
    switch (role) {
        case Qt::DisplayRole:
            if (column == Name) return fromStd(row.sequence->name);
            return column == Frames ? QString::number(value, 'f', 0) : scoreText(value);
        case kSortRole:
            return column == Name ? QVariant(fromStd(row.sequence->name)) : sortValue(value);
        case kNameRole:
            return fromStd(row.sequence->name);
        case Qt::ToolTipRole:
            return hint(row, column);
        case Qt::TextAlignmentRole:
            return column == Name ? QVariant() : QVariant(Qt::AlignCenter);
        case Qt::BackgroundRole:
            if (column < Mean || !std::isfinite(value)) return {};
            return heatColor(value, QApplication::palette().color(QPalette::Base));
        case Qt::ForegroundRole:
            if (column < Mean || !std::isfinite(value)) return {};
            return textOn(heatColor(value, QApplication::palette().color(QPalette::Base)));
        default:
            return {};
    }
}

QVariant SequenceMatrix::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    if (section == Name) return tr("Sequence");
    if (section == Frames) return tr("Frames");
    return section == Mean ? tr("Mean AO") : trackerOf(section);
}

void TotalsModel::show(EvaluationPtr evaluation, size_t dataset) {
    beginResetModel();
    evaluation_ = std::move(evaluation);
    dataset_ =
        evaluation_ && dataset < evaluation_->datasets.size() ? &evaluation_->datasets[dataset] : nullptr;
    endResetModel();
}

int TotalsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !dataset_ ? 0 : static_cast<int>(dataset_->trackers.size());
}

int TotalsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0
                            : static_cast<int>(score_columns().size()) + 3;  // name, scores, fps, sequences
}

double TotalsModel::valueAt(const ScoredTracker& tracker, int column) const {
    const auto scores = static_cast<int>(score_columns().size());
    if (column == scores + 1) return tracker.scores.total.fps > 0 ? tracker.scores.total.fps : kNaN;
    if (column == scores + 2) return static_cast<double>(tracker.scores.sequences.size());
    return tracker.scores.total.*score_columns()[static_cast<size_t>(column - 1)].value;
}

QVariant TotalsModel::data(const QModelIndex& index, int role) const {
    const ScoredTracker& tracker = dataset_->trackers[static_cast<size_t>(index.row())];
    const int column = index.column();
    const auto speed = static_cast<int>(score_columns().size()) + 1;
    switch (role) {
        case Qt::DisplayRole:
            if (column == 0) return fromStd(tracker.name);
            if (column == speed) return speedText(valueAt(tracker, column));
            if (column == speed + 1) return QString::number(valueAt(tracker, column), 'f', 0);
            return scoreText(valueAt(tracker, column));
        case kSortRole:
            return column == 0 ? QVariant(fromStd(tracker.name)) : sortValue(valueAt(tracker, column));
        case kNameRole:
            return fromStd(tracker.name);
        case Qt::ToolTipRole:
            return fromStd(tracker.folder.string());
        case Qt::TextAlignmentRole:
            return column == 0 ? QVariant() : QVariant(Qt::AlignCenter);
        case Qt::DecorationRole:
            if (column != 0) return {};
            return swatch(seriesColor(index.row(), isDark(QApplication::palette())));
        default:
            return {};
    }
}

QVariant TotalsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const auto scores = static_cast<int>(score_columns().size());
    if (section == 0) return tr("Tracker");
    if (section == scores + 1) return tr("Frames/s");
    if (section == scores + 2) return tr("Sequences");
    return QString(score_columns()[static_cast<size_t>(section - 1)].title);
}

}  // namespace rtrack
