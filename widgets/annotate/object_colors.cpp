#include "widgets/annotate/object_colors.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "tracking/annotation/palette.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

QColor paletteColor(int64_t number) {
    return QColor(QRgb(palette_color(static_cast<size_t>(number))));
}

/// 0: it has a name, or none.
int64_t numberOf(const Track& track) {
    constexpr size_t kMostDigits = 9;
    const std::string& name = track.name;
    const bool digits = !name.empty() && name.size() <= kMostDigits &&
                        std::ranges::all_of(name, [](char letter) { return letter >= '0' && letter <= '9'; });
    return digits ? std::stoll(name) : 0;
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
    if (!track.name.empty() && numberOf(track) == 0) return fromStd(track.name);
    const auto object_class = project.classes().find(track.object_class);
    return (object_class != project.classes().end()
                ? fromStd(object_class->second.name)
                : QCoreApplication::translate("rtrack::Objects", "Object")) +
           QString(" %1").arg(track.name.empty() ? QString::number(id) : fromStd(track.name));
}

ProjectEdit withNumbers(const Project& project, ProjectEdit edit) {
    std::map<int64_t, int64_t> last;  // by video
    for (const auto& [id, track] : project.tracks())
        last[track.video] = std::max(last[track.video], numberOf(track));
    for (auto& [id, track] : edit.tracks) {
        const bool named = track && !track->name.empty() && numberOf(*track) == 0;
        if (track && !named && !project.tracks().contains(id))
            track->name = std::to_string(++last[track->video]);
    }
    return edit;
}

}  // namespace rtrack
