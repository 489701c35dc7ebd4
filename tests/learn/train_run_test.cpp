#include "training/learn/train_run.h"

#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/learn/tiny_training.h"
#include "tests/support/errors.h"
#include "tracking/base/error.h"
#include "tracking/model/safetensors.h"
#include "training/learn/event_observer.h"
#include "training/run/events.h"

namespace rtrack {
namespace {

class TrainRunTest : public testing::Test {
protected:
    void TearDown() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] TrainRun run(const std::string& name) {
        TrainRun run;
        run.options = tiny_options();
        run.options.epochs = 3;
        run.options.data.pairs_per_epoch = 16;  // 4 steps an epoch
        run.options.checkpoint_every_minutes = 0;
        run.folder = folder_ / name;
        run.control = &control_;
        return run;
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("rtrack_train_run_" + std::to_string(::getpid()));
    RunControl control_;
};

std::vector<Event> events_of(const std::filesystem::path& folder) {
    return EventReader(RunPaths(folder).events()).read_new();
}

std::vector<std::string> names_of(const std::vector<Event>& events) {
    std::vector<std::string> names;
    for (const Event& event : events) names.push_back(event.name);
    return names;
}

/// One process that notes what state the run had at its last exchange with the others.
class WatchingProcess : public ProcessGroup {
public:
    explicit WatchingProcess(std::filesystem::path folder) : folder_(std::move(folder)) {}
    [[nodiscard]] int rank() const override { return 0; }
    [[nodiscard]] int size() const override { return 1; }
    void sum(std::vector<at::Tensor>&) override {
        if (const auto status = read_status(folder_)) last_state = status->at("state");
    }
    void broadcast(std::vector<at::Tensor>&) override {}

