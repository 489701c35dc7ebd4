#pragma once

#include <QObject>
#include <QThread>
#include <vector>

#include "training/run/run_summary.h"

class QTimer;

namespace rtrack {

/// Looks at the runs folder once a second, on a thread of its own, so that a slow disk or a hundred runs
/// never hold up the window. Lives on the GUI thread.
class RunWatcher : public QObject {
    Q_OBJECT
public:
    explicit RunWatcher(QObject* parent = nullptr);
    ~RunWatcher() override;

    /// The folder to list from now on; it need not exist yet.
    void setFolder(const QString& root);
    /// Looks again now instead of within a second.
    void refresh();

Q_SIGNALS:
    /// All runs, sorted by folder. Comes after setFolder, and then when something changed.
    void listed(std::vector<rtrack::RunSummary> runs);

private:
    class Worker;
    QThread thread_;
    Worker* worker_;  // lives on thread_
};

}  // namespace rtrack
