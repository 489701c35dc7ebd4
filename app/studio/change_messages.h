#pragma once

#include <QObject>

#include "widgets/annotate/annotate_session.h"
#include "widgets/common/message_bar.h"

namespace rtrack {

class ExchangeActions;

/// What the message bar says of changes to the project: how far a large one is, why one was refused,
/// and which was undone in a video that is not on screen.
class ChangeMessages : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive it. @param exchange  says itself what was refused while it imports
    ChangeMessages(const AnnotateSession* session, ProjectModel* model, MessageBar* messages,
                   const ExchangeActions* exchange, QObject* parent);

Q_SIGNALS:
    /// A person wants to see what was changed where nobody looked.
    void placeWanted(qint64 video, qint64 frame);

private:
    void onRestored(bool undone, const QString& step, const std::optional<StepPlace>& place);
    void onRefused(const QString& reason);
    [[nodiscard]] bool progressIsShown() const { return messages_->text() == large_change_; }

    const AnnotateSession* session_;
    ProjectModel* model_;
    MessageBar* messages_;
    const ExchangeActions* exchange_;
    QString large_change_;  // in the message bar, of the large change in progress
};

}  // namespace rtrack
