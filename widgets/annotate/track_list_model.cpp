#include "widgets/annotate/track_list_model.h"

#include <QPalette>
#include <algorithm>
#include <set>

#include "widgets/annotate/object_colors.h"
#include "widgets/annotate/overlay.h"
#include "widgets/common/icons.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

namespace {

constexpr int kSmall = 16;  // pixels; the thumbnails of this list are larger

}  // namespace

TrackState stateOf(const BoxCounts& counts) {
    if (counts.boxes == 0) return TrackState::Empty;
    if (counts.doubtful > 0) return TrackState::Doubtful;
    if (counts.unreviewed > 0) return TrackState::Tracked;
    return counts.boxes == 1 ? TrackState::New : TrackState::Reviewed;
}

QString textOf(TrackState state) {
    switch (state) {
        case TrackState::Empty:
            return TrackListModel::tr("empty");
        case TrackState::New:
            return TrackListModel::tr("new");
        case TrackState::Tracked:
            return TrackListModel::tr("tracked");
        case TrackState::Doubtful:
            return TrackListModel::tr("doubtful");
        case TrackState::Reviewed:
            break;
    }
    return TrackListModel::tr("reviewed");
}

TrackListModel::TrackListModel(AnnotateSession* session, TrackEditor* editor, QObject* parent)
    : QAbstractTableModel(parent), session_(session), editor_(editor), thumbnails_(session) {
    connect(session, &AnnotateSession::videoChanged, this, &TrackListModel::rebuild);
    connect(session->model(), &ProjectModel::replaced, this, &TrackListModel::rebuild);
    connect(session->model(), &ProjectModel::changed, this, &TrackListModel::onChanged);
    connect(&thumbnails_, &TrackThumbnails::changed, this, [this](qint64 track) {
        if (const int row = rowOf(track); row >= 0)
            Q_EMIT dataChanged(index(row, Name), index(row, Name), {Qt::DecorationRole});
    });
}

void TrackListModel::rebuild() {
    beginResetModel();
    tracks_ = session_->tracks();
    endResetModel();
}

int TrackListModel::rowOf(int64_t track) const {
    const auto found = std::lower_bound(tracks_.begin(), tracks_.end(), track);
    return found != tracks_.end() && *found == track ? static_cast<int>(found - tracks_.begin()) : -1;
}

void TrackListModel::onChanged(const ProjectEdit& edit) {
    const bool listed_differs =
        std::any_of(edit.tracks.begin(), edit.tracks.end(), [this](const auto& change) {
            return (rowOf(change.first) >= 0) !=
                   (change.second && change.second->video == session_->videoId());
        });
    if (listed_differs) return rebuild();
    if (!edit.classes.empty() && !tracks_.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    std::set<int64_t> touched;
    for (const auto& [track, value] : edit.tracks) touched.insert(track);
    for (const auto& [key, record] : edit.boxes) touched.insert(key.track);
    for (const int64_t track : touched) {
        if (const int row = rowOf(track); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

int TrackListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(tracks_.size());
}

int TrackListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString TrackListModel::textAt(int64_t id, int column) const {
    const Project& project = session_->project();
    const Track& track = project.track(id);
    switch (column) {
        case Name:
            return nameOfTrack(project, id);
        case Class: {
            const auto found = project.classes().find(track.object_class);
            return found == project.classes().end() ? QString() : fromStd(found->second.name);
        }
        case State:
            return textOf(stateOf(project.counts(id)));
        case Boxes:
            return QString::number(project.counts(id).boxes);
        case Shown:
            return QString::fromUtf8(track.hidden ? "\u25CB" : "\u25C9");
        default:
            return {};
    }
}

QVariant TrackListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !session_->hasProject()) return {};
    const int64_t id = trackAt(index.row());
    const Project& project = session_->project();
    if (!project.tracks().contains(id)) return {};  // was deleted a moment ago, and this is not told yet
    switch (role) {
        case Qt::DisplayRole:
            return textAt(id, index.column());
        case Qt::EditRole:
            return fromStd(project.track(id).name);
        case Qt::DecorationRole:
            if (index.column() == Locked)
                return icon(project.track(id).locked ? Glyph::Locked : Glyph::Unlocked, kSmall);
            return index.column() == Name ? QVariant(thumbnails_.of(id)) : QVariant();
        case Qt::TextAlignmentRole:
            return index.column() >= Boxes ? int(Qt::AlignCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
        case Qt::ForegroundRole:
            if (index.column() == State && stateOf(project.counts(id)) == TrackState::Doubtful)
                return colors::kDoubt;
            return {};
        case Qt::ToolTipRole:
            if (index.column() == Shown) return tr("Show or hide the track");
            if (index.column() == Locked)
                return tr("Lock: a finished track is not changed until it is unlocked");
            return fromStd(project.track(id).note);
        case Qt::AccessibleTextRole:
            if (index.column() == Shown) return project.track(id).hidden ? tr("hidden") : tr("shown");
            if (index.column() == Locked) return project.track(id).locked ? tr("locked") : tr("not locked");
            return {};
        default:
            return {};
    }
}

QVariant TrackListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    const bool pictured = section == Shown || section == Locked;
    if (pictured && role == Qt::DecorationRole)
        return icon(section == Shown ? Glyph::Eye : Glyph::Locked, kSmall);
    if (pictured && (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole))
        return section == Shown ? tr("Shown") : tr("Locked");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Name:
            return tr("Object");
        case Class:
            return tr("Class");
        case State:
            return tr("State");
        case Boxes:
            return tr("Boxes");
        default:
            return {};
    }
}

Qt::ItemFlags TrackListModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Name ? flags | Qt::ItemIsEditable : flags;
}

bool TrackListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || index.column() != Name) return false;
    editor_->rename(trackAt(index.row()), value.toString().trimmed());
    return true;
}

}  // namespace rtrack
