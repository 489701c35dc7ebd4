#include "app/studio/change_messages.h"

#include "app/studio/exchange_actions.h"
#include "app/studio/project_messages.h"

namespace rtrack {

ChangeMessages::ChangeMessages(ProjectModel* model, MessageBar* messages, const ExchangeActions* exchange,
                               QObject* parent)
    : QObject(parent), model_(model), messages_(messages), exchange_(exchange) {
    connect(model, &ProjectModel::largeChangeBegan, this, [this](const QString& text) {
        messages_->showProgress(text, [model = model_] { model->cancelLargeChange(); });
        large_change_ = text;
    });
    connect(model, &ProjectModel::largeChangeProgressed, this, [this](double share) {
        if (progressIsShown()) messages_->setProgress(share);
    });
    connect(model, &ProjectModel::largeChangeEnded, this, [this] {
        if (progressIsShown()) messages_->clear();
    });
    connect(model, &ProjectModel::refused, this, &ChangeMessages::onRefused);
}

void ChangeMessages::onRefused(const QString& reason) {
    if (exchange_->imports()) return;
    if (!model_->isBusy() || !progressIsShown()) return messages_->showMessage(changeRefusedMessage(reason));
    if (!large_change_.endsWith(reason)) large_change_ += " · " + reason;
    messages_->setProgressText(large_change_);  // beside the button to cancel
}

}  // namespace rtrack
