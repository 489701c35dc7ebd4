#include "training/run/job_spec.h"

#include "tracking/base/error.h"

namespace rtrack {

std::vector<std::string> JobSpec::arguments() const {
    std::vector<std::string> list = {"train"};
    if (!config.empty()) list.push_back(config);
    for (const auto& setting : settings) {
        list.push_back("--set");
        list.push_back(setting);
    }
    list.push_back("--run");
    list.push_back(run_folder.string());
    if (!start_model.empty()) {
        list.push_back("--init");
        list.push_back(start_model);
    }
    if (resume) list.push_back("--resume");
    return list;
}

nlohmann::json json_from_job(const JobSpec& job) {
    return {{"config", job.config},
            {"settings", job.settings},
            {"run_folder", job.run_folder.string()},
            {"start_model", job.start_model},
            {"resume", job.resume}};
}

JobSpec job_from_json(const nlohmann::json& json) {
    try {
        JobSpec job;
        job.config = json.value("config", job.config);
        job.settings = json.value("settings", job.settings);
        job.run_folder = json.value("run_folder", std::string());
        job.start_model = json.value("start_model", job.start_model);
        job.resume = json.value("resume", job.resume);
        return job;
    } catch (const nlohmann::json::exception& failure) {
        throw Error(ErrorCode::Data, std::string("this is not a training job: ") + failure.what());
    }
}

}  // namespace rtrack
