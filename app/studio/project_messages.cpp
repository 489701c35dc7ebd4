#include "app/studio/project_messages.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include "tracking/base/demo.h"
#include "widgets/exchange/exchange_text.h"

namespace rtrack {
namespace {

constexpr int kShownChecksum = 16;  // digits; the details have all of them

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ProjectMessages)
};

Message make(Message::Kind kind, const QString& title, const QString& text, const QString& details = {}) {
    Message message;
    message.kind = kind;
    message.title = title;
    message.text = text;
    message.details = details;
    return message;
}

QString native(const QString& path) {
    return QDir::toNativeSeparators(path);
}

QString factsOf(const Video& video) {
    return Texts::tr("%1 frames of %2 × %3").arg(video.frame_count).arg(video.width).arg(video.height);
}

}  // namespace

Message readOnlyMessage(const QString& file) {
    return make(Message::Kind::Warning, Texts::tr("This project can only be read."),
                Texts::tr("%1 cannot be changed from here. To work on it, save a copy.").arg(native(file)));
}

Message openElsewhereMessage(const QString& file, const QString& reason) {
    return make(
        Message::Kind::Warning, Texts::tr("This project is open in another window."),
        Texts::tr("%1 can be changed in one window at a time. Close it there, or open it for reading.")
            .arg(native(file)),
        reason);
}

Message backupFailedMessage(const QString& reason) {
    return withReason(make(Message::Kind::Warning, Texts::tr("No backup copy could be made."),
                           Texts::tr("The project itself is open and every change is saved.")),
                      reason);
}

Message waitForCopyMessage() {
    return make(Message::Kind::Info, Texts::tr("The project is being saved under another name."),
                Texts::tr("Try again in a moment."));
}

Message saveFailedMessage(const QString& file, const QString& reason) {
    return withReason(make(Message::Kind::Error, Texts::tr("The project could not be written there."),
                           Texts::tr("What was open before stays as it is. Choose another place.")),
                      reason, file);
}

Message savedAsMessage(const QString& file) {
    return make(Message::Kind::Info, Texts::tr("The project is saved."),
                native(file) + " · " + Texts::tr("From now on every change goes there."));
}

Message savedAlreadyMessage(const QString& file, const BoxCounts& counts, size_t tracks,
                            const QString& checksum) {
    QString text = native(file) + " · " + textOf(counts, static_cast<int64_t>(tracks));
    if (!checksum.isEmpty())
        text += " " + Texts::tr("Read back from the file: checksum %1.").arg(checksum.left(kShownChecksum));
    return make(Message::Kind::Info, Texts::tr("Every change is saved already."), text, checksum);
}

Message notReadBackMessage(const QString& file, const QString& reason) {
    return withReason(make(Message::Kind::Error, Texts::tr("The project file cannot be read back."),
                           Texts::tr("Save it under another name, or look for a backup copy beside it.")),
                      reason, file);
}

Message lostMessage(const QString& file) {
    return make(
        Message::Kind::Warning, Texts::tr("The project's file is not in its place."),
        Texts::tr("%1 was deleted, renamed or replaced. All of your work is still here, but it is lost "
                  "when the project is closed without saving it.")
            .arg(native(file)));
}

Message changeRefusedMessage(const QString& reason) {
    return withReason(make(Message::Kind::Error, Texts::tr("The change was not made."),
                           Texts::tr("Everything is as it was before.")),
                      reason);
}

Message movedMessage(const QString& path) {
    return make(Message::Kind::Info, Texts::tr("The video was found in another place."),
                native(path) + " · " + Texts::tr("It is the same video; the project knows the new place."));
}

Message videoFailedMessage(const QString& path, const QString& reason) {
    return withReason(make(Message::Kind::Error, Texts::tr("The video cannot be shown."),
                           Texts::tr("Its boxes are kept. Show where the file is now.")),
                      reason, path);
}

Message retimedMessage(const QString& path, qint64 frame) {
    return make(
        Message::Kind::Warning,
        Texts::tr("From frame %1 on, this video's frames are shown at other times than when the boxes "
                  "were made.")
            .arg(frame),
        native(path) + " · " +
            Texts::tr("Boxes belong to frame numbers: frames may have been dropped or added. Look at "
                      "some boxes behind this frame."));
}

Message otherPicturesMessage(const QString& path, const Video& known, const Video& found) {
    return make(
        Message::Kind::Warning, Texts::tr("This is not the video that the boxes were made on."),
        native(path) + " · " + Texts::tr("The boxes may lie on other pictures. They are kept in any case."),
        Texts::tr("Boxes were made on: %1\nThe file holds: %2").arg(factsOf(known), factsOf(found)));
}

Message impossibleMessage(const QString& reason) {
    return make(Message::Kind::Info, Texts::tr("That cannot be done here."), reason);
}

Message restoredElsewhereMessage(bool undone, const QString& step, const QString& path) {
    const QString video = is_demo(path.toStdString()) ? Texts::tr("the demo") : QFileInfo(path).fileName();
    return make(
        Message::Kind::Info,
        (undone ? Texts::tr("Undone in %1: %2.") : Texts::tr("Done again in %1: %2.")).arg(video, step),
        Texts::tr("This is not the video on screen."));
}

Message tailCutMessage(qint64 boxes) {
    return make(Message::Kind::Info,
                Texts::tr("%n boxes were deleted after this frame.", nullptr, static_cast<int>(boxes)), {});
}

Message mergedWithLossMessage(qint64 boxes) {
    return make(
        Message::Kind::Warning,
        Texts::tr("%n boxes made by hand were left out.", nullptr, static_cast<int>(boxes)),
        Texts::tr("The object that was selected first has another box made by hand at the same frame; "
                  "that one stays."));
}

Message tracksRemovedMessage(qint64 tracks, qint64 boxes) {
    return make(Message::Kind::Info, Texts::tr("%n tracks were deleted.", nullptr, static_cast<int>(tracks)),
                Texts::tr("%n boxes went with them.", nullptr, static_cast<int>(boxes)));
}

Message videoRemovedMessage(const QString& name, qint64 tracks, qint64 boxes) {
    const Message lost = tracksRemovedMessage(tracks, boxes);
    return make(Message::Kind::Info,
                Texts::tr("%1 is no longer in the project. The file stays where it is.").arg(name),
                tracks > 0 ? lost.title + " " + lost.text : QString());
}

Message queueEndedMessage(int direction, bool all_seen, const QString& key) {
    if (all_seen) {
        return make(Message::Kind::Info, Texts::tr("All boxes were seen by a person."),
                    Texts::tr("There is nothing left to review."));
    }
    if (direction < 0) {
        return make(Message::Kind::Info, Texts::tr("This is the first place of the review queue."),
                    key.isEmpty() ? QString() : Texts::tr("%1 goes on.").arg(key));
    }
    return make(Message::Kind::Info, Texts::tr("This is the end of the review queue."),
                key.isEmpty()
                    ? Texts::tr("What is left are places that were passed over.")
                    : Texts::tr("What is left are places that were passed over: %1 goes back.").arg(key));
}

QString waitingForQueueText() {
    return Texts::tr("Looking for what is flagged…");
}

Message queueFailedMessage(const QString& reason) {
    return withReason(make(Message::Kind::Warning, Texts::tr("The review queue could not be made."),
                           Texts::tr("So nobody knows what is flagged. Nothing has changed.")),
                      reason);
}

}  // namespace rtrack
