#pragma once

#include <QObject>
#include <QTimer>

#include "tracking/annotation/formats/project_exchange.h"
#include "widgets/annotate/project_model.h"

namespace rtrack {

/// Takes the boxes of an import into the project as one step of the history, a few thousand at a time, so
/// that the window goes on living. If a part is refused, all of it is taken back. Nobody else may change the
/// project meanwhile. GUI thread only.
class ImportRun : public QObject {
    Q_OBJECT
public:
    /// @param model  must outlive it
    explicit ImportRun(ProjectModel* model, QObject* parent = nullptr);

    void start(ImportPlan plan, const QString& text);
    /// Takes back what was imported so far.
    void stop();
    [[nodiscard]] bool running() const { return timer_.isActive(); }

Q_SIGNALS:
    void progressed(double share);
    /// @param done  false: nothing was imported; `refused` of the model has said why, or `stop` was called
    void ended(bool done);

private:
    void takePart();
    void end(bool done);

    ProjectModel* model_;
    QTimer timer_;
    ImportPlan plan_;
    QString text_;
    int gesture_ = -1;
    size_t boxes_ = 0;    // of the whole import
    bool begun_ = false;  // a part is in the project
};

}  // namespace rtrack
