#include "training/learn/distributed.h"

#include <cstdlib>
#include <map>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/learn/tiny_training.h"
#include "tracking/base/error.h"
#include "training/learn/train_run.h"
#include "training/run/events.h"

namespace rtrack {
namespace {

/// @param norm  batch or group; with batch the stem has it too
TrainOptions shared_options(const std::string& norm) {
    TrainOptions options = tiny_options();
    options.model.head_norm = norm;
    if (norm == "batch") options.model.stem = "convolution";
    options.epochs = 2;
    options.batch_size = 8;
    options.data.pairs_per_epoch = 40;  // 5 steps an epoch
    return options;
}

/// Asks for a stop on the way, if `step` is not 0.
class StoppingSource : public RectangleSource {
public:
    StoppingSource(const TrainOptions& options, int rank, int world, int step, RunControl& control)
        : RectangleSource(options, 0, rank, world),
          step_(step),
          control_(control),
          warnings_{"of all", "of rank " + std::to_string(rank)} {}
    std::optional<Batch> next() override {
        if (++calls_ == step_) control_.request_stop();
        return RectangleSource::next();
    }
    std::vector<std::string> take_warnings() override { return std::exchange(warnings_, {}); }

private:
    int step_;
    RunControl& control_;
    std::vector<std::string> warnings_;
    int calls_ = 0;
};

/// One of several processes: this test program, started anew for this one case.
TEST(DistributedWorker, DISABLED_Trains) {
    const auto place = place_from_environment();
    ASSERT_TRUE(place.has_value());
    const auto processes = join_processes(*place);
    ASSERT_EQ(processes->settle_device(at::kCPU), "Gloo");
    static RunControl control;
    TrainRun run;
    run.options = shared_options(std::getenv("RTRACK_WORKER_NORM"));
    run.folder = std::getenv("RTRACK_WORKER_FOLDER");
    run.resume = true;
    if (place->rank > 0) {  // another machine, with other random numbers and without the run folder
        run.options.seed += 7;
        run.folder += "-elsewhere";
    }
    run.control = &control;
    run.processes = processes.get();
    const char* stops_at = std::getenv("RTRACK_WORKER_STOPS_AT");
    StoppingSource source(run.options, place->rank, place->world, stops_at ? std::atoi(stops_at) : 0,
                          control);
    if (std::getenv("RTRACK_WORKER_DIES") && place->rank == 1) ::_exit(9);
    train_in_folder(run, source);
}

int free_port() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address);
    socklen_t size = sizeof address;
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(descriptor);
    return ::ntohs(address.sin_port);
}

using Variables = std::map<std::string, std::string>;

pid_t start_worker(const std::filesystem::path& folder, int rank, int port, const Variables& variables = {}) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
    ::setenv("RTRACK_WORKER_FOLDER", folder.c_str(), 1);
    ::setenv("RANK", std::to_string(rank).c_str(), 1);
    ::setenv("WORLD_SIZE", "2", 1);
    ::setenv("MASTER_ADDR", "127.0.0.1", 1);
    ::setenv("MASTER_PORT", std::to_string(port).c_str(), 1);
    ::setenv("GLOO_SOCKET_IFNAME", "lo", 1);
    const int nothing = ::open("/dev/null", O_WRONLY);
    ::dup2(nothing, STDOUT_FILENO);
    ::dup2(nothing, STDERR_FILENO);
    ::execl("/proc/self/exe", "learn_tests", "--gtest_also_run_disabled_tests",
            "--gtest_filter=DistributedWorker.DISABLED_Trains", nullptr);
    ::_exit(127);
}

