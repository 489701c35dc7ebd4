#include "training/learn/trainer.h"

#include <chrono>
#include <cmath>
#include <thread>
#include <utility>

#include <ATen/core/grad_mode.h>

#include "tracking/base/error.h"
#include "tracking/kernels/crop_resize.h"
#include "tracking/model/weights.h"
#include "training/learn/autocast.h"
#include "training/learn/distributed.h"
#include "training/learn/starting_net.h"
#include "training/learn/step_figures.h"
#include "training/learn/sum_over_processes.h"
#include "training/learn/train_device.h"

namespace rtrack {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Seconds from one call of `lap` to the next.
class Laps {
public:
    double lap() {
        const Clock::time_point now = Clock::now();
        return std::chrono::duration<double>(now - std::exchange(last_, now)).count();
    }

private:
    Clock::time_point last_ = Clock::now();
};

}  // namespace

/// The course of one run: state, clocks and what is due when.
class Trainer::Loop {
public:
    Loop(const TrainOptions& options, Parts parts, const std::filesystem::path& resume_from);
    End run();

    TrainOptions options;
    Parts parts;
    at::Device device;
    TrainingState state;

    [[nodiscard]] int64_t total_steps() const { return state.progress.steps_per_epoch * options.epochs; }

private:
    /// What the processes agree on before a step.
    struct Orders {
        bool stop = false;
        bool paused = false;
        bool checkpoint = false;
        bool validation_due = false;  ///< the leader's validation was cut off
    };

    [[nodiscard]] bool leader() const { return !parts.processes || parts.processes->rank() == 0; }
    [[nodiscard]] int64_t epoch() const { return state.progress.step / state.progress.steps_per_epoch + 1; }
    [[nodiscard]] int64_t epoch_of_last_step() const {
        return (state.progress.step - 1) / state.progress.steps_per_epoch + 1;
    }
    [[nodiscard]] int64_t pairs_seen() const {
        return state.progress.step * options.batch_size * options.optimizer.accumulate;
    }
    [[nodiscard]] bool sparse(int64_t of_epoch) const {
        return options.alternate_sparse && of_epoch % 2 == 0;
    }
    [[nodiscard]] double progress_share() const;

    void take_state_of_leader();
    Orders agree();
    void wait_while_paused(Orders& orders);
    void begin_epoch();
    void take_step();
    at::Tensor forward_backward(const Batch& batch, bool is_sparse);
    void exchange_gradients(at::Tensor& figures);
    void check_finite(const at::Tensor& figures) const;
    void report_step();
    void end_epoch();
    void validate();
    [[nodiscard]] std::optional<std::vector<ValidationReport>> validation_reports();
    void save(bool best);
    void export_model(const std::filesystem::path& file);
    void pass_warnings();

    std::vector<std::string> changes_;  ///< of the options, where the run goes on
    at::Tensor centers_;
    PoolSums pool_;
    bool epoch_running_ = false;
    Clock::time_point epoch_start_;
    double last_rate_ = 0;          ///< learning rate of the last step
    int64_t window_steps_ = 0;      ///< of this process since the last report
    double window_seconds_ = 0;     ///< that they took
    StageSeconds window_stages_;    ///< the same, stage by stage
    double window_wait_start_ = 0;  ///< the source's waited_seconds at the last report
    Clock::time_point last_save_ = Clock::now();
    Clock::time_point last_validation_ = Clock::now();
};

