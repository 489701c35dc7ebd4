#include "training/run/run_summary.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <set>

#include <yaml-cpp/yaml.h>

#include "tracking/base/error.h"
#include "tracking/base/work_lock.h"
#include "training/run/run_dir.h"

namespace rtrack {

namespace {

/// Of a JSON object; the fallback where the field is absent or of another kind.
double number_of(const nlohmann::json& object, const char* field, double fallback) {
    const auto found = object.find(field);
    return found != object.end() && found->is_number() ? found->get<double>() : fallback;
}

std::string text_of(const nlohmann::json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

nlohmann::json read_object(const std::filesystem::path& file) {
    std::ifstream stream(file);
    nlohmann::json object = nlohmann::json::parse(stream, nullptr, /*allow_exceptions=*/false);
    return object.is_object() ? object : nlohmann::json::object();
}

/// Whether this process is alive and one that was started for this folder: numbers of processes are used
/// again.
bool works_on(int64_t pid, const std::filesystem::path& folder) {
    std::ifstream command("/proc/" + std::to_string(pid) + "/cmdline", std::ios::binary);
    const std::string line((std::istreambuf_iterator<char>(command)), std::istreambuf_iterator<char>());
    if (!line.empty()) return line.find(folder.string()) != std::string::npos;
    // Empty for a process that has ended, but also while one becomes another program: nice, then rtrack.
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    const std::string fields((std::istreambuf_iterator<char>(stat)), std::istreambuf_iterator<char>());
    const size_t name_end = fields.rfind(')');
    if (name_end == std::string::npos || name_end + 2 >= fields.size()) return false;
    return fields[name_end + 2] == 'R' || fields[name_end + 2] == 'D';  // not a zombie
}

RunState state_of(const std::string& said, bool active, bool here) {
    if (active) return said == "paused" ? RunState::Paused : RunState::Running;
    if (said == "finished") return RunState::Finished;
    if (said == "stopped") return RunState::Stopped;
    if (said == "failed") return RunState::Failed;
    if (said == "running" || said == "paused") return here ? RunState::Interrupted : RunState::Elsewhere;
    return RunState::Waiting;
}

void add_options(const YAML::Node& node, const std::string& prefix,
                 std::map<std::string, std::string>& options) {
    for (const auto& entry : node) {
        const std::string name = prefix + entry.first.Scalar();
        const YAML::Node& value = entry.second;
        if (value.IsMap()) {
            add_options(value, name + ".", options);
        } else if (value.IsSequence()) {
            std::string list;
            for (const auto& item : value) list += (list.empty() ? "" : ",") + item.Scalar();
            options[name] = list;
        } else {
            options[name] = value.IsNull() ? "" : value.Scalar();
        }
    }
}

void find_below(const std::filesystem::path& folder, int depth, std::vector<std::filesystem::path>& found) {
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(
             folder, std::filesystem::directory_options::skip_permission_denied, failure)) {
        if (!entry.is_directory(failure)) continue;
        const RunPaths paths(entry.path());
        const bool is_run = std::filesystem::exists(paths.config(), failure) ||
                            std::filesystem::exists(paths.events(), failure) ||
                            std::filesystem::exists(paths.status(), failure) ||
                            std::filesystem::exists(paths.job(), failure);
        if (is_run) {
            found.push_back(entry.path());
        } else if (depth > 1) {
            find_below(entry.path(), depth - 1, found);
        }
    }
}

}  // namespace

std::optional<nlohmann::json> read_run_job(const std::filesystem::path& folder) {
    nlohmann::json job = read_object(RunPaths(folder).job());
    if (job.empty()) return std::nullopt;
    return job;
}

int64_t run_pid(const std::filesystem::path& folder) {
    if (run_is_active(folder)) {
        std::ifstream lock(RunPaths(folder).lock());
        int64_t pid = 0;
        lock >> pid;
        return pid;
    }
    const auto job = read_run_job(folder);
    const auto pid = job ? static_cast<int64_t>(number_of(*job, "pid", 0)) : 0;
    return pid > 0 && works_on(pid, folder) ? pid : 0;
}

namespace {

/// What the studio's own note adds: a process that has not begun, or ended before it could.
/// @param gone  there was no such process any more before the rest was read: what it left is all it will say
void add_job(RunSummary& run, int64_t pid, bool gone) {
    if (pid <= 0 || run.active()) return;
    if (works_on(pid, run.folder) || (run.state == RunState::Waiting && !gone)) {
        run.state = RunState::Starting;
    } else if (run.state == RunState::Waiting) {
        run.state = RunState::Failed;
        run.message = "Its process ended before the run began: the log says why.";
    }
}

/// Seconds; a slow run is heard of once a step.
double longest_silence(const RunSummary& run, const nlohmann::json& status) {
    if (run.steps > 0 && run.step == 0) return kSilentFirstStepSeconds;
    const double seconds = 60 * number_of(status, "minutes", 0);
    return std::max(kSilentSeconds,
                    run.step > 0 ? kSilentSteps * seconds / static_cast<double>(run.step) : 0);
}

}  // namespace

std::optional<double> seconds_from_utc(const std::string& text) {
    std::tm parts{};
    double seconds = 0;
    if (std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:%lfZ", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
                    &parts.tm_hour, &parts.tm_min, &seconds) != 6) {
        return std::nullopt;
    }
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    return static_cast<double>(::timegm(&parts)) + seconds;
}

