#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace rtrack {

/// A training job to start: what the arguments of `rtrack train` say.
struct JobSpec {
    std::string config;                 ///< a preset's name or a YAML file
    std::vector<std::string> settings;  ///< "key=value", over the configuration
    std::filesystem::path run_folder;
    std::string start_model;  ///< weights to start from; empty: random, or what the configuration says
    bool resume = false;      ///< go on from the folder's last checkpoint where there is one

    /// The arguments behind the program's name: train CONFIG --set ... --run DIR ...
    [[nodiscard]] std::vector<std::string> arguments() const;
    bool operator==(const JobSpec&) const = default;
};

[[nodiscard]] nlohmann::json json_from_job(const JobSpec& job);
/// Fields that are absent keep their default. @throws Error(Data) if the value is no object or a field of a
/// wrong kind.
[[nodiscard]] JobSpec job_from_json(const nlohmann::json& json);

}  // namespace rtrack
