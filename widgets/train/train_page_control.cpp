#include <QAction>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTimer>
#include <algorithm>
#include <optional>

#include "tracking/base/error.h"
#include "tracking/base/work_lock.h"
#include "training/run/run_dir.h"
#include "widgets/common/engine_process.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/qt_convert.h"
#include "widgets/train/new_run_dialog.h"
#include "widgets/train/run_report.h"
#include "widgets/train/run_watcher.h"
#include "widgets/train/runs_table.h"
#include "widgets/train/train_page.h"
#include "widgets/train/worker.h"

// What the buttons of the page do: start, pause, resume, stop, discard, use.

namespace rtrack {
namespace {

constexpr int kStartMilliseconds = 2000;

std::filesystem::path model_of(const RunSummary& run) {
    const RunPaths paths(run.folder);
    std::error_code failure;
    for (const auto& file : {paths.best_model(), paths.model()}) {
        if (std::filesystem::exists(file, failure)) return file;
    }
    return {};
}

bool at_work(const RunSummary& run) {
    return run.state == RunState::Running || run.state == RunState::Starting;
}

/// The job of a run that waits for its turn on this machine. One that was made elsewhere waits for a person.
std::optional<nlohmann::json> job_that_waits(const RunSummary& run) {
    if (run.state != RunState::Waiting) return std::nullopt;
    auto job = read_run_job(run.folder);
    if (!job || job->value("host", "") != this_host()) return std::nullopt;
    return job;
}

/// The smaller batch that a run without enough memory can go on with; nullopt: none, or it had enough.
std::optional<int> smaller_batch(const RunSummary& run) {
    if (run.state != RunState::Failed || run.exit_code != exit_code(ErrorCode::OutOfMemory))
        return std::nullopt;
    const int batch = batch_size_of(run.options);
    if (batch <= 1) return std::nullopt;
    return batch / divisor_of_batch(batch);
}

}  // namespace

void TrainPage::buildActions() {
    for (QAction** action : {&new_, &pause_, &stop_, &resume_, &discard_, &use_model_, &report_})
        *action = new QAction(this);
    connect(new_, &QAction::triggered, this, &TrainPage::newRun);
    connect(pause_, &QAction::triggered, this, [this] {
        const RunSummary* run = selected();
        if (run) command(run->state == RunState::Paused ? "resume" : "pause");
    });
    connect(stop_, &QAction::triggered, this, &TrainPage::stop);
    connect(resume_, &QAction::triggered, this, &TrainPage::resume);
    connect(discard_, &QAction::triggered, this, &TrainPage::discard);
    connect(use_model_, &QAction::triggered, this, &TrainPage::useModel);
    connect(report_, &QAction::triggered, this, &TrainPage::copyReport);
}

const RunSummary* TrainPage::selected() const {
    const QStringList folders = table_->selectedFolders();
    return folders.size() == 1 ? table_->runs()->find(folders.first()) : nullptr;
}

void TrainPage::refreshActions() {
    const RunSummary* run = selected();
    const bool active = run && run->active();
    const bool waiting = run && run->state == RunState::Waiting;
    const std::optional<int> batch = run ? smaller_batch(*run) : std::nullopt;
    pause_->setVisible(active);
    pause_->setEnabled(run && (run->state == RunState::Running || run->state == RunState::Paused));
    pause_->setText(run && run->state == RunState::Paused ? tr("Continue") : tr("Pause"));
    stop_->setVisible(active);
    const bool asked = run && asked_to_stop_ == fromStd(run->folder.string());
    stop_->setText(asked ? tr("End it now") : tr("Stop"));
    stop_->setToolTip(
        asked ? tr("The run was asked to stop and is still there. This ends its process at once: what it "
                   "did since its last checkpoint is lost.")
              : tr("Ends after the step in progress, with a checkpoint: it can be resumed."));
    resume_->setEnabled(true);
    resume_->setVisible(run && (run->resumable() || waiting));
    resume_->setText(
        batch     ? tr("Resume with batch %1 instead of %2").arg(*batch).arg(batch_size_of(run->options))
        : waiting ? tr("Start now")
                  : tr("Resume"));
    discard_->setVisible(active || waiting);
    // The model of a run at work is the best one so far, or else an unfinished one that nobody has measured.
    const std::filesystem::path model = run ? model_of(*run) : std::filesystem::path();
    const bool best = run && model == RunPaths(run->folder).best_model();
    use_model_->setVisible(!model.empty());
    use_model_->setEnabled(!active || best);
    use_model_->setText(active && best ? tr("Use the best model so far") : tr("Use this model"));
    use_model_->setToolTip(active && !best
                               ? tr("The run is still at work. Its model can be used when it has ended.")
                               : tr("Tracks with the best model of this run from now on."));
    report_->setVisible(
        run && (run->silent || run->state == RunState::Failed || run->state == RunState::Interrupted));
}

void TrainPage::newRun() {
    auto* process = new EngineProcess(program_, {"train", "--options", "--json"}, this);
    new_->setEnabled(false);
    connect(process, &EngineProcess::ended, this, [this](const EngineEnd& end) {
        new_->setEnabled(true);
        const auto catalogue = OptionCatalogue::fromJson(end.output);
        if (!catalogue) {
            return warn(tr("The training program does not answer as this studio expects."),
                        tr("%1 may be of another version. %2").arg(program_, end.words));
        }
        openDialog(*catalogue);
    });
    process->start();
}

void TrainPage::openDialog(const OptionCatalogue& catalogue) {
    QSettings store;
    NewRunRequest request;
    request.program = program_;
    request.runs_folder = runs_folder_;
    request.catalogue = catalogue;
    request.preset = store.value("train/preset", "fine-tune").toString();
    request.train = store.value("train/data").toString();
    request.validate = store.value("train/validate").toString();
    request.device = store.value("train/device", "auto").toString();
    auto* dialog = new NewRunDialog(request, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewRunDialog::startWanted, this, [this, dialog](const JobSpec& job) {
        QSettings settings;
        settings.setValue("train/preset", fromStd(job.config));
        settings.setValue("train/data", dialog->form()->value("data.train"));
        settings.setValue("train/validate", dialog->form()->value("validate"));
        settings.setValue("train/device", dialog->form()->value("device"));
        if (start(job)) dialog->accept();
    });
    connect(dialog, &NewRunDialog::projectBoxesWanted, this, &TrainPage::projectBoxesWanted);
    dialog->open();
}

void TrainPage::addTrainingData(const QString& dataset) {
    if (auto* dialog = findChild<NewRunDialog*>()) dialog->addTrainingData(dataset);
}

bool TrainPage::attempt(const std::function<void()>& what) {
    bool done = false;
    try {
        what();
        done = true;
    } catch (const std::exception& failure) {  // the edge: a slot
        warn(QString::fromUtf8(failure.what()));
    }
    watcher_->refresh();
    return done;
}

bool TrainPage::start(const JobSpec& job) {
    if (!attempt([&] { queue_run(job); })) return false;
    selected_next_ = fromStd(job.run_folder.string());
    return true;
}

void TrainPage::startNext() {
    const std::vector<RunSummary>& runs = table_->runs()->runs();
    const bool busy = runsAtWork() > 0;
    if (!selected_next_.isEmpty() && table_->runs()->find(selected_next_)) {
        table_->select(std::exchange(selected_next_, QString()));
    }
    if (busy) return;
    const RunSummary* next = nullptr;
    std::filesystem::file_time_type queued;  // of `next`
    for (const RunSummary& run : runs) {
        const auto job = job_that_waits(run);
        if (!job) continue;
        if (job->value("pid", 0) != 0) return;  // it was started since this list was made
        std::error_code failure;
        const auto time = std::filesystem::last_write_time(RunPaths(run.folder).job(), failure);
        if (next && time >= queued) continue;
        next = &run;
        queued = time;
    }
    if (next) startWorker(*next, /*smaller_batch=*/false);
}

void TrainPage::startWorker(const RunSummary& run, bool smaller_batch) {
    attempt([&] {
        const JobSpec job = resumed_job(run.folder, smaller_batch);
        Q_EMIT memoryWanted(fromStd(device_of(job, run.options)));
        start_worker(program_, job);
        resume_->setEnabled(false);  // pressed again before the list shows it at work, it would start another
        QTimer::singleShot(kStartMilliseconds, this, &TrainPage::refreshActions);
    });
}

void TrainPage::command(const std::string& word) {
    const RunSummary* run = selected();
    if (run) attempt([&] { send_command(run->folder, word); });
}

int TrainPage::runsAtWork() const {
    return static_cast<int>(std::ranges::count_if(table_->runs()->runs(), at_work));
}

int TrainPage::runsWaiting() const {
    return static_cast<int>(std::ranges::count_if(
        table_->runs()->runs(), [](const RunSummary& run) { return job_that_waits(run).has_value(); }));
}

void TrainPage::commandAtWork(const std::string& word) {
    for (const RunSummary& run : table_->runs()->runs()) {
        if (at_work(run)) attempt([&] { send_command(run.folder, word); });
    }
}

void TrainPage::stop() {
    const RunSummary* run = selected();
    if (!run) return;
    const QString folder = fromStd(run->folder.string());
    if (asked_to_stop_ == folder) {
        attempt([&] { kill_worker(run->folder); });
        return;
    }
    asked_to_stop_ = folder;
    command("stop");
    refreshActions();
}

void TrainPage::resume() {
    const RunSummary* run = selected();
    if (!run) return;
    asked_to_stop_.clear();  // that was the process before
    startWorker(*run, smaller_batch(*run).has_value());
}

void TrainPage::discard() {
    const RunSummary* run = selected();
    if (!run) return;
    auto* box =
        new QMessageBox(QMessageBox::Question, tr("Discard the run"),
                        tr("End %1 now and move its folder to the bin?").arg(table_->runs()->nameOf(*run)),
                        QMessageBox::NoButton, this);
    QAbstractButton* yes = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Cancel"), QMessageBox::RejectRole));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, box, yes, folder = fromStd(run->folder.string())] {
        if (box->clickedButton() != yes) return;
        kill_worker(folder.toStdString());
        binned_next_ = folder;
        binDiscarded();  // a run at work: once its process has gone
        watcher_->refresh();
    });
    box->open();
}

