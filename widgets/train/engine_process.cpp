#include "widgets/train/engine_process.h"

namespace rtrack {
namespace {

constexpr int kDeathMilliseconds = 5000;  // of a process with much memory on a busy machine, at most

}  // namespace

EngineProcess::EngineProcess(const QString& program, const QStringList& arguments, QObject* parent)
    : QObject(parent) {
    process_.setProgram(program);
    process_.setArguments(arguments);
    process_.setStandardInputFile(QProcess::nullDevice());
    connect(&process_, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        finish(status == QProcess::NormalExit ? code : -1);
    });
    connect(&process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) finish(-1);
    });
}

EngineProcess::~EngineProcess() {
    process_.disconnect();
    process_.kill();
    process_.waitForFinished(kDeathMilliseconds);  // it is dead: this only takes its exit status
}

void EngineProcess::start() {
    process_.start();
}

void EngineProcess::finish(int exit_code) {
    if (std::exchange(ended_, true)) return;
    QString words = QString::fromUtf8(process_.readAllStandardError()).trimmed();
    if (exit_code < 0 && words.isEmpty()) words = process_.program() + ": " + process_.errorString();
    Q_EMIT ended(exit_code, process_.readAllStandardOutput(), words);
    deleteLater();
}

}  // namespace rtrack
