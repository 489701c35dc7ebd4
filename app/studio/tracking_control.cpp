#include "app/studio/tracking_control.h"

#include <memory>
#include <mutex>

#include "app/studio/studio_messages.h"

namespace rtrack {
namespace {

/// Said by the track thread, asked by the window.
class ModelHash {
public:
    void set(std::string hash) {
        const std::lock_guard lock(mutex_);
        hash_ = std::move(hash);
    }
    [[nodiscard]] std::string get() const {
        const std::lock_guard lock(mutex_);
        return hash_;
    }

private:
    mutable std::mutex mutex_;
    std::string hash_;
};

}  // namespace

TrackingControl::TrackingControl(AnnotateSession* session, TrackEditor* editor, StudioServices services,
                                 const Settings* settings, MessageBar* messages, Actions* actions,
                                 QObject* parent)
    : QObject(parent),
      session_(session),
      editor_(editor),
      services_(std::move(services)),
      settings_(settings),
      messages_(messages),
      actions_(actions) {
    connectActions();
    connect(session_, &AnnotateSession::trackingRefused, this, &TrackingControl::onRefused);
    connect(session_, &AnnotateSession::trackingEnded, this, [this](const TrackEnd& end) {
        messages_->showMessage([this, end] { return messageOfEnd(end); });
    });
}

void TrackingControl::connectActions() {
    const auto on = [this](ActionId id, auto&& what) {
        connect(actions_->get(id), &QAction::triggered, this, what);
    };
    const auto track = [this](int direction) {
        messages_->clear();
        session_->track(direction);
    };
    on(ActionId::TrackForward, [track] { track(1); });
    on(ActionId::TrackBackward, [track] { track(-1); });
    on(ActionId::TrackStep, [this] { session_->track(1, 1); });
    on(ActionId::StopTracking, [this] { session_->stopTracking(); });
}

void TrackingControl::applySettings() {
    const TrackerRequest request = settings_->tracker;
    const DoubtRequest doubt{settings_->lowest_score, settings_->checks_backward, request};
    TrackRun::Start how;
    const auto hash = std::make_shared<ModelHash>();
    how.tracker = [make = services_.tracker, identity = services_.identity, request, hash](size_t target) {
        auto tracker = make(request, target);
        if (identity) hash->set(identity(request).model_hash);
        return tracker;
    };
    how.model_hash = [hash] { return hash->get(); };
    if (settings_->stops_in_doubt) how.judge = [make = services_.judge, doubt] { return make(doubt); };
    how.until_human_box = settings_->until_human_box;
    how.may = settings_->fills_missing ? TrackerMay::FillMissingOnly : TrackerMay::ReplaceBoxes;
    how.about = aboutRun(*settings_);
    session_->setTracking(how);
}

void TrackingControl::onRefused(const QString& reason) {
    Message message;
    message.title = tr("There is nothing to track from.");
    message.text = reason;
    messages_->showMessage(message);
}

Message TrackingControl::messageOfEnd(const TrackEnd& end) {
    Message message = trackingMessage(end, session_->video().info.frame_count);
    message.holds = [this, video = session_->videoId(), run = end.run] {
        return session_->videoId() == video && (run == 0 || session_->project().runs().contains(run));
    };
    if (end.kind == TrackEnd::Kind::Doubt) addAnswers(message, end.doubts.front(), end.direction);
    if (end.kind == TrackEnd::Kind::Failed) {
        message.buttons.push_back({tr("Settings"), [this] { actions_->get(ActionId::Settings)->trigger(); }});
    }
    return message;
}

/// The buttons are about the frame and the object of the doubt, wherever the person went since.
void TrackingControl::addAnswers(Message& message, const TrackDoubt& doubt, int direction) {
    const int64_t track = doubt.track;
    const int64_t frame = doubt.finding.frame_index;
    if (!session_->project().tracks().contains(track)) return;
    if (const std::optional<BoxRecord> doubted = session_->project().box_at(track, frame)) {
        const bool goes_on = !doubted->absent;
        message.buttons.push_back({goes_on ? tr("It is right, go on") : tr("It is right"), [=, this] {
                                       editor_->acceptBoxAt(track, frame);
                                       if (goes_on) session_->trackFrom(track, frame, direction);
                                   }});
    }
    message.buttons.push_back({tr("Draw it anew"), [=, this] {
                                   if (!session_->project().tracks().contains(track)) return;
                                   session_->select(track);
                                   session_->goTo(frame);
                                   Q_EMIT redrawWanted();
                               }});
}

}  // namespace rtrack
