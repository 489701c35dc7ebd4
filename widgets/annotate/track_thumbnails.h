#pragma once

#include <QHash>
#include <QObject>
#include <QPixmap>

#include "widgets/annotate/annotate_session.h"

namespace rtrack {

/// A small picture of each object: its first box made by hand, else its first box. Cut on the decode thread
/// when that has nothing else to do, and kept until the box changes. Only tracks that are asked for are
/// looked up. GUI thread only.
class TrackThumbnails : public QObject {
    Q_OBJECT
public:
    static constexpr int kSide = 28;  ///< pixels

    /// @param session  must outlive it
    explicit TrackThumbnails(AnnotateSession* session, QObject* parent = nullptr);

    /// The picture in a frame of the track's colour; until there is one, the colour alone.
    [[nodiscard]] QPixmap of(int64_t track);
    /// Whether the object itself is in the picture already.
    [[nodiscard]] bool has(int64_t track) const;

Q_SIGNALS:
    void changed(qint64 track);

private:
    struct Thumbnail {
        bool is_current = false;  ///< of the box as it is now
        int64_t frame = -1;
        Box box;
        QImage crop;
    };

    void onChanged(const ProjectEdit& edit);
    void look(int64_t track, Thumbnail& thumbnail);

    AnnotateSession* session_;
    QHash<int64_t, Thumbnail> thumbnails_;
};

}  // namespace rtrack
