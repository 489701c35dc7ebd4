#include "app/studio/studio_messages.h"

#include <QCoreApplication>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Messages)
};

/// With as many digits as tell the value from its limit: never "0.45, below 0.45".
std::pair<QString, QString> valueAndLimit(const DoubtFinding& doubt) {
    constexpr int kFewest = 2, kMost = 6;
    int digits = kFewest;
    while (digits < kMost &&
           QString::number(doubt.value, 'f', digits) == QString::number(doubt.limit, 'f', digits))
        ++digits;
    return {QString::number(doubt.value, 'f', digits), QString::number(doubt.limit, 'f', digits)};
}

QString causeOf(const DoubtFinding& doubt) {
    const auto [value, limit] = valueAndLimit(doubt);
    switch (doubt.cause) {
        case DoubtCause::LowScore:
            return Texts::tr("The score fell to %1, below %2.").arg(value, limit);
        case DoubtCause::PlaceJump:
            return Texts::tr("The box jumped by %1 of its size; %2 would be usual.").arg(value, limit);
        case DoubtCause::SizeJump:
            return Texts::tr("The box changed its size by a factor of %1 at once; %2 would be usual.")
                .arg(value, limit);
        case DoubtCause::ScatteredPoints:
            return Texts::tr("The track points scatter: %1, where %2 would be usual.").arg(value, limit);
        case DoubtCause::BackwardDisagreement:
            return Texts::tr("Tracked backward from here the object ends elsewhere: overlap %1, below %2.")
                .arg(value, limit);
        case DoubtCause::Lost:
            return Texts::tr("The tracker lost the object.");
        case DoubtCause::LeftPicture:
            return Texts::tr("The object leaves the picture. It is proposed as absent here.");
        case DoubtCause::NotSeenAgain:
            return Texts::tr(
                "The object leaves the picture here and was not seen again. It is proposed as absent.");
        case DoubtCause::Returned:
            return Texts::tr("The object left the picture at frame %1 and seems to be back here.")
                .arg(doubt.value, 0, 'f', 0);
        case DoubtCause::SceneCut:
            return Texts::tr("Another scene begins here.");
    }
    return {};
}

QString speedOf(const TrackEnd& end) {
    if (end.seconds <= 0 || end.frames_tracked == 0) return {};
    return Texts::tr("%1 frames a second.")
        .arg(static_cast<double>(end.frames_tracked) / end.seconds, 0, 'f', 1);
}

QString reachedText(const TrackEnd& end, int64_t frame_count) {
    if (end.reached == frame_count - 1) return Texts::tr("Tracked to the end.");
    if (end.reached == 0) return Texts::tr("Tracked to the first frame.");
    return Texts::tr("Tracked to frame %1.").arg(end.reached);
}

/// Of a run that ended otherwise.
void addDoubtsOfBefore(Message& message, const TrackEnd& end) {
    if (end.doubts.empty()) return;
    message.kind = std::max(message.kind, Message::Kind::Warning);
    const QString doubts = Texts::tr("%n objects had ended in doubt before: look at frame %1.", nullptr,
                                     static_cast<int>(end.doubts.size()))
                               .arg(end.doubts.front().finding.frame_index);
    message.text = (message.text + " " + doubts).trimmed();
}

}  // namespace

