#pragma once

#include <QObject>
#include <map>
#include <set>

#include "widgets/annotate/annotate_session.h"

namespace rtrack {

/// Which frames have been on screen, paused or playing, since their boxes last changed: only of these can a
/// person say that the boxes are right. What a tracking run shows while it works does not count, nor do
/// frames that playing skips. Kept while the project is open. GUI thread only.
class ShownFrames : public QObject {
    Q_OBJECT
public:
    /// @param session  must outlive it
    explicit ShownFrames(AnnotateSession* session, QObject* parent = nullptr);

    [[nodiscard]] bool contains(int64_t video, int64_t frame) const;

private:
    void seeCurrent();
    void onChanged(const ProjectEdit& edit);

    AnnotateSession* session_;
    std::map<int64_t, std::set<int64_t>> frames_;  // by video
};

}  // namespace rtrack
