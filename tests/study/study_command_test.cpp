// rtrack study from outside, on generated videos: a study that is killed again and again ends as one that was
// not.

#include <chrono>
#include <random>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/program.h"
#include "tests/training_data/test_scene.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

class StudyCommand : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(folder_.path() / "data");
        std::ofstream list(folder_.path() / "data" / "list.txt");
        for (const char* name : {"one", "two"}) {
            test::write_video(folder_.path() / "data", name, 6, name == std::string("one"));
            list << name << "\n";
        }
    }

    /// A network and a budget that take seconds.
    [[nodiscard]] std::vector<std::string> arguments(const std::string& run) const {
        const std::string data = "got10k:" + (folder_.path() / "data").string();
        std::vector<std::string> list = {RTRACK_PROGRAM,
                                         "study",
                                         "fig-a3",
                                         "--run",
                                         (folder_.path() / run).string(),
                                         "--config",
                                         "tiny",
                                         "--pairs",
                                         "48",
                                         "--seeds",
                                         "1,2",
                                         "--variants",
                                         "one-to-one,one-to-many-leading",
                                         "--dataset",
                                         data};
        for (const std::string& setting :
             {"data.train=" + data, std::string("epochs=3"), std::string("batch_size=4"),
              std::string("threads=1"), std::string("device=cpu"), std::string("model.template_size=32"),
              std::string("model.search_size=64"), std::string("model.embed_dim=32"),
              std::string("model.depth=2"), std::string("model.heads=2"),
              std::string("model.elimination_layers=1"), std::string("model.head_channels=32"),
              std::string("model.head_layers=1"), std::string("optimizer.learning_rate=1e-3"),
              std::string("data.sampler.min_frames=2"), std::string("data.sampler.min_visible_frames=2"),
              std::string("checkpoint_every_minutes=0")}) {
            list.push_back("--set");
            list.push_back(setting);
        }
        return list;
    }

    /// Until its end. @return the exit code; stderr is in `errors_`.
    int run(const std::vector<std::string>& arguments) {
        Program program(arguments, folder_.path());
        const int code = program.wait();
        errors_ = program.errors();
        return code;
    }

    /// Until the first run has written one, or the program's end.
    void wait_for_checkpoint(Program& program, const std::string& run) const {
        const fs::path first = folder_.path() / run / "one-to-one-seed1" / "checkpoints" / "last.safetensors";
        while (!fs::exists(first) && program.running())
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }

    std::string errors_;
    const TemporaryFolder folder_;
};

TEST_F(StudyCommand, KilledAgainAndAgainGivesTheTableOfTheUninterruptedOne) {
    const auto began = std::chrono::steady_clock::now();
    ASSERT_EQ(run(arguments("whole")), 0) << errors_;
    const auto takes =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    std::mt19937 random(3);
    int kills = 0;
    int code = -SIGKILL;
    for (int attempt = 0; attempt < 4 && code != 0; ++attempt) {
        Program child(arguments("killed"), folder_.path());
        if (attempt == 0) {  // in its first run, even if the machine is faster by now
            wait_for_checkpoint(child, "killed");
        } else {
            std::this_thread::sleep_for(takes / 2 + std::chrono::milliseconds(random() % 300));
        }
        child.signal(SIGKILL);
        code = child.wait();
        ASSERT_TRUE(code == 0 || code == -SIGKILL) << child.errors();
        kills += code == 0 ? 0 : 1;
    }
    EXPECT_GE(kills, 1);
    ASSERT_EQ(run(arguments("killed")), 0) << errors_;
    for (const char* file : {"table.csv", "curves.csv", "study.json"}) {
        const std::string whole = bytes_of(folder_.path() / "whole" / file);
        EXPECT_FALSE(whole.empty()) << file;
        EXPECT_EQ(bytes_of(folder_.path() / "killed" / file), whole) << file;
    }

    const nlohmann::json study = nlohmann::json::parse(bytes_of(folder_.path() / "whole" / "study.json"));
    EXPECT_EQ(study.at("complete"), true);
    for (const nlohmann::json& variant : study.at("variants")) {
        EXPECT_EQ(variant.at("curve").size(), 3U);
        EXPECT_EQ(variant.at("curve").at(2).at("pairs"), 48);
        const nlohmann::json& summary = variant.at("summary");
        EXPECT_EQ(summary.at("training").at("iou").at("seeds"), 2);
        EXPECT_EQ(summary.size(), 2U);  // training and the data set
    }
    EXPECT_NE(study.at("variants").at(0).at("curve"), study.at("variants").at(1).at("curve"));

    // Finished runs are kept: nothing is trained any more, and nothing changes.
    const std::string events = bytes_of(folder_.path() / "whole" / "one-to-one-seed1" / "events.jsonl");
    ASSERT_EQ(run(arguments("whole")), 0) << errors_;
    EXPECT_EQ(bytes_of(folder_.path() / "whole" / "one-to-one-seed1" / "events.jsonl"), events);

    std::vector<std::string> other_budget = arguments("whole");
    std::replace(other_budget.begin(), other_budget.end(), std::string("48"), std::string("96"));
    EXPECT_EQ(run(other_budget), 2);
    EXPECT_NE(errors_.find("pairs_per_epoch"), std::string::npos) << errors_;
}

TEST_F(StudyCommand, RefusesToSetWhatTheStudyVaries) {
    std::vector<std::string> list = arguments("refused");
    list.insert(list.end(), {"--set", "assigner.kind=max_iou"});
    EXPECT_EQ(run(list), 2);
    EXPECT_NE(errors_.find("assigner.kind"), std::string::npos) << errors_;
    EXPECT_FALSE(fs::exists(folder_.path() / "refused"));
}

TEST_F(StudyCommand, AModelThatOneVariantCannotStartFromIsRefusedBeforeAnyIsTrained) {
    std::vector<std::string> list = arguments("first");
    std::replace(list.begin(), list.end(), std::string("1,2"), std::string("1"));
    std::replace(list.begin(), list.end(), std::string("one-to-one,one-to-many-leading"),
                 std::string("one-to-one"));
    ASSERT_EQ(run(list), 0) << errors_;
    const fs::path model = folder_.path() / "first/one-to-one-seed1/checkpoints/model.safetensors";
    list = arguments("second");
    std::replace(list.begin(), list.end(), std::string("fig-a3"), std::string("fig-a1"));
    std::replace(list.begin(), list.end(), std::string("one-to-one,one-to-many-leading"),
                 std::string("points-9-positions-1,points-16"));
    list.insert(list.end(), {"--set", "init=" + model.string()});
    EXPECT_EQ(run(list), 2);
    EXPECT_NE(errors_.find("model.points = 9, the run asks for 16"), std::string::npos) << errors_;
    EXPECT_FALSE(fs::exists(folder_.path() / "second"));
}

TEST_F(StudyCommand, StopsOnRequestWithExitCode5) {
    std::vector<std::string> list = arguments("stopped");
    std::replace(list.begin(), list.end(), std::string("48"), std::string("4800"));
    Program child(list, folder_.path());
    wait_for_checkpoint(child, "stopped");
    child.signal(SIGTERM);
    EXPECT_EQ(child.wait(), 5) << child.errors();
}

}  // namespace
}  // namespace rtrack
