#include "training/learn/train_run.h"

#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/headeronly/version.h>
#include <unistd.h>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/work_lock.h"
#include "training/learn/event_observer.h"
#include "training/learn/loader_source.h"
#include "training/learn/train_device.h"
#include "training/run/events.h"

namespace rtrack {

namespace {

/// Rank 0 writes the run folder; the others have an observer that says nothing.
struct Recorder {
    RunDir run_dir;
    EventWriter writer;
    EventObserver observer;
    ControlListener listener;

    explicit Recorder(const TrainRun& run)
        : run_dir(run.folder),
          writer(run_dir.paths().events(), run.echo_descriptor),
          observer(writer, run_dir, run.resume, run.progress_lines),
          listener(*run.control, run_dir.paths().control(), run.control_descriptor) {}
};

std::string text_of_options(TrainOptions options) {
    OptionTable table;
    options.describe(table);
    return table.to_yaml();
}

nlohmann::json environment(const TrainRun& run) {
    nlohmann::json json = {{"program", "rtrack"},
                           {"torch", TORCH_VERSION},
                           {"host", this_host()},
                           {"cores", std::thread::hardware_concurrency()},
                           {"threads", at::get_num_threads()},
                           {"device", run.device_name},
                           {"precision", run.options.precision},
                           {"command_line", run.command_line},
                           {"started", utc_time_text()},
                           {"cpu_capability", at::get_cpu_capability()}};
    for (const char* name :
         {"OMP_NUM_THREADS", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME", "CUDA_VISIBLE_DEVICES"}) {
        if (const char* value = std::getenv(name)) json["variables"][name] = value;
    }
    return json;
}

void write_beginning(Recorder& recorder, const TrainRun& run, bool resumed, const TrainingState& state) {
    const RunPaths& paths = recorder.run_dir.paths();
    write_whole_file(paths.config(), text_of_options(run.options));
    write_whole_file(paths.environment(), environment(run).dump(2) + "\n");
    recorder.writer.write({"hello",
                           {{"program", "rtrack"},
                            {"pid", ::getpid()},
                            {"device", run.device_name},
                            {"precision", run.options.precision},
                            {"threads", at::get_num_threads()},
                            {"world", run.processes ? run.processes->size() : 1},
                            {"resumed", resumed},
                            {"step", state.progress.step}},
                           ""});
    TrainOptions options = run.options;
    OptionTable table;
    options.describe(table);
    recorder.writer.write({"config", {{"options", table.to_map()}}, ""});
}

std::map<std::string, std::string> provenance(const TrainRun& run) {
    std::map<std::string, std::string> texts = {{"trained_by", "rtrack train"},
                                                {"seed", std::to_string(run.options.seed)},
                                                {"train_options", text_of_options(run.options)},
                                                {"started", utc_time_text()}};
    return texts;
}

void say_what_is_left(const RunPaths& paths) {
    if (!std::filesystem::exists(paths.last_checkpoint())) return;
    log_info(paths.last_checkpoint().string() +
             " is whole; when the cause of the error is gone, --resume goes on from there");
}

/// Does the work; the recorder is there on rank 0 only.
TrainRunEnd train(const TrainRun& run, BatchSource& batches, Recorder* recorder,
                  const std::filesystem::path& resume_from, int64_t& step) {
    TrainObserver silent;
    Trainer::Parts parts;
    parts.batches = &batches;
    parts.observer = recorder ? &recorder->observer : &silent;
    parts.control = run.control;
    parts.processes = run.processes;
    if (recorder) {
        const RunPaths& paths = recorder->run_dir.paths();
        parts.files = {paths.last_checkpoint(), paths.best_checkpoint(), paths.model(), paths.best_model(),
                       provenance(run)};
        if (run.make_validator) parts.validator = run.make_validator(paths);
    }
    Trainer trainer(run.options, std::move(parts), resume_from);
    if (recorder) {
        write_beginning(*recorder, run, !resume_from.empty(), trainer.state());
        const TrainProgress& progress = trainer.state().progress;
        recorder->observer.on_start(progress.step, progress.best_ao);
    }
    const auto follow_step = [&] { step = trainer.state().progress.step; };
    try {
        const Trainer::End end = trainer.run();
        follow_step();
        return {end, step, trainer.state().progress.best_ao};
    } catch (...) {
        follow_step();
        if (recorder) say_what_is_left(recorder->run_dir.paths());
        throw;
    }
}

std::filesystem::path checkpoint_to_resume(const TrainRun& run) {
    const RunPaths paths(run.folder);
    if (!run.resume && std::filesystem::exists(paths.last_checkpoint())) {
        throw Error(ErrorCode::Argument,
                    "the folder " + run.folder.string() +
                        " holds a run already; add --resume to go on with it, or choose another");
    }
    const bool there = run.resume && std::filesystem::exists(paths.last_checkpoint());
    return there ? paths.last_checkpoint() : std::filesystem::path();
}

/// torchrun and Slurm end all processes once one has left with an error code, which is what a stop gives:
/// nobody leaves before rank 0 has written its files.
void leave_together(ProcessGroup* processes) {
    if (!processes) return;
    std::vector<at::Tensor> message = {at::zeros({1})};
    processes->sum(message);
}

using MakeBatches = std::function<BatchSource&()>;

TrainRunEnd train_recorded(const TrainRun& run, const MakeBatches& make_batches) {
    const int threads =
        run.options.threads > 0 ? run.options.threads : static_cast<int>(std::thread::hardware_concurrency());
    at::set_num_threads(std::max(1, threads));
    const std::filesystem::path resume_from = checkpoint_to_resume(run);
    const bool leader = !run.processes || run.processes->rank() == 0;
    std::optional<Recorder> recorder;
    if (leader) {
        recorder.emplace(run);
        log_to_file(recorder->run_dir.paths().log());
    }
    const auto start = std::chrono::steady_clock::now();
    int64_t step = 0;
    const auto end = [&](const std::string& state, int code, const std::string& message) {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        if (recorder) recorder->observer.on_end(state, code, step, seconds.count(), message);
    };
    try {
        TrainRunEnd result;
        with_named_errors([&] {  // also what opening the data or the validator throws
            result = train(run, make_batches(), recorder ? &*recorder : nullptr, resume_from, step);
        });
        const bool stopped = result.end == Trainer::End::Stopped;
        end(stopped ? "stopped" : "finished", stopped ? exit_code(ErrorCode::Stopped) : 0, "");
        if (stopped) with_named_errors([&] { leave_together(run.processes); });
        return result;
    } catch (const Error& failure) {
        try {
            end("failed", exit_code(failure.code()), failure.what());
        } catch (const Error& second) {  // a full disk: the first failure is what people must see
            log_error(second.what());
        }
        throw;
    }
}

}  // namespace

TrainRunEnd train_in_folder(const TrainRun& run, BatchSource& batches) {
    return train_recorded(run, [&]() -> BatchSource& { return batches; });
}

void check_shared_batch(const TrainOptions& options, int world) {
    if (options.batch_size % world == 0) return;
    throw Error(ErrorCode::Argument, "batch_size " + std::to_string(options.batch_size) +
                                         " cannot be shared by " + std::to_string(world) + " processes");
}

TrainRunEnd train_in_folder(const TrainRun& run) {
    const int world = run.processes ? run.processes->size() : 1;
    const int rank = run.processes ? run.processes->rank() : 0;
    check_shared_batch(run.options, world);
    std::unique_ptr<LoaderSource> source;
    return train_recorded(run, [&]() -> BatchSource& {
        source = std::make_unique<LoaderSource>(run.options, BatchSlice{rank, world});
        if (rank == 0) {
            for (const std::string& line : source->summary()) log_info(line);
        }
        return *source;
    });
}

}  // namespace rtrack
