#include "widgets/annotate/object_colors.h"

#include <QCoreApplication>

#include "tracking/annotation/palette.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

QColor paletteColor(int64_t number) {
    return QColor(QRgb(palette_color(static_cast<size_t>(number))));
}

}  // namespace

QColor colorOfTrack(const Project& project, int64_t track) {
    const auto found = project.tracks().find(track);
    if (found == project.tracks().end()) return paletteColor(0);
    const auto object_class = project.classes().find(found->second.object_class);
    if (object_class != project.classes().end()) return QColor(QRgb(object_class->second.color));
    return paletteColor(track);
}

QColor colorForClass(const Project& project) {
    return paletteColor(static_cast<int64_t>(project.classes().size()));
}

QString nameOfTrack(const Project& project, int64_t id) {
    const Track& track = project.track(id);
    if (!track.name.empty()) return fromStd(track.name);
    const auto object_class = project.classes().find(track.object_class);
    return (object_class != project.classes().end()
                ? fromStd(object_class->second.name)
                : QCoreApplication::translate("rtrack::Objects", "Object")) +
           QString(" %1").arg(id);
}

}  // namespace rtrack
