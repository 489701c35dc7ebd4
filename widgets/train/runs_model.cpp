#include "widgets/train/runs_model.h"

#include <QApplication>
#include <QLocale>
#include <QPalette>
#include <algorithm>
#include <cmath>

#include "widgets/common/plot_style.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/swatch.h"

namespace rtrack {
namespace {

constexpr int64_t kCountInMillions = 1000000;

QString translated(const char* text) {
    return QCoreApplication::translate("rtrack::RunsModel", text);
}

/// "cpu" or "cuda:0" would say too little, the whole line too much: what stands before the bracket.
QString shortDevice(const std::string& device) {
    return fromStd(device).section('(', 0, 0).trimmed();
}

}  // namespace

QString stateText(RunState state) {
    switch (state) {
        case RunState::Waiting:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "waiting"));
        case RunState::Starting:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "starting"));
        case RunState::Running:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "running"));
        case RunState::Paused:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "paused"));
        case RunState::Elsewhere:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "on another machine"));
        case RunState::Finished:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "finished"));
        case RunState::Stopped:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "stopped"));
        case RunState::Failed:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "failed"));
        case RunState::Interrupted:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "interrupted"));
    }
    return {};
}

QString stateHelp(const RunSummary& run) {
    switch (run.state) {
        case RunState::Failed:
            return fromStd(run.message);
        case RunState::Interrupted:
            return translated(QT_TRANSLATE_NOOP(
                "rtrack::RunsModel",
                "Its process ended without a word: killed, crashed, or the machine was switched off. "
                "What it did up to its last checkpoint is kept."));
        case RunState::Elsewhere:
            return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel",
                                                "It was running on %1 when this folder was last written."))
                .arg(fromStd(run.host));
        default:
            return {};
    }
}

QString minutesText(double minutes) {
    const auto whole = static_cast<int64_t>(std::floor(minutes));
    if (minutes < 1)
        return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "%1 s")).arg(std::lround(60 * minutes));
    if (whole < 60) return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "%1 min")).arg(whole);
    return translated(QT_TRANSLATE_NOOP("rtrack::RunsModel", "%1 h %2 min"))
        .arg(whole / 60)
        .arg(whole % 60, 2, 10, QChar('0'));
}

QString countText(int64_t count) {
    const QLocale locale(QLocale::English);
    if (count < kCountInMillions) return locale.toString(static_cast<qlonglong>(count));
    return locale.toString(static_cast<double>(count) / static_cast<double>(kCountInMillions), 'f', 2) + " M";
}

void RunsModel::setRoot(const QString& root) {
    beginResetModel();
    root_ = root.toStdString();
    runs_.clear();
    endResetModel();
}

void RunsModel::setRuns(std::vector<RunSummary> runs) {
    // Both lists are sorted: walked side by side, what differs is inserted, removed or shown anew.
    size_t row = 0;
    for (RunSummary& run : runs) {
        while (row < runs_.size() && runs_[row].folder < run.folder) {
            beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
            runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(row));
            endRemoveRows();
        }
        const int shown_row = static_cast<int>(row);
        if (row == runs_.size() || runs_[row].folder != run.folder) {
            beginInsertRows({}, shown_row, shown_row);
            runs_.insert(runs_.begin() + static_cast<std::ptrdiff_t>(row), std::move(run));
            endInsertRows();
        } else if (!(runs_[row] == run)) {
            runs_[row] = std::move(run);
            Q_EMIT dataChanged(index(shown_row, 0), index(shown_row, kColumns - 1));
        }
        ++row;
    }
    if (row < runs_.size()) {
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(runs_.size()) - 1);
        runs_.resize(row);
        endRemoveRows();
    }
}

void RunsModel::setColors(const QStringList& folders) {
    if (folders == colored_) return;
    colored_ = folders;
    if (!runs_.empty()) Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name), {Qt::DecorationRole});
}