std::map<std::string, std::string> read_run_options(const std::filesystem::path& config) {
    try {
        const YAML::Node root = YAML::LoadFile(config.string());
        std::map<std::string, std::string> options;
        if (root.IsMap()) add_options(root, "", options);
        return options;
    } catch (const YAML::Exception& failure) {
        throw Error(ErrorCode::Data,
                    "the configuration " + config.string() + " cannot be read: " + failure.what());
    }
}

RunSummary read_run_summary(const std::filesystem::path& folder) {
    const RunPaths paths(folder);
    RunSummary run;
    run.folder = folder;
    const auto job = read_run_job(folder);
    const auto pid = job ? static_cast<int64_t>(number_of(*job, "pid", 0)) : 0;
    const bool gone = pid > 0 && !works_on(pid, folder);
    nlohmann::json status;
    bool active = false;
    do {  // a status and a lock of the same moment: the process may begin or end in between
        active = run_is_active(folder);
        status = read_status(folder).value_or(nlohmann::json::object());
    } while (run_is_active(folder) != active);
    const nlohmann::json environment = read_object(paths.environment());
    run.host = text_of(status, "host").empty() ? text_of(environment, "host") : text_of(status, "host");
    run.state = state_of(text_of(status, "state"), active, run.host == this_host());
    if (status.contains("ao")) run.best_ao = number_of(status, "ao", 0);
    run.epoch = static_cast<int64_t>(number_of(status, "epoch", 0));
    run.step = static_cast<int64_t>(number_of(status, "step", 0));
    run.steps = static_cast<int64_t>(number_of(status, "steps", 0));
    run.pairs = static_cast<int64_t>(number_of(status, "pairs", 0));
    run.exit_code = static_cast<int>(number_of(status, "exit_code", 0));
    run.message = text_of(status, "message");
    run.updated = text_of(status, "updated");
    run.device = text_of(environment, "device");
    const auto started = seconds_from_utc(text_of(environment, "started"));
    const auto updated = seconds_from_utc(run.updated);
    const double since_start = started && updated ? std::max(0.0, (*updated - *started) / 60) : 0;
    run.minutes = number_of(status, "minutes", since_start);
    if (run.active() && status.contains("seconds_left")) {
        run.minutes_left = number_of(status, "seconds_left", 0) / 60;
    }
    add_job(run, pid, gone);
    run.silent = run.active() && seconds_since_beat(paths).value_or(0) > longest_silence(run, status);
    std::error_code failure;
    run.has_checkpoint = std::filesystem::exists(paths.last_checkpoint(), failure);
    try {
        run.options = read_run_options(paths.config());
    } catch (const Error&) {  // a list shows the run all the same
        run.options.clear();
    }
    return run;
}

std::vector<std::filesystem::path> find_run_folders(const std::filesystem::path& root, int depth) {
    std::vector<std::filesystem::path> found;
    find_below(root, depth, found);
    std::sort(found.begin(), found.end());
    return found;
}

std::map<std::string, std::vector<std::string>> differing_options(
    const std::vector<std::map<std::string, std::string>>& runs) {
    std::set<std::string> names;
    for (const auto& options : runs) {
        for (const auto& [name, value] : options) names.insert(name);
    }
    std::map<std::string, std::vector<std::string>> differing;
    for (const std::string& name : names) {
        std::vector<std::string> values;
        for (const auto& options : runs) {
            const auto found = options.find(name);
            values.push_back(found == options.end() ? std::string() : found->second);
        }
        const bool same = std::all_of(values.begin(), values.end(),
                                      [&](const std::string& value) { return value == values.front(); });
        if (!same) differing[name] = std::move(values);
    }
    return differing;
}

}  // namespace rtrack
