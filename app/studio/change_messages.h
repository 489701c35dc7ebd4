#pragma once

#include <QObject>

#include "widgets/annotate/project_model.h"
#include "widgets/common/message_bar.h"

namespace rtrack {

class ExchangeActions;

/// What the message bar says of changes to the project: how far a large one is, and why one was refused.
class ChangeMessages : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive it. @param exchange  says itself what was refused while it imports
    ChangeMessages(ProjectModel* model, MessageBar* messages, const ExchangeActions* exchange,
                   QObject* parent);

private:
    void onRefused(const QString& reason);
    [[nodiscard]] bool progressIsShown() const { return messages_->text() == large_change_; }

    ProjectModel* model_;
    MessageBar* messages_;
    const ExchangeActions* exchange_;
    QString large_change_;  // in the message bar, of the large change in progress
};

}  // namespace rtrack
