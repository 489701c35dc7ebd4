#include <QToolButton>

#include "tracking/base/duration_text.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/qt_convert.h"
#include "widgets/evaluate/evaluate_job.h"
#include "widgets/evaluate/evaluate_page.h"
#include "widgets/evaluate/evaluate_sources.h"
#include "widgets/evaluate/paper_figures.h"
#include "widgets/evaluate/run_trackers_dialog.h"
#include "widgets/evaluate/sequence_player.h"

namespace rtrack {
namespace {

Message::Kind kindOf(const EvaluateEnd& end) {
    if (end.kind == EvaluateEnd::Kind::Done || end.kind == EvaluateEnd::Kind::Cancelled)
        return Message::Kind::Info;
    return end.failures.isEmpty() ? Message::Kind::Error : Message::Kind::Warning;
}

/// The line that says what went wrong, of the child's words.
QString lastLine(const QString& words) {
    return words.section('\n', -1);
}

}  // namespace

void EvaluatePage::setEngine(const QString& program, const QStringList& tracker_names,
                             const QString& published_file) {
    tracker_names_ = tracker_names;
    sequence_player_->setProgram(program);
    paper_figures_->setProgram(program);
    paper_figures_->setPublishedFile(published_file);
    delete evaluate_job_;
    evaluate_job_ = new EvaluateJob(program, this);
    connect(evaluate_job_, &EvaluateJob::progressed, this, &EvaluatePage::onProgress);
    connect(evaluate_job_, &EvaluateJob::sequenceEnded, this, [this] {
        if (!reload_timer_.isActive()) reload_timer_.start();
    });
    connect(evaluate_job_, &EvaluateJob::silent, this, [this](const QString& words) {
        messages_->showMessage({Message::Kind::Warning,
                                tr("Nothing has been heard from the evaluation for a while."),
                                tr("It may be loading a large model. Cancel it if it does not go on."),
                                words,
                                {}});
    });
    connect(evaluate_job_, &EvaluateJob::ended, this, &EvaluatePage::onRunEnded);
    refreshView();
}

void EvaluatePage::askForTrackers() {
    if (evaluate_job_->running()) {
        messages_->showMessage({Message::Kind::Info,
                                tr("An evaluation is running."),
                                tr("Wait for its end, or cancel it; what is finished is kept."),
                                {},
                                {}});
        return;
    }
    EvaluateRequest request;
    for (const std::string& dataset : setup().datasets) request.datasets << fromStd(dataset);
    request.results = fromStd(setup().results);
    auto* dialog = new RunTrackersDialog(tracker_names_, request, window());
    connect(dialog, &RunTrackersDialog::chosen, this, &EvaluatePage::runTrackers);
    dialog->open();
}

void EvaluatePage::runTrackers(const EvaluateRequest& request) {
    if (evaluate_job_->running()) return;
    if (request.results.toStdString() != setup().results) {
        EvaluationSetup setup = this->setup();
        setup.results = request.results.toStdString();
        sources_->setSetup(setup);
        Q_EMIT setupChanged();
    }
    messages_->clear();
    run_bar_->showProgress(tr("Starting the evaluation…"), [this] { evaluate_job_->cancel(); });
    evaluate_job_->start(request);
    refreshNextStep();
}

void EvaluatePage::onProgress(const EvaluateProgress& progress) {
    const double share = static_cast<double>(progress.frames_done) /
                         static_cast<double>(std::max<qint64>(1, progress.frames_total));
    QString text = tr("%1 on %2: frame %3 of %4")
                       .arg(progress.tracker, progress.sequence)
                       .arg(progress.frames_done)
                       .arg(progress.frames_total);
    if (progress.seconds_left >= 0)
        text += ", " + tr("%1 left").arg(fromStd(duration_text(progress.seconds_left)));
    run_bar_->setProgress(share);
    run_bar_->setProgressText(text);
}

void EvaluatePage::onRunEnded(const EvaluateEnd& end) {
    run_bar_->clear();
    refreshNextStep();
    reload();
    Message message;
    message.kind = kindOf(end);
    message.details = (end.failures + QStringList(end.words)).join('\n');
    switch (end.kind) {
        case EvaluateEnd::Kind::Done:
            message.title = tr("The evaluation is done.");
            message.details.clear();
            break;
        case EvaluateEnd::Kind::Cancelled:
            message.title = tr("The evaluation was cancelled.");
            message.text = tr("Finished sequences are kept; run it again to go on with the others.");
            break;
        case EvaluateEnd::Kind::Failed:
            message.title = end.failures.isEmpty() ? tr("The evaluation failed; finished sequences are kept.")
                                                   : tr("%n sequence(s) could not be tracked.", nullptr,
                                                        static_cast<int>(end.failures.size()));
            message.text = end.failures.isEmpty() ? lastLine(end.words) : end.failures.first();
            break;
        case EvaluateEnd::Kind::Crashed:
            message.title = tr("The evaluation ended without a word; finished sequences are kept.");
            message.text = tr("Run it again to go on. If it ends again, the details help to report it.");
            break;
        case EvaluateEnd::Kind::NotStarted:
            message.title = tr("The evaluation could not be started.");
            message.text = end.words;
            break;
    }
    run_bar_->showMessage(message);
}

}  // namespace rtrack