Trainer::Loop::Loop(const TrainOptions& train_options, Parts given, const std::filesystem::path& resume_from)
    : options(train_options),
      parts(std::move(given)),
      device(compute_device(options.device)),
      state(
          [&] {
              options.validate_together();
              RTrackNet net = starting_net(options, !resume_from.empty());
              net.to(device, at::kFloat);
              return net;
          }(),
          options.optimizer),
      centers_(bin_centers(options.model.search_cells(), options.model.patch(), device)) {
    state.progress.steps_per_epoch = parts.batches->batches_per_epoch() / options.optimizer.accumulate;
    if (state.progress.steps_per_epoch < 1) {
        throw Error(ErrorCode::Argument,
                    "an epoch has fewer batches than optimizer.accumulate asks for a step");
    }
    const auto doubles = at::TensorOptions().dtype(at::kDouble).device(device);
    state.progress.report_sums = at::zeros({kFigures}, doubles);
    state.progress.epoch_sums = at::zeros({kFigures}, doubles);
    if (!resume_from.empty() && leader()) changes_ = load_checkpoint(resume_from, state, options);
    if (parts.processes) {
        take_state_of_leader();
        state.net.share_batch_statistics(
            [this](const at::Tensor& own) { return sum_over(*parts.processes, own); });
        pool_ = [this](const at::Tensor& own) {
            std::vector<at::Tensor> all = {own.detach().clone()};
            parts.processes->sum(all);
            return own + (all[0] - own.detach());
        };
    }
    state.net.set_training(true);
}

double Trainer::Loop::progress_share() const {
    const double by_steps = static_cast<double>(state.progress.step) / static_cast<double>(total_steps());
    const double by_time = options.max_minutes > 0 ? state.progress.minutes / options.max_minutes : 0;
    return std::min(1.0, std::max(by_steps, by_time));
}

/// The others may run on machines that do not see the run folder, or make other random numbers.
void Trainer::Loop::take_state_of_leader() {
    TrainProgress& progress = state.progress;
    at::Tensor numbers =
        at::tensor({static_cast<double>(progress.step), progress.minutes, progress.best_ao}, at::kDouble);
    std::vector<at::Tensor> message = {numbers};
    const auto send = [&] {
        parts.processes->broadcast(message);
        message.clear();
    };
    constexpr int64_t kValuesOfMessage = 1 << 24;  // 64 MB: a whole state would double the memory
    int64_t values = 0;
    for (const auto& [name, tensor] : tensors_of(state)) {
        message.push_back(tensor);
        if ((values += tensor.numel()) < kValuesOfMessage) continue;
        send();
        values = 0;
    }
    if (!message.empty()) send();
    const double* agreed = numbers.const_data_ptr<double>();
    progress.step = static_cast<int64_t>(agreed[0]);
    progress.minutes = agreed[1];
    progress.best_ao = agreed[2];
}

Trainer::Loop::Orders Trainer::Loop::agree() {
    Orders orders{parts.control->stop_requested(), parts.control->paused(),
                  parts.control->take_checkpoint_request(), state.progress.validation_due};
    if (!parts.processes) return orders;
    const double minutes = leader() ? state.progress.minutes : 0;
    std::vector<at::Tensor> votes = {
        at::tensor({orders.stop ? 1.0 : 0.0, orders.paused ? 1.0 : 0.0, orders.checkpoint ? 1.0 : 0.0,
                    orders.validation_due ? 1.0 : 0.0, minutes},
                   at::kDouble)};
    parts.processes->sum(votes);
    const double* sums = votes[0].const_data_ptr<double>();
    state.progress.minutes = sums[4];  // one clock for all: a budget of time ends everywhere at the same step
    return {sums[0] > 0, sums[1] > 0, sums[2] > 0, sums[3] > 0};
}

void Trainer::Loop::wait_while_paused(Orders& orders) {
    if (!orders.paused || orders.stop) return;
    parts.observer->on_pause(state.progress.step, true);
    while (orders.paused && !orders.stop) {
        if (orders.checkpoint) save(/*best=*/false);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        parts.observer->on_alive();
        orders = agree();
    }
    parts.observer->on_pause(state.progress.step, false);
}

void Trainer::Loop::begin_epoch() {
    const int64_t of_epoch = epoch();
    const int64_t done = state.progress.step % state.progress.steps_per_epoch;
    if (done == 0) state.progress.epoch_sums.zero_();
    parts.batches->start(of_epoch, done * options.optimizer.accumulate);
    parts.observer->on_progress(state.progress.step, total_steps(), state.progress.minutes);
    parts.observer->on_epoch_begin(of_epoch, state.progress.steps_per_epoch, sparse(of_epoch));
    epoch_start_ = Clock::now();
    epoch_running_ = true;
}

