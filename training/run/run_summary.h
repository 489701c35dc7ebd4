#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace rtrack {

/// How a run stands, as far as its folder tells.
enum class RunState {
    Waiting,      ///< it is to be started: the folder says how, and no process has worked on it
    Starting,     ///< its process is there and has not begun yet
    Running,      ///< a process of this machine works on it
    Paused,       ///< such a process waits for `resume`
    Elsewhere,    ///< another machine said last that it runs; whether it still does cannot be seen from here
    Finished,     ///< it came to its end
    Stopped,      ///< it was asked to stop, or was copied while it ran; can be resumed
    Failed,       ///< it ended with an error and said which
    Interrupted,  ///< its process died without a word; can be resumed
};

inline constexpr double kSilentSeconds = 20;
inline constexpr double kSilentFirstStepSeconds = 120;  ///< nobody knows yet how long a step takes
inline constexpr double kSilentSteps = 3;  ///< where so many steps take longer than kSilentSeconds

/// What a list of runs shows about one of them: from its small files, never from all of its events.
struct RunSummary {
    std::filesystem::path folder;
    RunState state = RunState::Waiting;
    std::optional<double> best_ao;
    int64_t epoch = 0;
    int64_t step = 0;
    int64_t steps = 0;
    int64_t pairs = 0;
    double minutes = 0;                  ///< of training, over all resumptions
    std::optional<double> minutes_left;  ///< while it runs
    std::string device;                  ///< "CPU, bf16 (...)"
    std::string host;
    std::string updated;  ///< UTC, as events write it
    std::string message;  ///< of a failure
    int exit_code = 0;
    bool silent = false;          ///< it runs, and was not heard of for longer than its steps take
    bool has_checkpoint = false;  ///< there is something to resume from
    std::map<std::string, std::string> options;  ///< "group.name" -> value, of config.yaml

    [[nodiscard]] bool active() const {
        return state == RunState::Starting || state == RunState::Running || state == RunState::Paused;
    }
    /// It ended before its time and can be gone on with.
    [[nodiscard]] bool resumable() const {
        return state == RunState::Stopped || state == RunState::Interrupted || state == RunState::Failed;
    }
    bool operator==(const RunSummary&) const = default;
};

/// Reads one run folder. What is missing or damaged is left at its default: a list shows what there is.
[[nodiscard]] RunSummary read_run_summary(const std::filesystem::path& folder);

/// The run folders below `root`, itself excluded, sorted by path: folders that hold config.yaml,
/// events.jsonl, status.json or job.json. A run folder is not searched further.
/// @param depth  levels of folders below `root` that are looked at
[[nodiscard]] std::vector<std::filesystem::path> find_run_folders(const std::filesystem::path& root,
                                                                  int depth = 4);

/// The options of a config.yaml, nested groups as "group.name"; lists as a,b,c.
/// @throws Error(Data) naming the file if it cannot be read as YAML.
[[nodiscard]] std::map<std::string, std::string> read_run_options(const std::filesystem::path& config);

/// One line for each option whose value is not the same in all: its name -> the values, in the order of
/// `runs`; an option that a run does not have is empty there.
[[nodiscard]] std::map<std::string, std::vector<std::string>> differing_options(
    const std::vector<std::map<std::string, std::string>>& runs);

/// What job.json says of a run that the studio started or is to start: the job, `host`, and `pid`, the
/// process started last, 0 while it waits for its turn. nullopt without one.
[[nodiscard]] std::optional<nlohmann::json> read_run_job(const std::filesystem::path& folder);

/// The process that works on a run, or was started to, on this machine; 0 if there is none.
[[nodiscard]] int64_t run_pid(const std::filesystem::path& folder);

/// Seconds since 1970 of a time as events write it; nullopt if it is none.
[[nodiscard]] std::optional<double> seconds_from_utc(const std::string& text);

}  // namespace rtrack
