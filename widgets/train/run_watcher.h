#pragma once

#include <QObject>
#include <QStringList>
#include <QThread>
#include <memory>
#include <vector>

#include "training/run/run_history.h"
#include "training/run/run_summary.h"

class QTimer;

namespace rtrack {

/// Looks at the runs folder once a second and at the events of opened runs five times a second, on a thread
/// of its own, so that neither a slow disk nor a hundred runs nor a flood of events hold up the window:
/// however many events come, the window hears of a run a few times a second at most. Lives on the GUI thread.
class RunWatcher : public QObject {
    Q_OBJECT
public:
    explicit RunWatcher(QObject* parent = nullptr);
    ~RunWatcher() override;

    /// The folder to list from now on; it need not exist yet.
    void setFolder(const QString& root);
    /// The runs whose events are wanted; those that are not among them any more are forgotten.
    void follow(const QStringList& folders);
    /// Looks again now instead of within a second.
    void refresh();

Q_SIGNALS:
    /// All runs, sorted by folder. Comes after setFolder, and then when something changed.
    void listed(std::vector<rtrack::RunSummary> runs);
    /// All that the events of a followed run say up to now, and the end of its log. Comes once on following,
    /// and then when there is more.
    void historyRead(QString folder, std::shared_ptr<const rtrack::RunHistory> history, QString last_words);

private:
    class Worker;
    QThread thread_;
    Worker* worker_;  // lives on thread_
};

}  // namespace rtrack
