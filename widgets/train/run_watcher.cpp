#include "widgets/train/run_watcher.h"

#include <QTimer>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "training/run/run_dir.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr int kListMilliseconds = 1000;
constexpr int kFollowMilliseconds = 200;
constexpr int64_t kBytesAtOnce = 4 << 20;  // of an event file: what has been read is shown before the rest is
constexpr size_t kManyEvents = 1000;
constexpr std::streamoff kLastWords = 4000;  // bytes of a log

/// The end of a text file, from the start of a line on.
std::string end_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream) return {};
    const std::streamoff size = stream.tellg();
    const std::streamoff from = std::max<std::streamoff>(0, size - kLastWords);
    std::string text(static_cast<size_t>(size - from), '\0');
    stream.seekg(from);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    const size_t line = from == 0 ? std::string::npos : text.find('\n');
    return line == std::string::npos ? text : text.substr(line + 1);
}

/// What the run's process said last, be it on its way to a log.
std::string last_words_of(const std::filesystem::path& folder) {
    const RunPaths paths(folder);
    const std::string words =
        end_of(paths.worker_output());  // of the process started last; it may have no log yet
    return words.empty() ? end_of(paths.log()) : words;
}

/// When the small files of a run were last written: what is read from them holds until one changes.
struct FileTimes {
    std::filesystem::file_time_type status, config, environment, job;
    bool operator==(const FileTimes&) const = default;
};

std::filesystem::file_time_type time_of(const std::filesystem::path& file) {
    std::error_code failure;
    const auto time = std::filesystem::last_write_time(file, failure);
    return failure ? std::filesystem::file_time_type() : time;
}

FileTimes times_of(const std::filesystem::path& folder) {
    const RunPaths paths(folder);
    return {time_of(paths.status()), time_of(paths.config()), time_of(paths.environment()),
            time_of(paths.job())};
}

}  // namespace

/// The part that does the looking. Everything here runs on the watcher's thread.
class RunWatcher::Worker : public QObject {
public:
    explicit Worker(RunWatcher* watcher)
        : watcher_(watcher), timer_(new QTimer(this)), follow_timer_(new QTimer(this)) {
        follow_timer_->setInterval(kFollowMilliseconds);
        connect(follow_timer_, &QTimer::timeout, this, [this] { readFollowed(); });
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

    void follow(const std::set<std::filesystem::path>& folders) {
        std::erase_if(followed_, [&](const auto& entry) { return !folders.contains(entry.first); });
        for (const std::filesystem::path& folder : folders) followed_.try_emplace(folder, folder);
        if (followed_.empty()) return follow_timer_->stop();
        follow_timer_->start();
        readFollowed();
    }

    void list() {
        std::map<std::filesystem::path, Known> found;
        std::vector<RunSummary> runs;
        for (const std::filesystem::path& folder : find_run_folders(root_)) {
            const FileTimes times = times_of(folder);
            const bool active = run_is_active(folder);
            const auto before = known_.find(folder);
            const bool same = before != known_.end() && before->second.times == times &&
                              before->second.run.active() == active && !active;
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
    struct Followed {
        explicit Followed(const std::filesystem::path& folder) : reader(RunPaths(folder).events()) {}
        EventReader reader;
        RunHistory history;
        std::string last_words;
        bool announced = false;
    };

    void readFollowed() {
        bool more = false;
        for (auto& [folder, run] : followed_) {
            const std::vector<Event> events = run.reader.read_new(kBytesAtOnce);
            for (const Event& event : events) run.history.add(event);
            std::string words = last_words_of(folder);
            const bool changed = !events.empty() || words != run.last_words || !run.announced;
            more |= events.size() > kManyEvents;
            run.last_words = std::move(words);
            if (!changed) continue;
            run.announced = true;
            Q_EMIT watcher_->historyRead(fromStd(folder.string()),
                                         std::make_shared<const RunHistory>(run.history),
                                         fromStd(run.last_words));
        }
        // A long file that is being read for the first time: the rest comes sooner.
        follow_timer_->setInterval(more ? kFollowMilliseconds / 4 : kFollowMilliseconds);
    }

    struct Known {
        FileTimes times;
        RunSummary run;
        bool operator==(const Known&) const = default;
    };

    RunWatcher* watcher_;
    QTimer* timer_;
    std::filesystem::path root_;
    std::map<std::filesystem::path, Known> known_;
    QTimer* follow_timer_;
    std::map<std::filesystem::path, Followed> followed_;
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

void RunWatcher::follow(const QStringList& folders) {
    std::set<std::filesystem::path> paths;
    for (const QString& folder : folders) paths.insert(folder.toStdString());
    QMetaObject::invokeMethod(worker_, [worker = worker_, paths] { worker->follow(paths); });
}

void RunWatcher::refresh() {
    QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->list(); });
}

}  // namespace rtrack