Message trackingMessage(const TrackEnd& end, int64_t frame_count) {
    Message message;
    const QString tracked =
        Texts::tr("%n frames were tracked.", nullptr, static_cast<int>(end.frames_tracked));
    switch (end.kind) {
        case TrackEnd::Kind::Doubt: {
            const auto more = static_cast<int>(end.doubts.size()) - 1;
            const QString others =
                more > 0 ? Texts::tr("%n other objects ended in doubt too.", nullptr, more) + " " : QString();
            message.kind = Message::Kind::Warning;
            message.title = Texts::tr("Look at frame %1.").arg(end.doubts.front().finding.frame_index);
            message.text =
                causeOf(end.doubts.front().finding) + " " + others +
                Texts::tr("Everything before is kept. Correct the box and track again from there.");
            break;
        }
        case TrackEnd::Kind::Failed:
            message.kind = Message::Kind::Error;
            message.title = Texts::tr("Tracking failed.");
            if (end.frames_tracked > 0) message.text = tracked + " " + Texts::tr("They are kept.");
            message = withReason(message, fromStd(end.failure));
            addDoubtsOfBefore(message, end);
            break;
        case TrackEnd::Kind::LastFrame:
            message.title = reachedText(end, frame_count);
            message.text = end.frames_tracked > 0
                               ? tracked + " " + speedOf(end)
                               : Texts::tr("Every frame has a box already that a person made or accepted.");
            break;
        case TrackEnd::Kind::Stopped:
            message.title = Texts::tr("Tracking stopped.");
            if (end.frames_tracked > 0) message.text = tracked + " " + Texts::tr("They are kept.");
            addDoubtsOfBefore(message, end);
            break;
    }
    if (end.other_model) {
        message.kind = Message::Kind::Warning;
        message.text += " " + Texts::tr(
                                  "The model is another file than the one of this name that earlier runs "
                                  "of this project used.");
    }
    return message;
}

QString retrackProgressText(size_t count) {
    return Texts::tr("Tracking %n stretches again. The project does not change.", nullptr,
                     static_cast<int>(count));
}

Message retrackMessage(const TrackEnd& end, size_t tracked, size_t better) {
    Message message;
    const QString result =
        Texts::tr("%n stretches were tracked again.", nullptr, static_cast<int>(tracked)) + " " +
        Texts::tr("The new boxes of %n are better.", nullptr, static_cast<int>(better)) + " " +
        Texts::tr("Nothing has changed yet: compare and take what is better, in the Review panel.");
    message.title = Texts::tr("Tracked again.");
    message.text = result;
    if (end.kind == TrackEnd::Kind::Failed || end.kind == TrackEnd::Kind::Stopped) {
        const bool failed = end.kind == TrackEnd::Kind::Failed;
        if (failed) message.kind = Message::Kind::Error;
        message.title = failed ? Texts::tr("Tracking failed.") : Texts::tr("Tracking stopped.");
        if (tracked == 0) message.text = Texts::tr("All boxes are as before.");
        message = withReason(message, fromStd(end.failure));
    }
    return message;
}

Message nothingToRetrackMessage(int64_t without_start) {
    Message message;
    message.title = Texts::tr("There is nothing flagged to track again.");
    message.text = without_start > 0
                       ? Texts::tr("%n flagged stretches have no box beside them to start from: draw one.",
                                   nullptr, static_cast<int>(without_start))
                       : Texts::tr(
                             "No box of the selected objects (of all, if none is selected) that nobody "
                             "has looked at is odd.");
    return message;
}

Message openFailedMessage(const QString& path, const QString& reason, bool keeps) {
    Message message;
    message.kind = Message::Kind::Error;
    message.title = Texts::tr("This cannot be opened.");
    if (keeps) message.text = Texts::tr("What was open before stays as it is.");
    return withReason(message, reason, path);
}

Message frameFailedMessage(qint64 frame, const QString& reason) {
    Message message;
    message.kind = Message::Kind::Error;
    message.title = Texts::tr("Frame %1 cannot be decoded.").arg(frame);
    message.text = Texts::tr(
        "The other frames can still be used. The picture on screen is the last one that could be shown.");
    return withReason(message, reason);
}

Message damageMessage(const std::vector<std::string>& damage) {
    Message message;
    message.kind = Message::Kind::Warning;
    message.title = Texts::tr("Some frames are missing or damaged.");
    message.text = Texts::tr("It was opened with the frames that can be used.");
    for (const std::string& sentence : damage) message.details += fromStd(sentence) + "\n";
    return message;
}

Message demoMessage(const QString& track_key, bool tracked) {
    Message message;
    message.title = tracked ? Texts::tr("The ball was tracked up to here. Press %1 to go on.").arg(track_key)
                            : Texts::tr("The ball is marked. Press %1 to have it followed.").arg(track_key);
    message.text =
        Texts::tr("Tracking stops by itself where it is in doubt; correct the box there and track again.");
    return message;
}

}  // namespace rtrack
