#include <chrono>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/annotation/project_script.h"
#include "tests/support/temporary_folder.h"

namespace rtrack {
namespace {

int kills_wanted() {
    const char* text = std::getenv("RTRACK_PROJECT_KILLS");  // for a long run by hand
    return text ? std::atoi(text) : 25;
}

/// Runs the session from step `first`, kills it after `delay`, and returns the last step that it showed as
/// saved.
/// @param at_work  the delay begins with its first step, however long the machine takes to come there
int64_t last_saved_before_kill(const std::string& file, int64_t first, std::chrono::microseconds delay,
                               bool at_work) {
    int ends[2];
    if (pipe(ends) != 0) return -1;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    std::string program = RTRACK_PROJECT_SESSION;
    std::string path = file;
    std::string number = std::to_string(first);
    char* arguments[] = {program.data(), path.data(), number.data(), nullptr};
    pid_t child = 0;
    const int started = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (started != 0) return -1;
    std::string text;
    const auto read_more = [&] {
        char buffer[4096];
        const ssize_t size = read(ends[0], buffer, sizeof buffer);
        if (size > 0) text.append(buffer, static_cast<size_t>(size));
        return size > 0;
    };
    if (at_work) (void)read_more();
    std::this_thread::sleep_for(delay);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    while (read_more()) {
    }
    close(ends[0]);
    const size_t end = text.rfind('\n');
    if (end == std::string::npos) return first - 1;
    const size_t start = text.rfind('\n', end - 1);
    return std::atoll(text.c_str() + (start == std::string::npos ? 0 : start + 1));
}

/// Where the history stands. Undoing a step that changed nothing shows here only; and of a long history the
/// oldest steps are forgotten when a project is opened again.
std::vector<std::pair<std::string, bool>> last_steps(const Project& project) {
    std::vector<std::pair<std::string, bool>> steps;
    for (const HistoryStep& step : project.history(100)) steps.emplace_back(step.label, step.done);
    return steps;
}

TEST(ProjectKill, NothingThatWasShownAsSavedIsLost) {
    const TemporaryFolder folder;
    const std::string killed = folder / "killed.rtrack";
    { (void)make_test_project(killed); }
    Project reference = make_test_project(folder / "reference.rtrack");
    std::mt19937 random(5);
    int64_t done = -1;  // steps that the reference has run
    int kills_in_work = 0;
    for (int kill = 0; kill < kills_wanted(); ++kill) {
        const auto delay = std::chrono::microseconds(5000 + random() % 120000);
        const int64_t saved = last_saved_before_kill(killed, done + 1, delay, kill % 2 == 0);
        ASSERT_GE(saved, done);
        if (saved > done) ++kills_in_work;
        while (done < saved) run_script_step(reference, ++done);
        const Project found = Project::open(killed);
        ASSERT_TRUE(found.faults().empty()) << "after kill " << kill;
        if (found.content_hash() != reference.content_hash() || last_steps(found) != last_steps(reference)) {
            run_script_step(reference, ++done);  // saved, and killed before it could say so
        }
        ASSERT_EQ(found.content_hash(), reference.content_hash()) << "kill " << kill << ", step " << done;
        ASSERT_EQ(last_steps(found), last_steps(reference)) << "kill " << kill << ", step " << done;
    }
    EXPECT_GT(kills_in_work, 0);
    RecordProperty("steps", static_cast<int>(done));
    std::printf("%d kills, %d of them after new steps, %lld steps in all\n", kills_wanted(), kills_in_work,
                static_cast<long long>(done + 1));
}

}  // namespace
}  // namespace rtrack
