#include "widgets/evaluate/evaluate_job.h"

#include <csignal>

#include <sys/prctl.h>

#include "training/run/events.h"

namespace rtrack {
namespace {

constexpr int kSilenceMilliseconds = 20000;
constexpr int kStopMilliseconds = 8000;
constexpr qsizetype kMostWords = 4000;       // bytes of the child's stderr that are kept
constexpr qsizetype kLongestLine = 1 << 20;  // a longer one is no event

QString textOf(const Event& event, const char* field) {
    return QString::fromStdString(event.text(field));
}

}  // namespace

EvaluateJob::EvaluateJob(QString program, QObject* parent) : QObject(parent), program_(std::move(program)) {
    process_.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    silence_.setSingleShot(true);
    patience_.setSingleShot(true);
    setPatience(kSilenceMilliseconds, kStopMilliseconds);
    connect(&process_, &QProcess::readyReadStandardOutput, this, &EvaluateJob::readEvents);
    connect(&process_, &QProcess::readyReadStandardError, this, &EvaluateJob::readWords);
    connect(&process_, &QProcess::finished, this, &EvaluateJob::onFinished);
    connect(&process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart) return;  // the others end in `finished`
        silence_.stop();
        Q_EMIT ended({EvaluateEnd::Kind::NotStarted, -1, program_ + ": " + process_.errorString(), {}});
    });
    connect(&silence_, &QTimer::timeout, this, [this] { Q_EMIT silent(QString::fromUtf8(words_)); });
    connect(&patience_, &QTimer::timeout, &process_, &QProcess::kill);
}

void EvaluateJob::setPatience(int silence_milliseconds, int stop_milliseconds) {
    silence_.setInterval(silence_milliseconds);
    patience_.setInterval(stop_milliseconds);
}

void EvaluateJob::start(const EvaluateRequest& request) {
    QStringList arguments = {"evaluate",      "--events",  "--results",
                             request.results, "--threads", QString::number(request.threads)};
    for (const QString& dataset : request.datasets) arguments << "--dataset" << dataset;
    for (const QString& tracker : request.trackers) arguments << "--tracker" << tracker;
    if (request.resume) arguments << "--resume";
    unfinished_line_.clear();
    words_.clear();
    failures_.clear();
    first_done_ = -1;
    cancelled_ = false;
    silence_.start();
    process_.start(program_, arguments, QIODevice::ReadOnly);
}

void EvaluateJob::cancel() {
    if (!running() || cancelled_) return;
    cancelled_ = true;
    process_.terminate();
    patience_.start();
}

void EvaluateJob::readWords() {
    words_ = (words_ + process_.readAllStandardError()).right(kMostWords);
}

void EvaluateJob::readEvents() {
    silence_.start();
    unfinished_line_ += process_.readAllStandardOutput();
    const qsizetype end = unfinished_line_.lastIndexOf('\n');
    if (end < 0) {
        if (unfinished_line_.size() > kLongestLine) unfinished_line_.clear();
        return;
    }
    const QByteArray lines = unfinished_line_.left(end);
    unfinished_line_.remove(0, end + 1);
    QByteArray latest_progress;  // of many at once only the last matters, however many there are
    for (const QByteArray& line : lines.split('\n')) {
        if (line.contains("\"event\":\"progress\"")) {
            latest_progress = line;
        } else {
            onEvent(line.toStdString());
        }
    }
    if (!latest_progress.isEmpty()) onEvent(latest_progress.toStdString());
}

double EvaluateJob::secondsLeft(qint64 done, qint64 total) {
    if (first_done_ < 0) {
        first_done_ = done;
        clock_.start();
    }
    const auto gained = static_cast<double>(done - first_done_);
    if (gained <= 0) return -1;
    return static_cast<double>(clock_.elapsed()) / 1000 / gained * static_cast<double>(total - done);
}

void EvaluateJob::onEvent(const std::string& line) {
    const std::optional<Event> event = event_from_line(line);
    if (!event) return;
    if (event->name == "failure") {
        failures_ << QString("%1, %2: %3")
                         .arg(textOf(*event, "tracker"), textOf(*event, "sequence"),
                              textOf(*event, "message"));
    }
    if (event->name == "progress" || event->name == "sequence") {
        EvaluateProgress progress{textOf(*event, "tracker"), textOf(*event, "sequence"),
                                  static_cast<qint64>(event->number("frames_done")),
                                  static_cast<qint64>(event->number("frames_total")), -1};
        progress.seconds_left = secondsLeft(progress.frames_done, progress.frames_total);
        Q_EMIT progressed(progress);
    }
    if (event->name == "sequence") Q_EMIT sequenceEnded();
}

void EvaluateJob::onFinished(int exit_code, QProcess::ExitStatus status) {
    silence_.stop();
    patience_.stop();
    readEvents();
    silence_.stop();
    readWords();
    EvaluateEnd end;
    end.exit_code = exit_code;
    end.words = QString::fromUtf8(words_).trimmed();
    end.failures = failures_;
    if (cancelled_) {
        end.kind = EvaluateEnd::Kind::Cancelled;
    } else if (status == QProcess::CrashExit) {
        end.kind = EvaluateEnd::Kind::Crashed;
    } else if (exit_code != 0) {
        end.kind = EvaluateEnd::Kind::Failed;
    }
    Q_EMIT ended(end);
}

}  // namespace rtrack