at::Tensor Trainer::Loop::forward_backward(const Batch& batch, bool is_sparse) {
    Laps laps;
    const auto sent = [&](const at::Tensor& tensor) { return tensor.to(device, /*non_blocking=*/true); };
    const at::Tensor templates = normalize_crops(sent(batch.templates));
    const at::Tensor searches = normalize_crops(sent(batch.searches));
    const at::Tensor targets = sent(batch.target_boxes);
    RTrackOutput output;
    {
        const AutocastScope autocast(device.type(), options.precision == "bf16");
        const TemplateFeatures features = state.net.encode_template(templates, sent(batch.target_sizes));
        output = state.net.forward(features, searches, is_sparse);
    }
    const Labels labels =
        assign({centers_, output.init_boxes, output.refined_boxes, targets}, options.assigner);
    const LossTerms terms =
        loss_terms(output, labels, targets, centers_, options.model.patch(), options.loss, pool_);
    const double share = 1.0 / options.optimizer.accumulate;
    window_stages_.forward += laps.lap();
    (share == 1 ? terms.total : terms.total * share).backward();
    window_stages_.backward += laps.lap();
    return figures_of(terms, share);
}

void Trainer::Loop::exchange_gradients(at::Tensor& figures) {
    if (!parts.processes) return;
    // The affinity term is the same everywhere, and the mean of positives one of slices alike: shares of them
    // add up to the whole. The other terms and figures are sums, or are divided by those of all processes.
    const double share = 1.0 / parts.processes->size();
    for (const StepSum shared : {kAffinity, kPositives}) figures[shared] *= share;
    std::vector<at::Tensor> tensors;
    for (const NamedTensor& parameter : state.optimizer.parameters()) {
        if (parameter.tensor.grad().defined()) tensors.push_back(parameter.tensor.grad());
    }
    tensors.push_back(figures);
    parts.processes->sum(tensors);
    figures[kTotal] = figures[kClassification] + figures[kInit] + figures[kRefine] + figures[kAffinity];
}

void Trainer::Loop::take_step() {
    const auto start = Clock::now();
    TrainProgress& progress = state.progress;
    const bool is_sparse = sparse(epoch());
    state.optimizer.clear_gradients();
    at::Tensor figures = at::zeros_like(progress.report_sums);
    for (int i = 0; i < options.optimizer.accumulate; ++i) {
        Laps loading;
        const std::optional<Batch> batch = parts.batches->next();
        window_stages_.loading += loading.lap();
        if (!batch) throw Error(ErrorCode::Internal, "the loader ended before the epoch did");
        figures += forward_backward(*batch, is_sparse);
        parts.observer->on_alive();
    }
    Laps update;
    exchange_gradients(figures);
    const at::Tensor norm = state.optimizer.clip_gradients();
    figures[kNorm] = norm.to(at::kDouble);
    figures[kCount] = 1;
    if (device.is_cpu()) check_finite(figures);
    const double factor = schedule_factor(options.schedule, progress.step, progress_share());
    state.optimizer.step(factor);
    last_rate_ = factor * options.optimizer.learning_rate;
    ++progress.step;
    state.average.update(options.optimizer.average_decay > 0
                             ? average_decay(options.optimizer.average_decay, progress.step)
                             : 0);
    progress.report_sums += figures;
    progress.epoch_sums += figures;
    window_stages_.update += update.lap();
    const double seconds = seconds_since(start);
    progress.minutes += seconds / 60;
    window_seconds_ += seconds;
    ++window_steps_;
}

