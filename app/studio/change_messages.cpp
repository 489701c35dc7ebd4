#include "app/studio/change_messages.h"

#include "app/studio/exchange_actions.h"
#include "app/studio/project_messages.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

ChangeMessages::ChangeMessages(const AnnotateSession* session, ProjectModel* model, MessageBar* messages,
                               const ExchangeActions* exchange, QObject* parent)
    : QObject(parent), session_(session), model_(model), messages_(messages), exchange_(exchange) {
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
    connect(model, &ProjectModel::restored, this, &ChangeMessages::onRestored);
}

void ChangeMessages::onRestored(bool undone, const QString& step, const std::optional<StepPlace>& place) {
    if (!session_->hasVideo()) return;  // the one that came back is shown at once
    const auto& videos = model_->project().videos();
    if (!place || place->video == session_->videoId() || !videos.contains(place->video)) return;
    const QString path = fromStd(videos.at(place->video).absolute_path);
    messages_->showMessage([this, undone, step, path, place = *place, changes = model_->changes()] {
        Message message = restoredElsewhereMessage(undone, step, path);
        message.buttons.push_back(
            {tr("Show it"), [this, place] { Q_EMIT placeWanted(place.video, place.frame); }});
        message.holds = [this, changes] { return model_->changes() == changes; };
        return message;
    });
}

void ChangeMessages::onRefused(const QString& reason) {
    if (exchange_->imports()) return;
    if (!model_->isBusy() || !progressIsShown()) return messages_->showMessage(changeRefusedMessage(reason));
    if (!large_change_.endsWith(reason)) large_change_ += " · " + reason;
    messages_->setProgressText(large_change_);  // beside the button to cancel
}

}  // namespace rtrack
