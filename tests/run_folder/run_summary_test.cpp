#include "training/run/run_summary.h"

#include <cmath>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"
#include "training/run/run_dir.h"
#include "training/run/run_history.h"

namespace rtrack {
namespace {

TEST(RunSummary, StateFollowsFromStatusLockAndHost) {
    const TemporaryFolder root;
    {
        const RunDir run(root / "run");
        run.write_status({{"state", "running"}, {"step", 3}, {"seconds_left", 90}});
        const RunSummary running = read_run_summary(root / "run");
        EXPECT_EQ(running.state, RunState::Running);
        EXPECT_EQ(running.minutes_left, 1.5);
        EXPECT_FALSE(running.silent);
        run.write_status({{"state", "paused"}});
        EXPECT_EQ(read_run_summary(root / "run").state, RunState::Paused);
    }
    EXPECT_EQ(read_run_summary(root / "run").state, RunState::Interrupted);
    EXPECT_FALSE(read_run_summary(root / "run").minutes_left);
    root.write("far/status.json", R"({"state":"running","host":"no such host"})");
    EXPECT_EQ(read_run_summary(root / "far").state, RunState::Elsewhere);
    root.write("bad/status.json", R"({"state":"failed","exit_code":4,"message":"no memory","step":"seven"})");
    const RunSummary failed = read_run_summary(root / "bad");
    EXPECT_EQ(failed.state, RunState::Failed);
    EXPECT_EQ(failed.exit_code, 4);
    EXPECT_EQ(failed.message, "no memory");
    EXPECT_EQ(failed.step, 0);
    root.write("to come/job.json", "{}");
    EXPECT_EQ(read_run_summary(root / "to come").state, RunState::Waiting);
}

TEST(RunSummary, ARunThatIsNotHeardOfIsSilent) {
    const TemporaryFolder root;
    const RunDir run(root / "run");
    run.write_status({{"state", "running"}});
    const auto before = std::filesystem::file_time_type::clock::now() - std::chrono::seconds(60);
    for (const auto& file : {run.paths().lock(), run.paths().status()}) {
        std::filesystem::last_write_time(file, before);
    }
    EXPECT_TRUE(read_run_summary(root / "run").silent);
    beat(run.paths());
    EXPECT_FALSE(read_run_summary(root / "run").silent);
}

TEST(RunSummary, ARunWithSlowStepsIsHeardOfSeldom) {
    const TemporaryFolder root;
    const RunDir run(root / "run");
    const auto silent_for = [&](int seconds, const nlohmann::json& status) {
        run.write_status(status);
        const auto then = std::filesystem::file_time_type::clock::now() - std::chrono::seconds(seconds);
        for (const auto& file : {run.paths().lock(), run.paths().status()})
            std::filesystem::last_write_time(file, then);
        return read_run_summary(root / "run").silent;
    };
    const nlohmann::json slow = {{"state", "running"}, {"step", 2}, {"steps", 9}, {"minutes", 2}};
    EXPECT_FALSE(silent_for(59, slow));
    EXPECT_TRUE(silent_for(200, slow));
    EXPECT_TRUE(silent_for(59, {{"state", "running"}, {"step", 60}, {"steps", 90}, {"minutes", 2}}));
    EXPECT_FALSE(silent_for(59, {{"state", "running"}, {"step", 0}, {"steps", 90}}));
    EXPECT_TRUE(silent_for(200, {{"state", "running"}, {"step", 0}, {"steps", 90}}));
}

TEST(RunSummary, AProcessThatNeverSaidAnythingIsSilentSinceItWasStarted) {
    const TemporaryFolder root;
    root.write("run/job.json", "{}");
    const RunPaths paths(root / "run");
    EXPECT_LT(seconds_since_beat(paths).value(), kSilentSeconds);
    std::filesystem::last_write_time(
        paths.job(), std::filesystem::file_time_type::clock::now() - std::chrono::seconds(60));
    EXPECT_GT(seconds_since_beat(paths).value(), kSilentSeconds);
}

TEST(RunSummary, FoldersAreFoundAtAnyLevelButNotInsideRuns) {
    const TemporaryFolder root;
    root.write("b/config.yaml", "epochs: 1\n");
    root.write("b/results/status.json", "{}");
    root.write("a/copied/run/events.jsonl", "");
    root.write("a/notes.txt", "");
    root.write("1/2/3/4/5/status.json", "{}");
    const std::vector<std::filesystem::path> expected = {root / "a/copied/run", root / "b"};
    EXPECT_EQ(find_run_folders(root.path()), expected);
    EXPECT_TRUE(find_run_folders(root / "nowhere").empty());
}

TEST(RunSummary, OptionsAreFlatAndTheirDifferencesListed) {
    const TemporaryFolder root;
    root.write("config.yaml", "epochs: 4\ndata:\n  train: [a, b]\n  sampler:\n    max_gap: 60\ninit:\n");
    const auto options = read_run_options(root / "config.yaml");
    const std::map<std::string, std::string> expected = {
        {"epochs", "4"}, {"data.train", "a,b"}, {"data.sampler.max_gap", "60"}, {"init", ""}};
    EXPECT_EQ(options, expected);
    root.write("broken.yaml", "a: [");
    EXPECT_THROW(static_cast<void>(read_run_options(root / "broken.yaml")), Error);

    const auto differing = differing_options({{{"x", "1"}, {"y", "2"}}, {{"x", "1"}, {"z", "3"}}});
    const std::map<std::string, std::vector<std::string>> rows = {{"y", {"2", ""}}, {"z", {"", "3"}}};
    EXPECT_EQ(differing, rows);
}

TEST(RunHistory, KeepsWhatResumptionsLeft) {
    RunHistory history;
    const auto step = [&](int number, double loss) {
        history.add({"step", {{"step", number}, {"pairs", 2 * number}, {"loss_total", loss}}, ""});
    };
    const auto validation = [&](int number, const char* dataset, double ao) {
        history.add({"validation", {{"step", number}, {"dataset", dataset}, {"ao", ao}}, ""});
    };
    step(1, 3);
    step(2, 2);
    validation(2, "a", 0.5);
    validation(2, "b", 0.7);
    step(3, 1);
    validation(3, "a", 0.9);
    history.add({"hello", {{"step", 2}}, ""});
    history.add({"config", {{"options", {{"epochs", "4"}}}}, ""});
    history.add({"nonsense", {{"step", 9}}, ""});
    EXPECT_EQ(history.steps(), (std::vector<double>{1, 2}));
    EXPECT_EQ(history.values(StepFigure::LossTotal), (std::vector<double>{3, 2}));
    EXPECT_TRUE(std::isnan(history.values(StepFigure::Iou)[0]));
    ASSERT_TRUE(history.best());
    EXPECT_DOUBLE_EQ(history.best()->ao, 0.6);
    EXPECT_EQ(history.mean_validations().size(), 1u);
    EXPECT_EQ(history.options().at("epochs"), "4");
}

TEST(RunHistory, OfARunKilledBeforeItsFirstCheckpointBeginsAnew) {
    const TemporaryFolder root;
    std::string lines;
    for (int attempt = 0; attempt < 2; ++attempt) {
        lines += line_from_event({"hello", {{"resumed", false}, {"step", 0}}, ""}) + "\n";
        lines += line_from_event({"step", {{"step", 10}}, ""}) + "\n";
        lines += line_from_event({"epoch_end", {{"epoch", 1}, {"step", 10}}, ""}) + "\n";
    }
    root.write("events.jsonl", lines);
    const RunHistory history = read_run_history(root.path());
    EXPECT_EQ(history.steps(), std::vector<double>{10});
    ASSERT_EQ(history.epochs().size(), 1u);
    EXPECT_EQ(history.epochs()[0].epoch, 1);
    EXPECT_TRUE(read_run_history(root / "nothing").steps().empty());
}

TEST(EventReader, ReadsALongFileInParts) {
    const TemporaryFolder root;
    std::string lines;
    for (int i = 0; i < 20; ++i) lines += line_from_event({"step", {{"step", i}}, ""}) + "\n";
    root.write("events.jsonl", lines + "{\"version\":1");
    EventReader reader(root / "events.jsonl");
    std::vector<double> steps;
    for (int round = 0; round < 100 && steps.size() < 20; ++round) {
        const auto events = reader.read_new(/*most_bytes=*/10);  // less than a line
        EXPECT_LT(events.size(), 3u);
        for (const Event& event : events) steps.push_back(event.number("step"));
    }
    ASSERT_EQ(steps.size(), 20u);
    for (size_t i = 0; i < steps.size(); ++i) EXPECT_EQ(steps[i], static_cast<double>(i));
    EXPECT_TRUE(reader.read_new(10).empty());
}

}  // namespace
}  // namespace rtrack