void Trainer::Loop::check_finite(const at::Tensor& figures) const {
    const at::Tensor host = figures.cpu();
    const double* values = host.const_data_ptr<double>();
    if (std::isfinite(values[kTotal]) && std::isfinite(values[kNorm])) return;
    throw Error(
        ErrorCode::Diverged,
        "training diverged at step " + std::to_string(state.progress.step + 1) + ": loss " +
            std::to_string(values[kTotal]) + ", gradient norm " + std::to_string(values[kNorm]) +
            "; the last checkpoint is as it was. Resume with a lower optimizer.learning_rate, a longer "
            "schedule.warmup_steps, a smaller optimizer.clip_norm, or precision=fp32");
}

void Trainer::Loop::report_step() {
    TrainProgress& progress = state.progress;
    const auto start = Clock::now();
    const at::Tensor sums = progress.report_sums.cpu();  // a GPU's steps are only queued until here
    const double queued_seconds = seconds_since(start);
    progress.minutes += queued_seconds / 60;
    window_seconds_ += queued_seconds;
    check_finite(sums);
    const auto count = static_cast<double>(std::max<int64_t>(window_steps_, 1));
    const double waited = parts.batches->waited_seconds();
    const double seconds = std::max(window_seconds_, 1e-9);
    const auto pairs_per_step = static_cast<double>(options.batch_size) * options.optimizer.accumulate;
    StepReport report = report_of_sums(sums);
    report.step = progress.step;
    report.epoch = epoch_of_last_step();
    report.steps = total_steps();
    report.epochs = options.epochs;
    report.pairs = pairs_seen();
    report.learning_rate = last_rate_;
    report.pairs_per_second = count * pairs_per_step / seconds;
    report.loader_wait = (waited - window_wait_start_) / seconds;
    const double seconds_a_step = seconds / count;
    report.seconds_left = seconds_a_step * static_cast<double>(total_steps() - progress.step);
    if (options.max_minutes > 0) {
        report.seconds_left = std::min(report.seconds_left, 60 * (options.max_minutes - progress.minutes));
    }
    report.minutes = progress.minutes;
    report.memory_mb = used_memory_mb(device);
    report.stages = {window_stages_.loading / count, window_stages_.forward / count,
                     window_stages_.backward / count, window_stages_.update / count};
    parts.observer->on_step(report);
    progress.report_sums.zero_();
    window_steps_ = 0;
    window_seconds_ = 0;
    window_stages_ = {};
    window_wait_start_ = waited;
}

void Trainer::Loop::end_epoch() {
    const at::Tensor host = state.progress.epoch_sums.cpu();
    const double* sums = host.const_data_ptr<double>();
    const double count = std::max(sums[kCount], 1.0);
    const int64_t ended = state.progress.step / state.progress.steps_per_epoch;
    parts.observer->on_epoch_end(
        {ended, state.progress.step, sums[kTotal] / count, mean_iou(host), seconds_since(epoch_start_)});
    epoch_running_ = false;
    if (ended == options.epochs) return;
    const bool due = options.validate_every_epochs > 0 && ended % options.validate_every_epochs == 0;
    if (due) {
        validate();
    } else {
        save(/*best=*/false);
    }
}

/// nullopt if the run is asked to stop meanwhile.
std::optional<std::vector<ValidationReport>> Trainer::Loop::validation_reports() {
    try {
        return parts.validator(state.average.net());
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Stopped) throw;
        return std::nullopt;
    }
}

/// Saves first, since a validation takes long, and may be the last that the process does: the checkpoint says
/// that it is due, so that a run that goes on makes up for it. And again when it is done, with what there is
/// to beat.
void Trainer::Loop::validate() {
    state.progress.validation_due = parts.validator && leader();
    save(/*best=*/false);
    last_validation_ = Clock::now();
    if (!state.progress.validation_due) return;
    double sum = 0;
    int scored = 0;
    const auto reports = validation_reports();
    if (!reports) return;
    for (const ValidationReport& report : *reports) {
        parts.observer->on_validation(epoch_of_last_step(), state.progress.step, pairs_seen(), report);
        if (!std::isfinite(report.ao)) continue;
        sum += report.ao;
        ++scored;
    }
    last_validation_ = Clock::now();
    state.progress.validation_due = false;
    const double mean = scored == 0 ? -1 : sum / scored;
    if (mean > state.progress.best_ao) {
        state.progress.best_ao = mean;
        parts.observer->on_best(mean);
        save(/*best=*/true);
    }
    save(/*best=*/false);
}

