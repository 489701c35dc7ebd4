#pragma once

#include <QThread>
#include <atomic>
#include <functional>

namespace rtrack {

/// One piece of work on its own thread: opening a video, writing a file, asking for the device.
///
/// Deletes itself some time after `done` or `failed`, of which exactly one comes, on the thread of the
/// receiver. The work is a closure that keeps its result itself (a shared_ptr), which is whole when `done`
/// arrives.
class BackgroundJob : public QThread {
    Q_OBJECT
public:
    using Progress = std::function<void(double share)>;
    using Cancelled = std::function<bool()>;
    using Work = std::function<void(const Progress&, const Cancelled&)>;

    explicit BackgroundJob(Work work, QObject* parent = nullptr);
    /// Cancels and waits.
    ~BackgroundJob() override;
    void cancel() { cancelled_ = true; }

Q_SIGNALS:
    void progressed(double share);  ///< at most a hundred times
    void done();
    void failed(QString reason, bool stopped);  ///< `stopped`: because of `cancel`

protected:
    void run() override;

private:
    Work work_;
    std::atomic<bool> cancelled_ = false;
};

}  // namespace rtrack
