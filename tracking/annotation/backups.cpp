#include "tracking/annotation/backups.h"

#include <algorithm>
#include <ctime>
#include <string>

#include "tracking/annotation/project_file.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kHour = 3600;
constexpr int64_t kDay = 24 * kHour;

struct Age {
    int64_t up_to;   ///< seconds
    int64_t one_in;  ///< seconds: one copy of each such stretch is kept
};
constexpr Age kAges[] = {{kHour, 1}, {kDay, kHour}, {14 * kDay, kDay}, {90 * kDay, 7 * kDay}};

fs::path backup_folder(const fs::path& project_file) {
    fs::path folder = project_file;
    folder += "-backups";
    return folder;
}

constexpr char kTimeFormat[] = "%Y-%m-%dT%H-%M-%SZ";

std::string name_of(int64_t time) {
    const std::time_t seconds = time;
    std::tm parts = {};
    gmtime_r(&seconds, &parts);
    char text[32];
    std::strftime(text, sizeof text, kTimeFormat, &parts);
    return std::string(text) + ".rtrack";
}

std::optional<int64_t> time_of(const fs::path& file) {
    std::tm parts = {};
    const std::string name = file.filename().string();
    const char* end = strptime(name.c_str(), kTimeFormat, &parts);
    if (end == nullptr || std::string(end) != ".rtrack") return std::nullopt;
    return static_cast<int64_t>(timegm(&parts));
}

}  // namespace

std::vector<Backup> list_backups(const fs::path& project_file) {
    std::vector<Backup> backups;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(backup_folder(project_file), none)) {
        if (const auto made_at = time_of(entry.path())) backups.push_back({entry.path(), *made_at});
    }
    std::sort(backups.begin(), backups.end(),
              [](const Backup& a, const Backup& b) { return a.made_at < b.made_at; });
    return backups;
}

std::vector<int64_t> backups_to_remove(const std::vector<int64_t>& made_at, int64_t now) {
    std::vector<int64_t> superfluous;
    int64_t last_stretch = -1;
    for (const int64_t time : made_at) {
        const auto* age = std::find_if(std::begin(kAges), std::end(kAges),
                                       [&](const Age& a) { return now - time <= a.up_to; });
        if (age == std::end(kAges)) {
            superfluous.push_back(time);
            continue;
        }
        // Stretches are fixed in time, not counted from now: what is kept today is kept tomorrow.
        const int64_t stretch = time / age->one_in * age->one_in;
        if (age->one_in > 1 && stretch == last_stretch) superfluous.push_back(time);
        last_stretch = stretch;
    }
    return superfluous;
}

std::optional<fs::path> make_backup(const fs::path& project_file, int64_t now) {
    std::vector<Backup> backups = list_backups(project_file);
    if (!backups.empty() && now - backups.back().made_at < kBackupSeconds) return std::nullopt;
    const fs::path folder = backup_folder(project_file);
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error(ErrorCode::Data, folder.string() + " cannot be made: " + failure.message() + ".");
    const OpenFile source = open_project_file(project_file, false);
    const fs::path copy = folder / name_of(now);
    copy_project_file(*source.connection, copy);
    std::vector<int64_t> times;
    for (const Backup& backup : backups) times.push_back(backup.made_at);
    times.push_back(now);
    for (const int64_t time : backups_to_remove(times, now)) fs::remove(folder / name_of(time), failure);
    return copy;
}

}  // namespace rtrack
