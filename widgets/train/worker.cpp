#include "widgets/train/worker.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <fstream>
#include <ranges>

#include <signal.h>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/work_lock.h"
#include "training/run/run_dir.h"
#include "training/run/run_summary.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

void write_job(const JobSpec& spec, int64_t pid) {
    nlohmann::json json = json_from_job(spec);
    json["host"] = this_host();
    json["pid"] = pid;
    write_whole_file(RunPaths(spec.run_folder).job(), json.dump(2) + "\n");
}

int number_or(const std::map<std::string, std::string>& options, const char* name, int otherwise) {
    const auto found = options.find(name);
    return found == options.end() ? otherwise : std::max(1, QString::fromStdString(found->second).toInt());
}

}  // namespace

void queue_run(const JobSpec& spec) {
    std::error_code failure;
    const RunPaths paths(spec.run_folder);
    if (std::filesystem::exists(paths.job(), failure) || std::filesystem::exists(paths.status(), failure)) {
        throw Error(ErrorCode::Data,
                    "there is a run in " + spec.run_folder.string() + " already; choose another name");
    }
    std::filesystem::create_directories(spec.run_folder, failure);
    if (failure) {
        throw Error(ErrorCode::Data,
                    "the folder " + spec.run_folder.string() + " cannot be made: " + failure.message());
    }
    write_job(spec, 0);
}

void start_worker(const QString& program, const JobSpec& spec) {
    if (!QFileInfo(program).isExecutable()) {
        throw Error(ErrorCode::Data,
                    "the program " + program.toStdString() + " is not there, or cannot be run");
    }
    QStringList arguments;
    for (const std::string& argument : spec.arguments()) arguments << fromStd(argument);
    QProcess process;
    const QString nice = QStandardPaths::findExecutable("nice");  // the window comes first
    if (nice.isEmpty()) {
        process.setProgram(program);
    } else {
        process.setProgram(nice);
        arguments = QStringList{"-n", "5", program} + arguments;
    }
    process.setArguments(arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(fromStd(RunPaths(spec.run_folder).worker_output().string()));
    qint64 pid = 0;
    if (!process.startDetached(&pid)) {
        throw Error(ErrorCode::Data,
                    program.toStdString() + " could not be started: " + process.errorString().toStdString());
    }
    write_job(spec, pid);
}

int batch_size_of(const std::map<std::string, std::string>& options) {
    return number_or(options, "batch_size", 2);
}

std::string device_of(const JobSpec& job, const std::map<std::string, std::string>& options) {
    constexpr std::string_view kDevice = "device=";
    for (const std::string& setting : std::views::reverse(job.settings)) {
        if (setting.starts_with(kDevice)) return setting.substr(kDevice.size());
    }
    const auto found = options.find("device");
    return found == options.end() ? "auto" : found->second;
}

int divisor_of_batch(int batch) {
    int divisor = 2;
    while (divisor < batch && batch % divisor != 0) ++divisor;
    return divisor;
}

JobSpec resumed_job(const std::filesystem::path& folder, bool smaller_batch) {
    const RunPaths paths(folder);
    JobSpec spec;
    std::error_code failure;
    if (std::filesystem::exists(paths.last_checkpoint(), failure)) {
        spec.run_folder = folder;
    } else if (const auto job = read_run_job(folder)) {
        spec = job_from_json(*job);
        spec.run_folder = folder;  // it may have been renamed
    } else {
        throw Error(ErrorCode::Data, folder.string() + " has no checkpoint to go on from");
    }
    spec.resume = true;
    if (smaller_batch) {
        const auto options = read_run_options(paths.config());
        const int batch = batch_size_of(options);
        const int divisor = divisor_of_batch(batch);
        spec.settings.push_back("batch_size=" + std::to_string(batch / divisor));
        spec.settings.push_back("optimizer.accumulate=" +
                                std::to_string(divisor * number_or(options, "optimizer.accumulate", 1)));
    }
    return spec;
}

void send_command(const std::filesystem::path& folder, const std::string& command) {
    std::ofstream file(RunPaths(folder).control(), std::ios::app);
    file << command << "\n" << std::flush;
    if (!file) throw Error(ErrorCode::Data, "cannot write into the run folder " + folder.string());
}

bool kill_worker(const std::filesystem::path& folder) {
    const int64_t pid = run_pid(folder);
    return pid > 0 && ::kill(static_cast<pid_t>(pid), SIGKILL) == 0;
}

}  // namespace rtrack
