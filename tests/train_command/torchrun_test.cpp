// Two processes under torchrun, as the README starts them. Needs a Python with torch: RTRACK_PYTHON names
// one.

#include <cmath>
#include <optional>

#include "tests/train_command/small_training.h"
#include "training/run/events.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

class Torchrun : public SmallTraining {
protected:
    void SetUp() override {
        SmallTraining::SetUp();
        const std::string question = python() + " -c 'import torch.distributed.run' 2>/dev/null";
        if (std::system(question.c_str()) != 0) {
            GTEST_SKIP() << python() << " has no torch; RTRACK_PYTHON names a Python that has";
        }
    }

    [[nodiscard]] static std::string python() {
        const char* given = std::getenv("RTRACK_PYTHON");
        return given ? given : "python3";
    }

    [[nodiscard]] std::vector<std::string> under_torchrun(std::vector<std::string> command) const {
        // After "--", because torchrun takes our --run for the beginning of its own --run-path.
        std::vector<std::string> list = {
            "/usr/bin/env",     python(), "-m", "torch.distributed.run", "--standalone", "--no-python",
            "--nproc-per-node", "2",      "--"};
        list.insert(list.end(), command.begin(), command.end());
        return list;
    }
};

std::vector<Event> steps_of(const fs::path& run) {
    std::vector<Event> steps = EventReader(RunPaths(run).events()).read_new();
    std::erase_if(steps, [](const Event& event) { return event.name != "step"; });
    return steps;
}

TEST_F(Torchrun, TwoProcessesGiveTheLossesOfOneWithTheWholeBatch) {
    const std::vector<std::string> settings = {"epochs=3"};
    Program alone(arguments(folder_ / "alone", settings), folder_.path());
    ASSERT_EQ(alone.wait(), 0) << alone.errors();
    Program together(under_torchrun(arguments(folder_ / "together", settings)), folder_.path());
    ASSERT_EQ(together.wait(), 0) << together.errors();
    const std::vector<Event> one = steps_of(folder_ / "alone");
    const std::vector<Event> two = steps_of(folder_ / "together");
    ASSERT_EQ(one.size(), 3U * kStepsPerEpoch);
    ASSERT_EQ(two.size(), one.size());
    for (size_t i = 0; i < one.size(); ++i) {
        for (const char* field : {"loss_total", "iou", "positives", "gradient_norm"}) {
            const double expected = one[i].number(field);
            // Sums in another order, through twelve steps of AdamW: 3e-7 was seen at a batch of 64, and a
            // step that falls on a threshold of the assigner may differ more.
            EXPECT_NEAR(two[i].number(field), expected, 2e-3 * (1 + std::abs(expected)))
                << field << " at step " << i + 1;
        }
    }
    EXPECT_NEAR(two[0].number("loss_total"), one[0].number("loss_total"), 1e-5);
}

/// The process below `parent` that torchrun gave this rank.
std::optional<pid_t> worker_of_rank(pid_t parent, int rank) {
    const std::string wanted = "RANK=" + std::to_string(rank);
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const std::string status = bytes_of(entry.path() / "status");
        if (status.find("\nPPid:\t" + std::to_string(parent) + "\n") == std::string::npos) continue;
        std::istringstream variables(bytes_of(entry.path() / "environ"));
        for (std::string variable; std::getline(variables, variable, '\0');) {
            if (variable == wanted) return std::stoi(name);
        }
    }
    return std::nullopt;
}

TEST_F(Torchrun, OneProcessKilledEndsAllWithAnErrorAndTheRunResumes) {
    int64_t step = 0;
    {
        Program program(under_torchrun(arguments(run_)), folder_.path());
        wait_for_steps(program, run_, 6);
        const auto first = worker_of_rank(program.process(), 0);
        const auto second = worker_of_rank(program.process(), 1);
        ASSERT_TRUE(first && second);
        ::kill(*second, SIGKILL);
        EXPECT_NE(program.wait(), 0);
        EXPECT_FALSE(fs::exists("/proc/" + std::to_string(*first))) << "rank 0 goes on";
        step = read_status(run_)->at("step").get<int64_t>();
        EXPECT_NE(read_status(run_)->at("state"), "finished");
    }
    std::vector<std::string> again = arguments(run_, {"epochs=" + std::to_string(step / kStepsPerEpoch + 2)});
    again.emplace_back("--resume");
    Program resumed(under_torchrun(again), folder_.path());
    EXPECT_EQ(resumed.wait(), 0) << resumed.errors();
    EXPECT_EQ(read_status(run_)->at("state"), "finished");
}

}  // namespace
}  // namespace rtrack
