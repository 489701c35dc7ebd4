#pragma once

#include <QProcess>

namespace rtrack {

/// One call of `rtrack` whose answer the window waits for without waiting: the list of options, a check, a
/// probe. Deletes itself after `ended`. Ends its process when it is destroyed.
class EngineProcess : public QObject {
    Q_OBJECT
public:
    EngineProcess(const QString& program, const QStringList& arguments, QObject* parent);
    ~EngineProcess() override;

    void start();

Q_SIGNALS:
    /// @param exit_code  as `rtrack` documents them; -1: it could not be started or crashed
    /// @param words      what it said on stderr, or why it could not be started
    void ended(int exit_code, QByteArray output, QString words);

private:
    void finish(int exit_code);

    QProcess process_;
    bool ended_ = false;
};

}  // namespace rtrack
