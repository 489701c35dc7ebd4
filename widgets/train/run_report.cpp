#include "widgets/train/run_report.h"

#include <QCoreApplication>
#include <QStringList>
#include <QSysInfo>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

QString stateWord(const RunSummary& run) {
    switch (run.state) {
        case RunState::Waiting:
            return "waiting to be started";
        case RunState::Starting:
            return "starting";
        case RunState::Running:
            return run.silent ? QString("running, not heard of for %1 s").arg(kSilentSeconds) : "running";
        case RunState::Paused:
            return "paused";
        case RunState::Elsewhere:
            return "running on another machine";
        case RunState::Finished:
            return "finished";
        case RunState::Stopped:
            return "stopped";
        case RunState::Failed:
            return QString("failed with exit code %1: %2").arg(run.exit_code).arg(fromStd(run.message));
        case RunState::Interrupted:
            return "its process ended without a word";
    }
    return {};
}

}  // namespace

QString runReport(const RunSummary& run, const RunHistory* history, const QString& last_words) {
    QStringList lines = {
        "RTrack Studio " + QCoreApplication::applicationVersion() + ", " + QSysInfo::prettyProductName(),
        "Run: " + fromStd(run.folder.string()),
        "State: " + stateWord(run),
        QString("Step %1 of %2, epoch %3, %4 pairs, %5 minutes of training")
            .arg(run.step)
            .arg(run.steps)
            .arg(run.epoch)
            .arg(run.pairs)
            .arg(run.minutes, 0, 'f', 1),
        "Device: " + fromStd(run.device) + " on " + fromStd(run.host),
        "Last event: " + fromStd(history && !history->time().empty() ? history->time() : run.updated),
        QString("Checkpoint: ") + (run.has_checkpoint ? "yes" : "none"),
    };
    if (const auto job = read_run_job(run.folder)) lines << "Job: " + fromStd(job->dump());
    if (history) {
        for (const std::string& warning : history->warnings()) lines << "Warning: " + fromStd(warning);
    }
    const bool read_back = history && !history->options().empty();
    lines << "" << (read_back ? "Options, as the training program read them:" : "Options, as asked for:");
    for (const auto& [name, value] : read_back ? history->options() : run.options)
        lines << "  " + fromStd(name) + " = " + fromStd(value);
    lines << ""
          << "Last words:" << last_words.trimmed() << ""
          << "`rtrack doctor --bundle FILE.zip` describes the machine.";
    return lines.join('\n') + "\n";
}

}  // namespace rtrack
