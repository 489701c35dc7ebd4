#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>

class QProcess;

namespace rtrack {

/// How a call of `rtrack` ended.
struct EngineEnd {
    enum class Kind { Exited, Crashed, NotStarted };
    Kind kind = Kind::Exited;
    int exit_code = 0;  ///< as `rtrack` documents them; -1 unless it exited
    QByteArray output;  ///< what it wrote to stdout, but for what was taken before
    QString words;      ///< the last that it said on stderr, or why it could not be started

    [[nodiscard]] bool isGood() const { return kind == Kind::Exited && exit_code == 0; }
};

/// A call of `rtrack` as a child process: the list of options, a check, a run of trackers. The window waits
/// for none of it. If this program ends, the child is told to stop; if this object is deleted, the child is
/// killed. Deletes itself after `ended`. GUI thread only.
class EngineProcess : public QObject {
    Q_OBJECT
public:
    EngineProcess(const QString& program, const QStringList& arguments, QObject* parent);
    ~EngineProcess() override;

    void start();
    /// Tells the child to stop, and kills it if it does not within that time. `ended` comes.
    void stop(int patience_milliseconds);
    /// What came on stdout since the last call.
    [[nodiscard]] QByteArray takeOutput();
    /// What it said on stderr so far, of much the end.
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    void outputReady();
    void ended(rtrack::EngineEnd end);

private:
    void finish(EngineEnd::Kind kind, int exit_code);
    void readWords();

    QProcess* process_;
    QTimer patience_;  // after `stop`
    QByteArray words_;
    bool ended_ = false;
};

}  // namespace rtrack
