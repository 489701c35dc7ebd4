#pragma once

#include <QObject>
#include <functional>

#include "widgets/annotate/project_model.h"
#include "widgets/common/message_bar.h"

class QWidget;

namespace rtrack {

/// Says that the file of the open project was deleted, renamed or replaced, and lets nobody leave the project
/// before that is settled. GUI thread only.
class LostProject : public QObject {
    Q_OBJECT
public:
    /// The first two must outlive it.
    /// @param window   the parent of the question
    /// @param save_as  asks for a name, and saves the project under it
    LostProject(ProjectModel* model, MessageBar* messages, QWidget* window, std::function<void()> save_as);

    /// Asks if the project's work would be lost, and does `go_on` once it is saved or given up.
    /// @return true: nothing to ask
    bool mayLeave(const std::function<void()>& go_on);

private:
    void tell();

    ProjectModel* model_;
    MessageBar* messages_;
    QWidget* window_;
    std::function<void()> save_as_;
    bool given_up_ = false;  // while it goes on without saving
};

}  // namespace rtrack
