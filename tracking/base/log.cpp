#include "tracking/base/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "tracking/base/error.h"

namespace rtrack {

namespace {

spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> instance = [] {
        auto created = std::make_shared<spdlog::logger>(
            "rtrack", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        created->set_pattern("%^%l%$: %v");
        created->flush_on(spdlog::level::info);
        return created;
    }();
    return *instance;
}

}  // namespace

void log_info(const std::string& message) {
    logger().info(message);
}
void log_warning(const std::string& message) {
    logger().warn(message);
}
void log_error(const std::string& message) {
    logger().error(message);
}

void log_to_file(const std::filesystem::path& file) {
    try {
        auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
        sink->set_pattern("%Y-%m-%d %H:%M:%S %l: %v");
        logger().sinks().resize(1);  // stderr
        logger().sinks().push_back(sink);
    } catch (const spdlog::spdlog_ex& failure) {
        throw Error(ErrorCode::Data, "cannot write the log file " + file.string() + ": " + failure.what());
    }
}

}  // namespace rtrack