    std::string last_state;

private:
    std::filesystem::path folder_;
};

TEST_F(TrainRunTest, OfSeveralProcessesNoneLeavesAStopBeforeTheFilesAreWritten) {
    TrainRun run = this->run("together");
    WatchingProcess processes(run.folder);
    run.processes = &processes;
    RectangleSource source(run.options, 0);
    control_.request_stop();
    EXPECT_EQ(train_in_folder(run, source).end, Trainer::End::Stopped);
    EXPECT_EQ(processes.last_state, "stopped");
}

TEST_F(TrainRunTest, WritesTheWholeFolder) {
    const TrainRun run = this->run("whole");
    RectangleSource source(run.options, 0);
    EXPECT_EQ(train_in_folder(run, source).step, 12);
    const RunPaths paths(run.folder);
    for (const auto& file : {paths.config(), paths.environment(), paths.events(), paths.log(),
                             paths.last_checkpoint(), paths.model(), paths.status()}) {
        EXPECT_TRUE(std::filesystem::exists(file)) << file;
    }
    const auto events = events_of(run.folder);
    const auto names = names_of(events);
    EXPECT_EQ(names.front(), "hello");
    EXPECT_EQ(names.at(1), "config");
    EXPECT_EQ(names.back(), "end");
    EXPECT_EQ(std::count(names.begin(), names.end(), "step"), 12);
    EXPECT_EQ(std::count(names.begin(), names.end(), "epoch_begin"), 3);
    EXPECT_EQ(events.back().number("exit_code", -1), 0);
    EXPECT_EQ(read_status(run.folder)->at("state"), "finished");

    TrainOptions read_back;
    OptionTable table;
    read_back.describe(table);
    table.set_from_yaml_file(paths.config().string());
    EXPECT_EQ(read_back.model.embed_dim, run.options.model.embed_dim);
    EXPECT_EQ(read_back.optimizer.learning_rate, run.options.optimizer.learning_rate);
}

TEST_F(TrainRunTest, ARunTellsItsStepsBeforeTheFirstReport) {
    const RunDir run_dir(folder_ / "slow");
    EventWriter writer(run_dir.paths().events(), -1);
    EventObserver observer(writer, run_dir, /*resumed=*/false, /*progress_lines=*/false);
    observer.on_progress(0, 90, 0);
    const auto status = read_status(folder_ / "slow");
    ASSERT_TRUE(status);
    EXPECT_EQ(status->at("state"), "running");
    EXPECT_EQ(status->at("step"), 0);
    EXPECT_EQ(status->at("steps"), 90);
}

TEST_F(TrainRunTest, FinishedRunIsNotOverwrittenWithoutResume) {
    const TrainRun run = this->run("again");
    RectangleSource source(run.options, 0);
    train_in_folder(run, source);
    const std::string message = message_of_error(ErrorCode::Argument, [&] { train_in_folder(run, source); });
    EXPECT_NE(message.find("--resume"), std::string::npos) << message;
}

/// Fails at a step of the middle of the run.
class FailingSource : public RectangleSource {
public:
    using RectangleSource::RectangleSource;
    std::optional<Batch> next() override {
        if (++calls_ == 6) throw Error(ErrorCode::Data, "the data set /data/gone has vanished");
        return RectangleSource::next();
    }

private:
    int calls_ = 0;
};

TEST_F(TrainRunTest, FailureIsAnEventWithItsExitCodeAndTheLastStateIsKept) {
    const TrainRun run = this->run("failing");
    FailingSource source(run.options, 0);
    EXPECT_THROW(train_in_folder(run, source), Error);
    const auto events = events_of(run.folder);
    ASSERT_GE(events.size(), 2U);
    EXPECT_EQ(events[events.size() - 2].name, "error");
    EXPECT_EQ(events[events.size() - 2].number("exit_code"), 3);
    EXPECT_NE(events[events.size() - 2].text("message").find("/data/gone"), std::string::npos);
    EXPECT_EQ(events.back().text("reason"), "failed");
    EXPECT_EQ(read_safetensors(RunPaths(run.folder).last_checkpoint()).metadata.at("step"), "5");
    EXPECT_EQ(read_status(run.folder)->at("exit_code"), 3);
}

TEST_F(TrainRunTest, ResumeThatFailsAtOnceKeepsWhatIsKnownOfTheRun) {
    TrainRun run = this->run("again");
    FailingSource source(run.options, 0);
    EXPECT_THROW(train_in_folder(run, source), Error);
    const auto before = *read_status(run.folder);
    run.resume = true;
    run.make_validator = [](const RunPaths&) -> Validator { throw Error(ErrorCode::Data, "not mounted"); };
    EXPECT_THROW(train_in_folder(run, source), Error);
    const auto after = *read_status(run.folder);
    EXPECT_EQ(after.at("message"), "not mounted");
    for (const char* key : {"state", "step", "steps", "epoch", "pairs", "exit_code"})
        EXPECT_EQ(after.at(key), before.at(key)) << key;
}

/// Fails with an error that is not ours, as Gloo does when another process dies, or the system without
/// memory.
template <typename Failure>
class ForeignFailureSource : public RectangleSource {
public:
    ForeignFailureSource(const TrainOptions& options, const Failure& failure)
        : RectangleSource(options, 0), failure_(failure) {}
    std::optional<Batch> next() override {
        if (++calls_ == 6) throw failure_;
        return RectangleSource::next();
    }

private:
    Failure failure_;
    int calls_ = 0;
};

TEST_F(TrainRunTest, ForeignFailuresAreEventsWithTheirExitCodeToo) {
    const auto exit_code_of = [&](const std::string& name, auto failure) {
        const TrainRun run = this->run(name);
        ForeignFailureSource source(run.options, failure);
        EXPECT_THROW(train_in_folder(run, source), Error);
        EXPECT_EQ(read_safetensors(RunPaths(run.folder).last_checkpoint()).metadata.at("step"), "5");
        EXPECT_EQ(events_of(run.folder).back().text("reason"), "failed");
        return read_status(run.folder)->at("exit_code").template get<int>();
    };
    EXPECT_EQ(exit_code_of("gloo", std::runtime_error("connection reset by peer")), 1);
    EXPECT_EQ(exit_code_of("memory", std::bad_alloc()), 4);
}

TEST_F(TrainRunTest, StopOnRequestEndsWithACheckpoint) {
    const TrainRun run = this->run("stopped");
    RectangleSource source(run.options, 0);
    control_.request_stop();
    EXPECT_EQ(train_in_folder(run, source).end, Trainer::End::Stopped);
    const auto events = events_of(run.folder);
    EXPECT_EQ(events.back().text("reason"), "stopped");
    EXPECT_EQ(events.back().number("exit_code"), 5);
    EXPECT_TRUE(std::filesystem::exists(RunPaths(run.folder).last_checkpoint()));
}

/// The run that is killed: this test program, started anew for this one case.
TEST(TrainRunVictim, DISABLED_Trains) {
    static RunControl control;
    TrainRun run;
    run.options = tiny_options();
    run.options.epochs = 20;
    run.options.data.pairs_per_epoch = 24;
    run.options.alternate_sparse = true;
    run.options.optimizer.average_decay = 0.9;
    run.options.report_every_steps = 4;
    run.options.checkpoint_every_minutes = 0.001;
    run.folder = std::getenv("RTRACK_VICTIM_FOLDER");
    run.resume = true;
    run.control = &control;
    RectangleSource source(run.options, 0);
    train_in_folder(run, source);
}

/// Starts the victim and kills it some time after it wrote its first event. @return its exit code, -9 if
/// killed.
int run_victim(const std::filesystem::path& folder, int kill_after_milliseconds) {
    const std::string variable = "RTRACK_VICTIM_FOLDER=" + folder.string();
    const pid_t child = ::fork();
    if (child == 0) {
        ::putenv(const_cast<char*>(variable.c_str()));
        const int nothing = ::open("/dev/null", O_WRONLY);
        ::dup2(nothing, STDOUT_FILENO);
        ::dup2(nothing, STDERR_FILENO);
        ::execl("/proc/self/exe", "learn_tests", "--gtest_also_run_disabled_tests",
                "--gtest_filter=TrainRunVictim.DISABLED_Trains", nullptr);
        ::_exit(127);
    }
    const auto events_size = [&] {
        std::error_code none_yet;
        return std::filesystem::file_size(RunPaths(folder).events(), none_yet);
    };
    const auto size_before = events_size();
    int status = 0;
    int since_first_event = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (kill_after_milliseconds >= 0 && events_size() != size_before) ++since_first_event;
        if (since_first_event > kill_after_milliseconds && kill_after_milliseconds >= 0) {
            ::kill(child, SIGKILL);
            ::waitpid(child, &status, 0);
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::map<int64_t, std::pair<double, double>> losses_of(const std::filesystem::path& folder) {
    std::map<int64_t, std::pair<double, double>> losses;
    for (const Event& event : events_of(folder)) {
        if (event.name == "step") {
            losses[static_cast<int64_t>(event.number("step"))] = {event.number("loss_total"),
                                                                  event.number("gradient_norm")};
        }
    }
    return losses;
}

TEST_F(TrainRunTest, RunThatIsKilledAgainAndAgainEndsAsTheUninterruptedOne) {
    const auto whole = folder_ / "whole";
    const auto killed = folder_ / "killed";
    std::filesystem::create_directories(folder_);
    const auto start = std::chrono::steady_clock::now();
    ASSERT_EQ(run_victim(whole, -1), 0);
    const std::chrono::duration<double, std::milli> takes = std::chrono::steady_clock::now() - start;
    const int kills = std::getenv("RTRACK_KILLS") ? std::stoi(std::getenv("RTRACK_KILLS")) : 8;
    std::mt19937 random(5);
    int done = 0;
    int code = -SIGKILL;
    const auto longest =
        static_cast<unsigned>(takes.count() / kills) + 1;  // so that half of the run is left in the end
    while (done < kills && code != 0) {
        code = run_victim(killed, static_cast<int>(random() % longest));
        ASSERT_TRUE(code == 0 || code == -SIGKILL) << "exit code " << code;
        if (code == -SIGKILL) ++done;
        const RunPaths paths(killed);
        if (std::filesystem::exists(paths.last_checkpoint())) {
            EXPECT_NO_THROW((void)read_safetensors(paths.last_checkpoint())) << "half written";
        }
    }
    if (code != 0) {
        ASSERT_EQ(run_victim(killed, -1), 0);
    }
    RecordProperty("kills", done);
    EXPECT_GT(done, 0);  // a machine whose speed changes may finish early
    EXPECT_EQ(losses_of(killed), losses_of(whole));
    const TensorFile expected = read_safetensors(RunPaths(whole).last_checkpoint());
    const TensorFile actual = read_safetensors(RunPaths(killed).last_checkpoint());
    for (const auto& [name, tensor] : expected.tensors)
        EXPECT_TRUE(at::equal(tensor, actual.tensors.at(name))) << name;
}

}  // namespace
}  // namespace rtrack
