#include "widgets/evaluate/evaluate_job.h"

#include "training/run/events.h"

namespace rtrack {
namespace {

constexpr int kSilenceMilliseconds = 20000;
constexpr int kStopMilliseconds = 8000;
constexpr qsizetype kLongestLine = 1 << 20;  // a longer one is no event

QString textOf(const Event& event, const char* field) {
    return QString::fromStdString(event.text(field));
}

}  // namespace

EvaluateJob::EvaluateJob(QString program, QObject* parent) : QObject(parent), program_(std::move(program)) {
    silence_.setSingleShot(true);
    setPatience(kSilenceMilliseconds, kStopMilliseconds);
    connect(&silence_, &QTimer::timeout, this, [this] {
        if (process_) Q_EMIT silent(process_->words());
    });
}

void EvaluateJob::setPatience(int silence_milliseconds, int stop_milliseconds) {
    silence_.setInterval(silence_milliseconds);
    stop_milliseconds_ = stop_milliseconds;
}

void EvaluateJob::start(const EvaluateRequest& request) {
    QStringList arguments = {"evaluate",      "--events",  "--results",
                             request.results, "--threads", QString::number(request.threads)};
    for (const QString& dataset : request.datasets) arguments << "--dataset" << dataset;
    for (const QString& tracker : request.trackers) arguments << "--tracker" << tracker;
    if (request.resume) arguments << "--resume";
    unfinished_line_.clear();
    failures_.clear();
    first_done_ = -1;
    cancelled_ = false;
    silence_.start();
    process_ = new EngineProcess(program_, arguments, this);
    connect(process_, &EngineProcess::outputReady, this, [this] {
        silence_.start();
        readEvents(process_->takeOutput());
    });
    connect(process_, &EngineProcess::ended, this, &EvaluateJob::onEnded);
    process_->start();
}

void EvaluateJob::cancel() {
    if (!running() || cancelled_) return;
    cancelled_ = true;
    process_->stop(stop_milliseconds_);
}

void EvaluateJob::readEvents(const QByteArray& output) {
    unfinished_line_ += output;
    const qsizetype end = unfinished_line_.lastIndexOf('\n');
    if (end < 0) {
        if (unfinished_line_.size() > kLongestLine) unfinished_line_.clear();
        return;
    }
    const QByteArray lines = unfinished_line_.left(end);
    unfinished_line_.remove(0, end + 1);
    std::optional<Event> latest_progress;  // of many at once only the last matters, however many there are
    for (const QByteArray& line : lines.split('\n')) {
        std::optional<Event> event = event_from_line(line.toStdString());
        if (!event) continue;
        if (event->name == "progress") {
            latest_progress = std::move(event);
        } else {
            onEvent(*event);
        }
    }
    if (latest_progress) onEvent(*latest_progress);
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

void EvaluateJob::onEvent(const Event& event) {
    if (event.name == "failure") {
        failures_ << QString("%1, %2: %3")
                         .arg(textOf(event, "tracker"), textOf(event, "sequence"), textOf(event, "message"));
    }
    if (event.name == "progress" || event.name == "sequence") {
        EvaluateProgress progress{textOf(event, "tracker"), textOf(event, "sequence"),
                                  static_cast<qint64>(event.number("frames_done")),
                                  static_cast<qint64>(event.number("frames_total")), -1};
        progress.seconds_left = secondsLeft(progress.frames_done, progress.frames_total);
        Q_EMIT progressed(progress);
    }
    if (event.name == "sequence") Q_EMIT sequenceEnded();
}

void EvaluateJob::onEnded(const EngineEnd& end) {
    silence_.stop();
    process_ = nullptr;
    readEvents(end.output);
    EvaluateEnd evaluation;
    evaluation.exit_code = end.exit_code;
    evaluation.words = end.words;
    evaluation.failures = failures_;
    if (end.kind == EngineEnd::Kind::NotStarted) {
        evaluation.kind = EvaluateEnd::Kind::NotStarted;
    } else if (cancelled_) {
        evaluation.kind = EvaluateEnd::Kind::Cancelled;
    } else if (end.kind == EngineEnd::Kind::Crashed) {
        evaluation.kind = EvaluateEnd::Kind::Crashed;
    } else if (end.exit_code != 0) {
        evaluation.kind = EvaluateEnd::Kind::Failed;
    }
    Q_EMIT ended(evaluation);
}

}  // namespace rtrack
