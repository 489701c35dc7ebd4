#include "widgets/train/run_watcher.h"

#include <QTimer>
#include <filesystem>
#include <map>

#include "training/run/run_dir.h"

namespace rtrack {
namespace {

constexpr int kListMilliseconds = 1000;

/// When the small files of a run were last written: what is read from them holds until one changes.
struct FileTimes {
    std::filesystem::file_time_type status, config, environment;
    bool operator==(const FileTimes&) const = default;
};

std::filesystem::file_time_type time_of(const std::filesystem::path& file) {
    std::error_code failure;
    const auto time = std::filesystem::last_write_time(file, failure);
    return failure ? std::filesystem::file_time_type() : time;
}

FileTimes times_of(const std::filesystem::path& folder) {
    const RunPaths paths(folder);
    return {time_of(paths.status()), time_of(paths.config()), time_of(paths.environment())};
}

}  // namespace

/// The part that does the looking. Everything here runs on the watcher's thread.
class RunWatcher::Worker : public QObject {
public:
    explicit Worker(RunWatcher* watcher) : watcher_(watcher), timer_(new QTimer(this)) {
        timer_->setInterval(kListMilliseconds);
        connect(timer_, &QTimer::timeout, this, [this] { list(); });
    }

    void setFolder(const std::filesystem::path& root) {
        root_ = root;
        known_.clear();
        listed_once_ = false;
        timer_->start();
        list();
    }

    void list() {
        std::map<std::filesystem::path, Known> found;
        std::vector<RunSummary> runs;
        for (const std::filesystem::path& folder : find_run_folders(root_)) {
            const FileTimes times = times_of(folder);
            const bool active = run_is_active(folder);
            const auto before = known_.find(folder);
            const bool same = before != known_.end() && before->second.times == times &&
                              before->second.run.active() == active;
            Known known = same ? before->second : Known{times, read_run_summary(folder)};
            runs.push_back(known.run);
            found[folder] = std::move(known);
        }
        const bool changed = !listed_once_ || found != known_;
        known_ = std::move(found);
        listed_once_ = true;
        if (changed) Q_EMIT watcher_->listed(std::move(runs));
    }

private:
    struct Known {
        FileTimes times;
        RunSummary run;
        bool operator==(const Known&) const = default;
    };

    RunWatcher* watcher_;
    QTimer* timer_;
    std::filesystem::path root_;
    std::map<std::filesystem::path, Known> known_;
    bool listed_once_ = false;
};

RunWatcher::RunWatcher(QObject* parent) : QObject(parent), worker_(new Worker(this)) {
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    thread_.start(QThread::LowPriority);
}

RunWatcher::~RunWatcher() {
    thread_.quit();
    thread_.wait();
}

void RunWatcher::setFolder(const QString& root) {
    QMetaObject::invokeMethod(worker_, [worker = worker_, path = std::filesystem::path(root.toStdString())] {
        worker->setFolder(path);
    });
}

void RunWatcher::refresh() {
    QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->list(); });
}

}  // namespace rtrack