void TrainPage::binDiscarded() {
    const RunSummary* run = binned_next_.isEmpty() ? nullptr : table_->runs()->find(binned_next_);
    if (!run || run->active()) return;
    const QString reason = table_->moveToBin(std::exchange(binned_next_, QString()));
    if (!reason.isEmpty()) warn(reason);
}

void TrainPage::copyReport() {
    const RunSummary* run = selected();
    if (!run) return;
    const auto opened = opened_.find(fromStd(run->folder.string()));
    const bool read = opened != opened_.end();
    QGuiApplication::clipboard()->setText(runReport(*run, read ? opened->second.history.get() : nullptr,
                                                    read ? opened->second.last_words : QString()));
    Message message;
    message.title = tr("The report is on the clipboard.");
    messages_->showMessage(message);
}

void TrainPage::useModel() {
    const RunSummary* run = selected();
    if (!run) return;
    const std::filesystem::path model = model_of(*run);
    if (model.empty()) return warn(tr("This run has not written a model yet."));
    Q_EMIT modelChosen(fromStd(model.string()));
}

void TrainPage::warn(const QString& title, const QString& text) {
    Message message;
    message.kind = Message::Kind::Warning;
    message.title = title;
    message.text = text;
    tell(message);
}

void TrainPage::tell(const Message& message) {
    auto* dialog = findChild<NewRunDialog*>();
    (dialog && dialog->isVisible() ? dialog->messageBar() : messages_)->showMessage(message);
}

}  // namespace rtrack
