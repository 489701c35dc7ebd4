#include "tracking/model/model_library.h"

#include <cstdlib>
#include <set>
#include <sstream>
#include <system_error>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr char kExtension[] = ".safetensors";

std::filesystem::path program_folder() {
    std::error_code status;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", status);
    return status ? std::filesystem::current_path() : program.parent_path();
}

}  // namespace

std::vector<std::filesystem::path> model_folders() {
    std::vector<std::filesystem::path> folders;
    if (const char* variable = std::getenv("RTRACK_MODELS")) {
        std::istringstream list(variable);
        for (std::string folder; std::getline(list, folder, ':');) {
            if (!folder.empty()) {
                folders.emplace_back(folder);
            }
        }
    }
    const std::filesystem::path program = program_folder();
    folders.push_back((program / "../../../resources/models").lexically_normal());
    folders.push_back((program / "../share/rtrack/models").lexically_normal());
    return folders;
}

std::filesystem::path find_model_file(const std::string& name_or_path) {
    std::error_code status;
    if (std::filesystem::is_regular_file(name_or_path, status)) {
        return name_or_path;
    }
    const bool is_name = !name_or_path.empty() && name_or_path.find('/') == std::string::npos;
    std::string looked_at = name_or_path;
    if (is_name) {
        for (const std::filesystem::path& folder : model_folders()) {
            std::filesystem::path candidate = folder / (name_or_path + kExtension);
            if (std::filesystem::is_regular_file(candidate, status)) {
                return candidate;
            }
            looked_at += ", " + candidate.string();
        }
    }
    throw Error(ErrorCode::Data,
                "there is no model '" + name_or_path + "'; looked at: " + looked_at +
                    ". Give a .safetensors file, or set RTRACK_MODELS to the folder that has it");
}

std::vector<std::string> model_names() {
    std::set<std::string> names;
    for (const std::filesystem::path& folder : model_folders()) {
        std::error_code status;
        for (const auto& entry : std::filesystem::directory_iterator(folder, status)) {
            if (entry.path().extension() == kExtension) {
                names.insert(entry.path().stem().string());
            }
        }
    }
    return {names.begin(), names.end()};
}

}  // namespace rtrack
