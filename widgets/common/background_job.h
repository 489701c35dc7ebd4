#pragma once

#include <QThread>
#include <atomic>
#include <functional>

namespace rtrack {

/// One piece of work on its own thread: opening a video, writing a file, asking for the device.
///
/// Exactly one of `done` and `failed` comes, from the event loop of the thread that made the job, which then
/// deletes itself. After `abandon`, and once it is deleted, neither comes, not even if the work was done
/// already. The work is a closure that keeps its result itself (a shared_ptr), which is whole when `done`
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
    /// Cancels; nobody hears of it any more. From the thread that made it.
    void abandon();

Q_SIGNALS:
    void progressed(double share);  ///< at most a hundred times; from the thread of the work
    void done();
    void failed(QString reason, bool stopped);  ///< `stopped`: because of `cancel`

protected:
    void run() override;

private:
    void tell();

    Work work_;
    std::atomic<bool> cancelled_ = false;
    bool abandoned_ = false;
    // Written by the work's thread before it ends, read afterwards:
    bool is_done_ = false;
    bool is_stopped_ = false;
    QString reason_;
};

}  // namespace rtrack
