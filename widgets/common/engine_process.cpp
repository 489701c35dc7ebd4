#include "widgets/common/engine_process.h"

#include <QCoreApplication>
#include <QProcess>
#include <csignal>
#include <utility>

#include <sys/prctl.h>

namespace rtrack {
namespace {

constexpr qsizetype kMostWords = 4000;  // bytes of stderr that are kept

/// It goes once the child's exit status is there, and nobody waits for that.
void killAndForget(QProcess* process) {
    process->disconnect();
    process->setParent(QCoreApplication::instance());
    if (process->state() == QProcess::NotRunning) return process->deleteLater();
    QObject::connect(process, &QProcess::finished, process, &QObject::deleteLater);
    QObject::connect(process, &QProcess::errorOccurred, process, [process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) process->deleteLater();
    });
    process->kill();
}

}  // namespace

EngineProcess::EngineProcess(const QString& program, const QStringList& arguments, QObject* parent)
    : QObject(parent), process_(new QProcess(this)) {
    process_->setProgram(program);
    process_->setArguments(arguments);
    process_->setStandardInputFile(QProcess::nullDevice());
    process_->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    patience_.setSingleShot(true);
    connect(&patience_, &QTimer::timeout, process_, &QProcess::kill);
    connect(process_, &QProcess::readyReadStandardOutput, this, &EngineProcess::outputReady);
    connect(process_, &QProcess::readyReadStandardError, this, &EngineProcess::readWords);
    connect(process_, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        const bool exited = status == QProcess::NormalExit;
        finish(exited ? EngineEnd::Kind::Exited : EngineEnd::Kind::Crashed, exited ? code : -1);
    });
    connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) finish(EngineEnd::Kind::NotStarted, -1);
    });
}

EngineProcess::~EngineProcess() {
    killAndForget(process_);
}

void EngineProcess::start() {
    process_->start();
}

void EngineProcess::stop(int patience_milliseconds) {
    process_->terminate();
    patience_.start(patience_milliseconds);
}

QByteArray EngineProcess::takeOutput() {
    return process_->readAllStandardOutput();
}

QString EngineProcess::words() const {
    return QString::fromUtf8(words_).trimmed();
}

void EngineProcess::readWords() {
    words_ = (words_ + process_->readAllStandardError()).right(kMostWords);
}

void EngineProcess::finish(EngineEnd::Kind kind, int exit_code) {
    if (std::exchange(ended_, true)) return;
    patience_.stop();
    readWords();
    EngineEnd end{kind, exit_code, takeOutput(), words()};
    if (kind != EngineEnd::Kind::Exited && end.words.isEmpty())
        end.words = process_->program() + ": " + process_->errorString();
    deleteLater();  // first: who hears of the end may delete it at once
    Q_EMIT ended(end);
}

}  // namespace rtrack
