#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "widgets/annotate/track_editor.h"
#include "widgets/annotate/track_thumbnails.h"

namespace rtrack {

/// How far a track is, for its chip in the list.
enum class TrackState { Empty, New, Tracked, Doubtful, Reviewed };

[[nodiscard]] TrackState stateOf(const BoxCounts& counts);
[[nodiscard]] QString textOf(TrackState state);

/// The tracks of the video on screen, one a row. Made for thousands: a change of boxes touches its rows only.
class TrackListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Class, State, Boxes, Shown, Locked, ColumnCount };

    /// Both must outlive it.
    TrackListModel(AnnotateSession* session, TrackEditor* editor, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    [[nodiscard]] int64_t trackAt(int row) const { return tracks_[static_cast<size_t>(row)]; }
    [[nodiscard]] int rowOf(int64_t track) const;  ///< -1: it is not in the list
    [[nodiscard]] const TrackThumbnails& thumbnails() const { return thumbnails_; }

private:
    void rebuild();
    void onChanged(const ProjectEdit& edit);
    [[nodiscard]] QString textAt(int64_t track, int column) const;

    AnnotateSession* session_;
    TrackEditor* editor_;
    mutable TrackThumbnails thumbnails_;  // asks for pictures when they are painted
    std::vector<int64_t> tracks_;         // ascending
};

}  // namespace rtrack