void RunsModel::setBaseline(const QString& folder) {
    baseline_ = folder;
    if (!runs_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

std::optional<double> RunsModel::difference(const RunSummary& run) const {
    const RunSummary* baseline = baseline_.isEmpty() ? nullptr : find(baseline_);
    if (!baseline || baseline == &run || !baseline->best_ao || !run.best_ao) return std::nullopt;
    return *run.best_ao - *baseline->best_ao;
}

const RunSummary* RunsModel::find(const QString& folder) const {
    const std::filesystem::path path = folder.toStdString();
    const auto found =
        std::find_if(runs_.begin(), runs_.end(), [&](const RunSummary& run) { return run.folder == path; });
    return found == runs_.end() ? nullptr : &*found;
}

QString RunsModel::nameOf(const RunSummary& run) const {
    return fromStd(run.folder.lexically_relative(root_).string());
}

void RunsModel::retranslate() {
    if (runs_.empty()) return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
}

int RunsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RunSummary& run = runs_[static_cast<size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return shown(run, index.column());
        case Qt::TextAlignmentRole: {
            const bool text = index.column() == Name || index.column() == State || index.column() == Device;
            return QVariant::fromValue(Qt::AlignVCenter | (text ? Qt::AlignLeft : Qt::AlignRight));
        }
        case Qt::ToolTipRole:
            if (index.column() == Name) return fromStd(run.folder.string());
            if (index.column() == State) return stateHelp(run);
            if (index.column() == Device)
                return fromStd(run.device + (run.host.empty() ? "" : ", " + run.host));
            return {};
        case Qt::DecorationRole: {
            const auto place = colored_.indexOf(fromStd(run.folder.string()));
            if (index.column() != Name) return {};
            return swatch(place < 0 ? QColor()
                                    : seriesColor(static_cast<int>(place), isDark(QApplication::palette())));
        }
        case kFolderRole:
            return fromStd(run.folder.string());
        case kSortRole:
            return sortedBy(run, index.column());
        default:
            return {};
    }
}

QString RunsModel::shown(const RunSummary& run, int column) const {
    switch (column) {
        case Name:
            return nameOf(run);
        case State:
            return stateText(run.state);
        case BestAo:
            return run.best_ao ? QString::number(*run.best_ao, 'f', 3) : QString();
        case Difference: {
            if (!baseline_.isEmpty() && fromStd(run.folder.string()) == baseline_) return tr("baseline");
            const auto value = difference(run);
            return value ? QString("%1%2").arg(*value < 0 ? "" : "+").arg(*value, 0, 'f', 3) : QString();
        }
        case Progress:
            if (run.steps == 0) return {};
            return QString("%1 %").arg(100 * run.step / run.steps);
        case Pairs:
            return run.pairs > 0 ? countText(run.pairs) : QString();
        case Minutes:
            return run.minutes > 0 ? minutesText(run.minutes) : QString();
        case Device:
            return shortDevice(run.device);
        default:
            return {};
    }
}

QVariant RunsModel::sortedBy(const RunSummary& run, int column) const {
    switch (column) {
        case BestAo:
            return run.best_ao.value_or(-1);
        case Difference:
            return difference(run).value_or(-2);
        case Progress:
            return run.steps == 0 ? 0.0 : static_cast<double>(run.step) / static_cast<double>(run.steps);
        case Pairs:
            return static_cast<qlonglong>(run.pairs);
        case Minutes:
            return run.minutes;
        default:
            return shown(run, column);
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && section == BestAo)
        return tr("Average overlap of the best validation so far.");
    if (role == Qt::ToolTipRole && section == Difference)
        return tr("Difference of the best AO to the run that is pinned as baseline.");
    if (role == Qt::ToolTipRole && section == Pairs) return tr("Training pairs seen so far.");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Name:
            return tr("Run");
        case State:
            return tr("State");
        case BestAo:
            return tr("Best AO");
        case Difference:
            return tr("To baseline");
        case Progress:
            return tr("Done");
        case Pairs:
            return tr("Pairs");
        case Minutes:
            return tr("Time");
        case Device:
            return tr("Device");
        default:
            return {};
    }
}

}  // namespace rtrack
