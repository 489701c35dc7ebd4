#include "widgets/annotate/track_thumbnails.h"

#include <QPainter>
#include <optional>

#include "widgets/annotate/object_colors.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr int kFrame = 2;        // pixels of the track's colour around the picture
constexpr double kMargin = 0.1;  // of the box, for a look at what is around it

/// The box that shows the object best.
std::optional<FrameBox> shownBox(const Project& project, int64_t track) {
    auto frame = project.neighbour(track, -1, Direction::Forward, BoxKind::Human);
    if (!frame) frame = project.neighbour(track, -1, Direction::Forward);
    if (!frame) return std::nullopt;
    const auto record = project.box_at(track, *frame);
    return record && !record->absent ? std::optional(FrameBox{*frame, *record}) : std::nullopt;
}

}  // namespace

TrackThumbnails::TrackThumbnails(AnnotateSession* session, QObject* parent)
    : QObject(parent), session_(session) {
    connect(session, &AnnotateSession::videoChanged, this, [this] { thumbnails_.clear(); });
    connect(session->model(), &ProjectModel::changed, this, &TrackThumbnails::onChanged);
    connect(session, &AnnotateSession::cropReady, this, [this](qint64 track, const QImage& crop) {
        const auto found = thumbnails_.find(track);
        if (found == thumbnails_.end()) return;
        found->crop = crop;
        Q_EMIT changed(track);
    });
}

void TrackThumbnails::onChanged(const ProjectEdit& edit) {
    for (const auto& [track, value] : edit.tracks) {
        if (!value) thumbnails_.remove(track);
    }
    for (const auto& [key, record] : edit.boxes) {
        const auto found = thumbnails_.find(key.track);
        if (found != thumbnails_.end()) found->is_current = false;
    }
}

bool TrackThumbnails::has(int64_t track) const {
    const auto found = thumbnails_.find(track);
    return found != thumbnails_.end() && !found->crop.isNull();
}

void TrackThumbnails::look(int64_t track, Thumbnail& thumbnail) {
    thumbnail.is_current = true;
    const std::optional<FrameBox> shown = shownBox(session_->project(), track);
    if (!shown || (shown->frame == thumbnail.frame && shown->record.box == thumbnail.box)) return;
    thumbnail.frame = shown->frame;
    thumbnail.box = shown->record.box;
    const double x = kMargin * thumbnail.box.width;
    const double y = kMargin * thumbnail.box.height;
    const QRect region = fromBox(thumbnail.box).adjusted(-x, -y, x, y).toAlignedRect();
    const int side = kSide - 2 * kFrame;
    session_->wish({track, thumbnail.frame, region, {side, side}});
}

QPixmap TrackThumbnails::of(int64_t track) {
    Thumbnail& thumbnail = thumbnails_[track];
    if (!thumbnail.is_current) look(track, thumbnail);
    QPixmap pixmap(kSide, kSide);
    pixmap.fill(colorOfTrack(session_->project(), track));
    if (thumbnail.crop.isNull()) return pixmap;
    QPainter painter(&pixmap);
    const QRect inside = pixmap.rect().adjusted(kFrame, kFrame, -kFrame, -kFrame);
    painter.fillRect(inside, Qt::black);
    QRect place = thumbnail.crop.rect();
    place.moveCenter(inside.center());
    painter.drawImage(place, thumbnail.crop);
    return pixmap;
}

}  // namespace rtrack
