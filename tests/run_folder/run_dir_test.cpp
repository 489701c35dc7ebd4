#include "training/run/run_dir.h"

#include <chrono>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/errors.h"
#include "tracking/base/error.h"
#include "training/run/control.h"
#include "training/run/job_spec.h"

namespace rtrack {
namespace {

class RunFolder : public testing::Test {
protected:
    void TearDown() override { std::filesystem::remove_all(folder_); }
    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("rtrack_run_dir_" + std::to_string(::getpid()));
};

/// Waits up to a minute, which a loaded machine may need.
template <typename Condition>
bool comes_true(Condition condition) {
    for (int i = 0; i < 6000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

TEST_F(RunFolder, SecondProcessIsRefusedWhileTheFirstWorks) {
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        RunDir dir(folder_);
        (void)!::write(ready[1], "x", 1);
        ::pause();
        ::_exit(0);
    }
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    EXPECT_TRUE(run_is_active(folder_));
    const std::string message = message_of_error(ErrorCode::Data, [&] { const RunDir second(folder_); });
    EXPECT_NE(message.find(std::to_string(child)), std::string::npos) << message;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_FALSE(run_is_active(folder_));
    RunDir after(folder_);  // the lock of a killed process is free
    EXPECT_TRUE(run_is_active(folder_));
}

TEST_F(RunFolder, WhoOnlyLooksDoesNotKeepAProcessFromItsWork) {
    { RunDir makes_the_folder(folder_); }
    const int looker = ::open(RunPaths(folder_).lock().c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_EQ(::flock(looker, LOCK_SH), 0);  // as run_is_active does, but for longer
    std::thread leaves([looker] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        ::close(looker);
    });
    EXPECT_NO_THROW(RunDir{folder_});
    leaves.join();
}

TEST_F(RunFolder, LeftoversOfAKilledProcessAreClearedAway) {
    const RunPaths paths(folder_);
    std::filesystem::create_directories(paths.checkpoints());
    std::ofstream(paths.checkpoints() / "last.safetensors.123-0.tmp") << "half";
    std::ofstream(paths.last_checkpoint()) << "whole";
    RunDir dir(folder_);
    EXPECT_FALSE(std::filesystem::exists(paths.checkpoints() / "last.safetensors.123-0.tmp"));
    EXPECT_TRUE(std::filesystem::exists(paths.last_checkpoint()));
}

TEST_F(RunFolder, UnwritableFolderIsADataErrorThatNamesIt) {
    const std::string message =
        message_of_error(ErrorCode::Data, [] { const RunDir dir("/proc/rtrack-cannot-be-made"); });
    EXPECT_NE(message.find("/proc/rtrack-cannot-be-made"), std::string::npos) << message;
}

TEST_F(RunFolder, StatusIsReadBack) {
    EXPECT_FALSE(read_status(folder_).has_value());
    RunDir dir(folder_);
    dir.write_status({{"state", "running"}, {"step", 12}});
    const auto status = read_status(folder_);
    ASSERT_TRUE(status.has_value());
    EXPECT_EQ(status->at("state"), "running");
    EXPECT_EQ(status->at("step"), 12);
    EXPECT_EQ(status->at("pid"), ::getpid());
}

TEST_F(RunFolder, ControlFileIsObeyedAndTakenAway) {
    RunDir dir(folder_);
    RunControl control;
    ControlListener listener(control, dir.paths().control(), -1);
    std::ofstream(dir.paths().control()) << "pause\ncheckpoint";
    EXPECT_TRUE(comes_true([&] { return control.paused(); }));
    EXPECT_TRUE(comes_true([&] { return control.take_checkpoint_request(); }));
    EXPECT_FALSE(control.take_checkpoint_request());
    EXPECT_TRUE(comes_true([&] { return !std::filesystem::exists(dir.paths().control()); }));
}

TEST_F(RunFolder, WordsToAnEarlierProcessAreTakenAwayAndNotObeyed) {
    RunDir dir(folder_);
    const auto file = dir.paths().control();
    std::ofstream(file) << "stop";
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) - std::chrono::minutes(5));
    RunControl control;
    ControlListener listener(control, file, -1);
    EXPECT_TRUE(comes_true([&] { return !std::filesystem::exists(file); }));
    std::ofstream(file) << "pause";
    EXPECT_TRUE(comes_true([&] { return control.paused(); }));
    EXPECT_FALSE(control.stop_requested());
}

TEST_F(RunFolder, AControlFileWaitsForItsWords) {
    RunDir dir(folder_);
    RunControl control;
    std::ofstream file(dir.paths().control());  // there, and still empty
    ControlListener listener(control, dir.paths().control(), -1);
    std::this_thread::sleep_for(std::chrono::milliseconds(1200));  // looked at twice
    EXPECT_TRUE(std::filesystem::exists(dir.paths().control()));
    file << "pause" << std::flush;
    EXPECT_TRUE(comes_true([&] { return control.paused(); }));
}

TEST_F(RunFolder, CommandsOnADescriptorAreObeyedLineByLine) {
    RunDir dir(folder_);
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    RunControl control;
    ControlListener listener(control, dir.paths().control(), ends[0]);
    ASSERT_EQ(::write(ends[1], "nonsense\npau", 12), 12);
    ASSERT_EQ(::write(ends[1], "se\n", 3), 3);
    EXPECT_TRUE(comes_true([&] { return control.paused(); }));
    ASSERT_EQ(::write(ends[1], "resume\nstop\n", 12), 12);
    EXPECT_TRUE(comes_true([&] { return control.stop_requested(); }));
    EXPECT_FALSE(control.paused());
    ::close(ends[1]);
}

TEST(JobSpec, GoesThroughJsonAndMakesTheArguments) {
    JobSpec job;
    job.config = "rtrack-256";
    job.settings = {"epochs=3", "data.train=got10k:/data"};
    job.run_folder = "/runs/a b";
    job.resume = true;
    EXPECT_EQ(job_from_json(json_from_job(job)), job);
    EXPECT_EQ(job.arguments(),
              (std::vector<std::string>{"train", "rtrack-256", "--set", "epochs=3", "--set",
                                        "data.train=got10k:/data", "--run", "/runs/a b", "--resume"}));
    EXPECT_THROW((void)job_from_json({{"settings", 5}}), Error);
}

}  // namespace
}  // namespace rtrack