void Trainer::Loop::save(bool best) {
    if (!best) last_save_ = Clock::now();
    if (!leader()) return;
    if (state.progress.step > 0 && !device.is_cpu()) check_finite(state.progress.report_sums);
    const auto& file = best ? parts.files.best : parts.files.last;
    if (file.empty()) return;
    save_checkpoint(file, state, options);
    parts.observer->on_checkpoint(state.progress.step, file, best);
    if (best) {
        export_model(parts.files.best_model);
    } else if (!epoch_running_) {
        export_model(parts.files.model);
    }
}

void Trainer::Loop::export_model(const std::filesystem::path& file) {
    if (file.empty()) return;
    auto provenance = parts.files.provenance;
    provenance["step"] = std::to_string(state.progress.step);
    provenance["pairs"] = std::to_string(pairs_seen());
    provenance["minutes"] = std::to_string(state.progress.minutes);
    if (state.progress.best_ao >= 0) provenance["best_ao"] = std::to_string(state.progress.best_ao);
    save_model(file, state.average.net(), provenance);
}

/// Those of the others too: rank 0 alone has a run folder to write them into.
void Trainer::Loop::pass_warnings() {
    std::vector<std::string> warnings = parts.batches->take_warnings();
    if (parts.processes) warnings = lines_of_all(*parts.processes, warnings);
    for (const std::string& warning : warnings) parts.observer->on_warning(warning);
}

Trainer::End Trainer::Loop::run() {
    TrainProgress& progress = state.progress;
    for (const std::string& change : changes_) parts.observer->on_warning(change);
    pass_warnings();
    while (progress.step < total_steps()) {
        Orders orders = agree();
        wait_while_paused(orders);
        if (orders.stop) {
            epoch_running_ = false;
            save(/*best=*/false);
            return End::Stopped;
        }
        if (progress_share() >= 1) break;
        if (orders.validation_due) {  // it was cut off when the run ended before
            validate();
            continue;  // the others wait where they may wait for long: in agree()
        }
        if (!epoch_running_) begin_epoch();
        take_step();
        parts.observer->on_progress(progress.step, total_steps(), progress.minutes);
        if (progress.step % options.report_every_steps == 0) {
            report_step();
            pass_warnings();
        }
        if (progress.step % progress.steps_per_epoch == 0) {
            end_epoch();
            continue;
        }
        const bool time_to_validate = options.validate_every_minutes > 0 &&
                                      seconds_since(last_validation_) >= 60 * options.validate_every_minutes;
        if (time_to_validate) {
            validate();
        } else if (orders.checkpoint || seconds_since(last_save_) >= 60 * options.checkpoint_every_minutes) {
            save(/*best=*/false);
        }
    }
    epoch_running_ = false;
    // What is left over: the last figures of the run, and all there are of a short one.
    if (progress.report_sums[kCount].item<double>() > 0) report_step();
    pass_warnings();
    validate();
    return agree().validation_due ? End::Stopped : End::Finished;
}

Trainer::Trainer(const TrainOptions& options, Parts parts, const std::filesystem::path& resume_from) {
    with_named_errors([&] { loop_ = std::make_unique<Loop>(options, std::move(parts), resume_from); });
}

Trainer::~Trainer() = default;

Trainer::End Trainer::run() {
    End end = End::Finished;
    with_named_errors([&] { end = loop_->run(); });
    return end;
}

TrainingState& Trainer::state() {
    return loop_->state;
}
int64_t Trainer::total_steps() const {
    return loop_->total_steps();
}
at::Device Trainer::device() const {
    return loop_->device;
}

}  // namespace rtrack
