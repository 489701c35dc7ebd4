#include "training/learn/event_observer.h"

#include <cstdio>

#include "tracking/base/duration_text.h"
#include "tracking/base/log.h"

namespace rtrack {

namespace {

constexpr std::chrono::seconds kStatusPeriod(5);

std::string progress_line(const StepReport& report) {
    char text[400];
    std::snprintf(
        text, sizeof text,
        "epoch %lld/%lld step %lld/%lld  loss %.3f (cls %.3f init %.3f refine %.3f affinity %.3f)  IoU %.3f  "
        "%.1f pairs/s  left %s  loader %.0f %%  memory %.0f MB",
        static_cast<long long>(report.epoch), static_cast<long long>(report.epochs),
        static_cast<long long>(report.step), static_cast<long long>(report.steps), report.loss_total,
        report.loss_classification, report.loss_init, report.loss_refine, report.loss_affinity, report.iou,
        report.pairs_per_second, duration_text(report.seconds_left).c_str(), 100 * report.loader_wait,
        report.memory_mb);
    return text;
}

}  // namespace

EventObserver::EventObserver(EventWriter& writer, const RunDir& run_dir, bool resumed, bool progress_lines)
    : writer_(writer),
      tensorboard_(run_dir.paths().tensorboard()),
      run_dir_(run_dir),
      progress_lines_(progress_lines) {
    if (resumed) status_ = read_status(run_dir.paths().folder()).value_or(status_);
    status_.erase("exit_code");
    status_.erase("message");
}

void EventObserver::on_start(int64_t step, double best_ao) {
    status_["step"] = step;
    status_.erase("ao");  // that of before may be of other validation data
    if (best_ao >= 0) on_best(best_ao);
}

void EventObserver::record(const Event& event) {
    writer_.write(event);
    tensorboard_.write(event);
}

void EventObserver::write_status(const std::string& state) {
    status_["state"] = state;
    run_dir_.write_status(status_);
    status_written_ = std::chrono::steady_clock::now();
}

void EventObserver::on_alive() {
    beat(run_dir_.paths());
}

/// Reports come after so many steps, which may be an hour: who watches sees slow steps between them.
void EventObserver::on_progress(int64_t step, int64_t steps, double minutes) {
    beat(run_dir_.paths());
    status_["step"] = step;
    status_["steps"] = steps;
    status_["minutes"] = minutes;
    if (std::chrono::steady_clock::now() - status_written_ >= kStatusPeriod) write_status("running");
}

void EventObserver::on_epoch_begin(int64_t epoch, int64_t steps_of_epoch, bool sparse) {
    writer_.write({"epoch_begin", {{"epoch", epoch}, {"sparse", sparse}, {"steps", steps_of_epoch}}, ""});
    status_["epoch"] = epoch;
    write_status("running");
}

void EventObserver::on_step(const StepReport& report) {
    record({"step",
            {{"epoch", report.epoch},
             {"step", report.step},
             {"steps", report.steps},
             {"pairs", report.pairs},
             {"loss_total", report.loss_total},
             {"loss_cls", report.loss_classification},
             {"loss_init", report.loss_init},
             {"loss_refine", report.loss_refine},
             {"loss_affinity", report.loss_affinity},
             {"iou", report.iou},
             {"positives", report.positives},
             {"gradient_norm", report.gradient_norm},
             {"learning_rate", report.learning_rate},
             {"pairs_per_second", report.pairs_per_second},
             {"loader_wait", report.loader_wait},
             {"seconds_left", report.seconds_left},
             {"minutes", report.minutes},
             {"memory_mb", report.memory_mb}},
            ""});
    status_["epoch"] = report.epoch;
    status_["step"] = report.step;
    status_["steps"] = report.steps;
    status_["pairs"] = report.pairs;
    status_["iou"] = report.iou;
    status_["seconds_left"] = report.seconds_left;
    status_["minutes"] = report.minutes;
    write_status("running");
    if (progress_lines_) log_info(progress_line(report));
}

void EventObserver::on_epoch_end(const EpochReport& report) {
    record({"epoch_end",
            {{"epoch", report.epoch},
             {"step", report.step},
             {"loss_total", report.loss_total},
             {"iou", report.iou},
             {"seconds", report.seconds}},
            ""});
}

void EventObserver::on_validation(int64_t epoch, int64_t step, int64_t pairs,
                                  const ValidationReport& report) {
    record({"validation",
            {{"epoch", epoch},
             {"step", step},
             {"pairs", pairs},
             {"dataset", report.dataset},
             {"ao", report.ao},
             {"sr_50", report.sr_50},
             {"sr_75", report.sr_75},
             {"sequences", report.sequences},
             {"seconds", report.seconds}},
            ""});
    char text[160];
    std::snprintf(text, sizeof text, "validation at step %lld: AO %.3f  SR0.5 %.3f  SR0.75 %.3f  on ",
                  static_cast<long long>(step), report.ao, report.sr_50, report.sr_75);
    log_info(text + report.dataset);
}

void EventObserver::on_best(double ao) {
    status_["ao"] = ao;
}

void EventObserver::on_checkpoint(int64_t step, const std::filesystem::path& file, bool best) {
    const auto relative = file.lexically_relative(run_dir_.paths().folder());
    writer_.write(
        {"checkpoint", {{"step", step}, {"file", relative.string()}, {"kind", best ? "best" : "last"}}, ""});
}

void EventObserver::on_pause(int64_t step, bool paused) {
    writer_.write({paused ? "paused" : "resumed", {{"step", step}}, ""});
    write_status(paused ? "paused" : "running");
    log_info(paused ? "paused; 'resume' goes on" : "resumed");
}

void EventObserver::on_warning(const std::string& message) {
    writer_.write({"warning", {{"message", message}}, ""});
    log_warning(message);
}

void EventObserver::on_end(const std::string& state, int exit_code, int64_t step, double seconds,
                           const std::string& message) {
    if (state == "failed") writer_.write({"error", {{"message", message}, {"exit_code", exit_code}}, ""});
    writer_.write(
        {"end", {{"reason", state}, {"exit_code", exit_code}, {"step", step}, {"seconds", seconds}}, ""});
    status_["exit_code"] = exit_code;
    if (step > 0) status_["step"] = step;
    if (!message.empty()) status_["message"] = message;
    write_status(state);
}

}  // namespace rtrack
