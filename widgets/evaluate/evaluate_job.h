#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include "widgets/common/engine_process.h"

namespace rtrack {

struct Event;

struct EvaluateRequest {
    QStringList datasets;  ///< "KIND:PATH"
    QString results;
    QStringList trackers;  ///< "csrt", "rtrack", "rtrack=MODEL"
    int threads = 1;       ///< sequences at a time
    bool resume = true;    ///< keep complete results of the same tracker; else they are replaced
};

struct EvaluateProgress {
    QString tracker;
    QString sequence;
    qint64 frames_done = 0;
    qint64 frames_total = 0;
    double seconds_left = -1;  ///< below 0: not known yet
};

struct EvaluateEnd {
    enum class Kind {
        Done,
        Cancelled,
        Failed,   ///< it said why and gave an exit code
        Crashed,  ///< it did not
        NotStarted
    };
    Kind kind = Kind::Done;
    int exit_code = 0;
    QString words;         ///< its last words to people
    QStringList failures;  ///< sequences that could not be tracked, with the reason
};

/// `rtrack evaluate` as a child process: started, watched through its events, cancelled. Its results are on
/// the disk sequence by sequence. GUI thread only, never waits.
class EvaluateJob : public QObject {
    Q_OBJECT
public:
    explicit EvaluateJob(QString program, QObject* parent = nullptr);

    void start(const EvaluateRequest& request);
    /// Asks the child to stop; ends it by force if it does not within some seconds.
    void cancel();
    [[nodiscard]] bool running() const { return process_ != nullptr; }
    /// For tests: how long the child may be silent before `silent`, and may take to stop when cancelled.
    void setPatience(int silence_milliseconds, int stop_milliseconds);

Q_SIGNALS:
    void progressed(rtrack::EvaluateProgress progress);
    void sequenceEnded();
    void silent(QString words);  ///< nothing was heard for a while; it may still go on
    void ended(rtrack::EvaluateEnd end);

private:
    void readEvents(const QByteArray& output);
    void onEvent(const Event& event);
    void onEnded(const EngineEnd& end);
    [[nodiscard]] double secondsLeft(qint64 done, qint64 total);

    QString program_;
    QPointer<EngineProcess> process_;
    QTimer silence_;
    int stop_milliseconds_ = 0;
    QByteArray unfinished_line_;
    QStringList failures_;
    QElapsedTimer clock_;
    qint64 first_done_ = -1;
    bool cancelled_ = false;
};

}  // namespace rtrack
