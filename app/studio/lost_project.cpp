#include "app/studio/lost_project.h"

#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

#include "app/studio/project_messages.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

LostProject::LostProject(ProjectModel* model, MessageBar* messages, QWidget* window,
                         std::function<void()> save_as)
    : model_(model), messages_(messages), window_(window), save_as_(std::move(save_as)) {
    connect(model, &ProjectModel::fileLost, this, &LostProject::tell);
    // Who comes back may have moved the file meanwhile.
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, model, [model](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive) model->watchFile();
    });
}

void LostProject::tell() {
    Message message = lostMessage(fromStd(model_->project().file().string()));
    message.buttons.push_back({tr("Save as…"), save_as_});
    message.holds = [model = model_] { return model->isOpen() && !model->project().is_in_place(); };
    messages_->showMessage(message);
}

bool LostProject::mayLeave(const std::function<void()>& go_on) {
    if (given_up_ || !model_->isOpen() || model_->isInPlace()) return true;
    const Message message = lostMessage(fromStd(model_->project().file().string()));
    auto* box =
        new QMessageBox(QMessageBox::Warning, message.title, message.text, QMessageBox::NoButton, window_);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* save = box->addButton(tr("Save as…"), QMessageBox::AcceptRole);
    const QPushButton* give_up = box->addButton(tr("Close without saving"), QMessageBox::DestructiveRole);
    box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(save);
    connect(box, &QMessageBox::finished, this, [this, box, save, give_up, go_on] {
        if (box->clickedButton() == save) save_as_();
        given_up_ = box->clickedButton() == give_up;
        if (given_up_ || (model_->isOpen() && model_->project().is_in_place())) go_on();
        given_up_ = false;  // what it goes on to may fail, and the project stay
    });
    box->open();
    return false;
}

}  // namespace rtrack