int exit_code_of(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

class Distributed : public testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directories(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("rtrack_distributed_" + std::to_string(::getpid()));
};

class DistributedNorms : public Distributed, public testing::WithParamInterface<const char*> {};

TEST_P(DistributedNorms, TwoProcessesGiveTheLossesOfOneWithTheWholeBatch) {
    const Variables norm = {{"RTRACK_WORKER_NORM", GetParam()}};
    Variables stops = norm;
    stops["RTRACK_WORKER_STOPS_AT"] = "4";
    // In two parts: the second goes on from the checkpoint that rank 0 alone has.
    for (const Variables& part : {stops, norm}) {
        const int port = free_port();
        const pid_t first = start_worker(folder_ / "two", 0, port, part);
        const pid_t second = start_worker(folder_ / "two", 1, port, part);
        ASSERT_EQ(exit_code_of(first), 0);
        ASSERT_EQ(exit_code_of(second), 0);
    }
    EXPECT_EQ(read_status(folder_ / "two")->at("state"), "finished");
    std::vector<std::string> warnings;
    for (const Event& event : EventReader(RunPaths(folder_ / "two").events()).read_new()) {
        if (event.name == "warning") warnings.push_back(event.fields.at("message"));
    }
    const std::vector<std::string> of_a_part = {"of all", "of rank 0", "of rank 1"};
    std::vector<std::string> expected = of_a_part;
    expected.insert(expected.end(), of_a_part.begin(), of_a_part.end());
    EXPECT_EQ(warnings, expected);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "two-elsewhere")) << "rank 0 alone writes";

    RunControl control;
    TrainRun run;
    run.options = shared_options(GetParam());
    run.folder = folder_ / "one";
    run.control = &control;
    RectangleSource source(run.options, 0);
    train_in_folder(run, source);

    const auto steps_of = [](const std::filesystem::path& folder) {
        std::vector<Event> steps;
        for (Event& event : EventReader(RunPaths(folder).events()).read_new()) {
            if (event.name == "step") steps.push_back(std::move(event));
        }
        return steps;
    };
    const auto one = steps_of(folder_ / "one");
    const auto two = steps_of(folder_ / "two");
    ASSERT_EQ(one.size(), 10U);
    ASSERT_EQ(two.size(), 10U);  // and not twenty
    for (size_t i = 0; i < one.size(); ++i) {
        for (const char* field : {"loss_total", "loss_cls", "loss_init", "loss_refine", "loss_affinity",
                                  "iou", "positives", "gradient_norm"}) {
            // Sums in another order, carried through ten steps of AdamW, whose first steps divide by tiny
            // moments.
            EXPECT_NEAR(one[i].number(field), two[i].number(field),
                        2e-3 * (1 + std::abs(one[i].number(field))))
                << field << " at step " << i + 1;
        }
    }
    EXPECT_NEAR(one[0].number("loss_total"), two[0].number("loss_total"), 1e-5);
}

INSTANTIATE_TEST_SUITE_P(Norms, DistributedNorms, testing::Values("group", "batch"));

TEST_F(Distributed, OneProcessDyingEndsTheOtherWithAnError) {
    const int port = free_port();
    const Variables dies = {{"RTRACK_WORKER_DIES", "1"}, {"RTRACK_WORKER_NORM", "group"}};
    const pid_t first = start_worker(folder_ / "dying", 0, port, dies);
    const pid_t second = start_worker(folder_ / "dying", 1, port, dies);
    EXPECT_EQ(exit_code_of(second), 9);
    EXPECT_NE(exit_code_of(first), 0);
}

TEST(ProcessPlace, GivesEachProcessItsOwnGpu) {
    ProcessPlace place;
    place.local_rank = 1;
    EXPECT_EQ(device_of_process("cuda", place, 2), "cuda:1");
    EXPECT_EQ(device_of_process("auto", place, 2), "cuda:1");
    EXPECT_EQ(device_of_process("auto", place, 1), "auto");
    EXPECT_EQ(device_of_process("cuda:3", place, 4), "cuda:3");
    EXPECT_EQ(device_of_process("cpu", place, 2), "cpu");
}

TEST(ProcessPlace, IsReadFromTorchrunsVariables) {
    ::setenv("WORLD_SIZE", "4", 1);
    ::setenv("RANK", "3", 1);
    ::setenv("MASTER_ADDR", "node1", 1);
    ::setenv("MASTER_PORT", "29500", 1);
    ::setenv("LOCAL_RANK", "1", 1);
    const auto place = place_from_environment();
    ASSERT_TRUE(place.has_value());
    EXPECT_EQ(place->rank, 3);
    EXPECT_EQ(place->world, 4);
    EXPECT_EQ(place->local_rank, 1);
    EXPECT_EQ(place->master_address, "node1");
    ::setenv("RANK", "4", 1);
    EXPECT_THROW((void)place_from_environment(), Error);
    ::setenv("WORLD_SIZE", "1", 1);
    EXPECT_FALSE(place_from_environment().has_value());
    for (const char* name : {"WORLD_SIZE", "RANK", "MASTER_ADDR", "MASTER_PORT", "LOCAL_RANK"})
        ::unsetenv(name);
}

}  // namespace
}  // namespace rtrack
