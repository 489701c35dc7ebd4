#include "training/evaluation/evaluator.h"

#include <atomic>
#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"
#include "training/evaluation/report.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

/// Stays where it started; fails on frames of 1 x 1 pixels.
class StillTracker : public Tracker {
public:
    explicit StillTracker(std::atomic<int>* updates) : updates_(updates) {}
    [[nodiscard]] std::string description() const override { return "still"; }
    void init(const Image&, const Box& box) override { box_ = box; }
    [[nodiscard]] TrackResult update(const Image& frame) override {
        ++*updates_;
        if (frame.width() == 1) throw Error(ErrorCode::Contract, "the frame's size changed");
        TrackResult result;
        result.box = box_;
        return result;
    }

private:
    std::atomic<int>* updates_;
    Box box_;
};

constexpr int kFrames = 5;

/// The truth moves 2 px a frame; "missing" has a picture that cannot be read.
Dataset make_dataset(const std::vector<std::string>& names) {
    Dataset dataset;
    dataset.kind = "got10k";
    dataset.root = "/data/val";
    for (const std::string& name : names) {
        Sequence sequence;
        sequence.name = name;
        for (int i = 0; i < kFrames; ++i) {
            sequence.frames.push_back(name + "/" + std::to_string(i));
            sequence.boxes.push_back({10.0 + 2 * i, 10, 20, 20});
        }
        dataset.sequences.push_back(sequence);
    }
    return dataset;
}

Image load_fake(const fs::path& file) {
    if (file == "missing/3") throw Error(ErrorCode::Data, "cannot read missing/3");
    return file == "resized/2" ? Image(1, 1) : Image(64, 48);
}

class EvaluatorTest : public ::testing::Test {
protected:
    std::vector<SequenceFailure> run(const std::vector<Dataset>& datasets) {
        OnePassOptions options = options_;
        options.results = folder_.path();
        return run_one_pass(datasets, {tracker_}, load_fake, options,
                            [&](const OnePassProgress& progress) { seen_.push_back(progress); });
    }

    TemporaryFolder folder_;
    std::atomic<int> updates_ = 0;
    NamedTracker tracker_{"still", "still 1", [this] { return std::make_unique<StillTracker>(&updates_); }};
    OnePassOptions options_;
    std::vector<OnePassProgress> seen_;
};

TEST_F(EvaluatorTest, WritesResultsThatScoreAsComputedByHand) {
    const Dataset dataset = make_dataset({"a", "b"});
    EXPECT_TRUE(run({dataset}).empty());
    EXPECT_EQ(updates_, 2 * (kFrames - 1));
    const fs::path tracker_folder = folder_.path() / "GOT-10k/still";
    EXPECT_TRUE(fs::exists(tracker_folder / "a/a_001.txt"));
    const DatasetScores scores =
        score_results(dataset, tracker_folder, metric_options_of("got10k", "got10k"), MissingResults::Error);
    double overlap = 0;  // two boxes of 20 px, d px apart: (20 - d) / (20 + d)
    for (int i = 1; i < kFrames; ++i) overlap += (20.0 - 2 * i) / (20.0 + 2 * i) / (kFrames - 1);
    EXPECT_NEAR(scores.total.ao, overlap, 1e-9);
    EXPECT_GT(scores.total.fps, 0);
    EXPECT_EQ(seen_.back().frames_done, 2 * kFrames);
    EXPECT_EQ(seen_.back().frames_total, 2 * kFrames);
}

TEST_F(EvaluatorTest, ReportsBrokenSequencesAndGoesOn) {
    const auto failures = run({make_dataset({"missing", "resized", "good"})});
    ASSERT_EQ(failures.size(), 2U);
    EXPECT_EQ(failures[0].sequence, "missing");
    EXPECT_EQ(failures[1].sequence, "resized");
    EXPECT_FALSE(fs::exists(folder_.path() / "GOT-10k/still/missing/missing_001.txt"));
    EXPECT_TRUE(fs::exists(folder_.path() / "GOT-10k/still/good/good_001.txt"));
    EXPECT_EQ(seen_.back().frames_done, 3 * kFrames);
}

TEST_F(EvaluatorTest, RefusesASequenceWithoutAFirstBox) {
    Dataset dataset = make_dataset({"a"});
    dataset.sequences[0].boxes[0].width = 0;
    EXPECT_EQ(run({dataset}).size(), 1U);
}

TEST_F(EvaluatorTest, ResumeKeepsCompleteFilesOfTheSameTrackerOnly) {
    const Dataset dataset = make_dataset({"a", "b"});
    (void)run({dataset});
    updates_ = 0;
    options_.resume = true;
    (void)run({dataset});
    EXPECT_EQ(updates_, 0);
    tracker_.model_file = "/moved/still.safetensors";
    (void)run({dataset});
    EXPECT_EQ(updates_, 0) << "where its file lies makes it no other tracker";
    std::ifstream written(folder_.path() / "GOT-10k/still/tracker.txt");
    const std::string lines{std::istreambuf_iterator<char>(written), {}};
    EXPECT_EQ(lines, "still 1\n/moved/still.safetensors\n");
    folder_.write("GOT-10k/still/b/b_001.txt", "10.000,10.000,20.000,20.000\n");
    (void)run({dataset});
    EXPECT_EQ(updates_, kFrames - 1) << "the cut-off file is made again";
    tracker_.identity = "still 2";
    const std::string message =
        message_of_error(ErrorCode::Argument, [&] { (void)run({dataset}); });  // in words for the window, too
    EXPECT_NE(message.find("Take another folder of results"), std::string::npos) << message;
    options_.resume = false;
    options_.sequences = {"a"};
    (void)run({dataset});
    EXPECT_FALSE(fs::exists(folder_.path() / "GOT-10k/still/b/b_001.txt"))
        << "the other tracker's result is gone";
}

TEST_F(EvaluatorTest, ASequenceTrackedAnewHasItsOwnResultAlone) {
    const Dataset dataset = make_dataset({"a"});
    (void)run({dataset});
    const fs::path sequence = folder_.path() / "GOT-10k/still/a";
    for (const char* repetition : {"a_002.txt", "a_003.txt"})
        fs::copy_file(sequence / "a_001.txt", sequence / repetition);
    (void)run({dataset});
    EXPECT_TRUE(fs::exists(sequence / "a_001.txt"));
    EXPECT_FALSE(fs::exists(sequence / "a_002.txt"));
    EXPECT_FALSE(fs::exists(sequence / "a_003.txt"));
}

TEST_F(EvaluatorTest, ResultsOfAnotherProgramAreRefusedAndKept) {
    const std::string lines = "1,2,3,4\n";
    folder_.write("GOT-10k/still/a/a_001.txt", lines);
    for (const bool resume : {false, true}) {
        options_.resume = resume;
        EXPECT_THROW((void)run({make_dataset({"a", "b"})}), Error) << resume;
        std::ifstream stream(folder_.path() / "GOT-10k/still/a/a_001.txt");
        EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), lines);
        EXPECT_FALSE(fs::exists(folder_.path() / "GOT-10k/still/tracker.txt"));
    }
}

TEST_F(EvaluatorTest, ThreadsGiveTheSameFiles) {
    std::vector<std::string> names;
    for (int i = 0; i < 20; ++i) names.push_back("s" + std::to_string(i));
    options_.threads = 4;
    EXPECT_TRUE(run({make_dataset(names)}).empty());
    EXPECT_EQ(updates_, 20 * (kFrames - 1));
    for (const std::string& name : names) {
        EXPECT_TRUE(result_is_complete(folder_.path() / "GOT-10k/still", name, ResultLayout::Got10k, kFrames,
                                       {10, 10, 20, 20}));
    }
}

TEST_F(EvaluatorTest, StopsOnRequestAndKeepsWhatIsDone) {
    std::stop_source stop;
    options_.stop = stop.get_token();
    options_.results = folder_.path();
    message_of_error(ErrorCode::Stopped, [&] {
        (void)run_one_pass({make_dataset({"a", "b"})}, {tracker_}, load_fake, options_,
                           [&](const OnePassProgress& progress) {
                               if (progress.sequence_ended) stop.request_stop();
                           });
    });
    EXPECT_TRUE(fs::exists(folder_.path() / "GOT-10k/still/a/a_001.txt"));
    EXPECT_FALSE(fs::exists(folder_.path() / "GOT-10k/still/b/b_001.txt"));
}

TEST_F(EvaluatorTest, HandsOtherErrorsOn) {
    tracker_.make = []() -> std::unique_ptr<Tracker> { throw Error(ErrorCode::OutOfMemory, "full"); };
    options_.threads = 3;
    message_of_error(ErrorCode::OutOfMemory, [&] { (void)run({make_dataset({"a", "b", "c", "d"})}); });
    options_.sequences = {"e"};
    EXPECT_THROW((void)run({make_dataset({"a"})}), Error);
}

TEST(DatasetFolderNames, TellTwoOfAKindApart) {
    std::vector<Dataset> datasets(4);
    const char* roots[] = {"/d/val.txt", "/d/train.txt", "/other/val.txt", "/lasot"};
    for (size_t i = 0; i < 4; ++i) {
        datasets[i].kind = i < 3 ? "got10k" : "lasot";
        datasets[i].root = roots[i];
    }
    EXPECT_EQ(dataset_folder_names("/nothing/here", datasets),
              (std::vector<std::string>{"GOT-10k-val", "GOT-10k-train", "GOT-10k-val-2", "LaSOT"}));
}

TEST(DatasetFolderNames, AreThoseOfEarlierResultsInWhateverCompany) {
    TemporaryFolder folder;
    std::vector<Dataset> two(2);
    for (size_t i = 0; i < 2; ++i) {
        two[i].kind = "got10k";
        two[i].root = folder.path() / (i == 0 ? "x1" : "x2") / "d";
        std::filesystem::create_directories(two[i].root);
    }
    const std::filesystem::path results = folder.path() / "results";
    const NamedTracker tracker = {"t", "t 1", {}};
    OnePassOptions options;
    options.results = results;
    (void)run_one_pass(two, {tracker}, {}, options, {});
    const std::vector<std::string> both = {"GOT-10k-d", "GOT-10k-d-2"};
    EXPECT_EQ(dataset_folder_names(results, two), both);
    EXPECT_EQ(dataset_folder_names(results, {two[1], two[0]}), (std::vector<std::string>{both[1], both[0]}));
    EXPECT_EQ(dataset_folder_names(results, {two[1]}), (std::vector<std::string>{both[1]}));
    Dataset third = two[0];
    third.root = folder.path() / "x3" / "d";
    EXPECT_EQ(dataset_folder_names(results, {third}), (std::vector<std::string>{"GOT-10k"}));
    std::filesystem::rename(folder.path() / "x2", folder.path() / "x4");  // moved: its results are found
    std::filesystem::create_directories(results / "GOT-10k-d-2" / "t");
    EXPECT_EQ(dataset_folder_names(results, {two[0]}), (std::vector<std::string>{both[0]}));
}

DatasetScores scores_of(const std::string& name, double ao, double fps) {
    DatasetScores scores;
    scores.dataset = name;
    scores.options = metric_options_of("got10k", "got10k");
    scores.total.ao = ao;
    scores.total.fps = fps;
    scores.total.norm_precision = std::nan("");
    scores.sequences = {{"s", scores.total}};
    return scores;
}

TEST(Report, HasEveryPromisedKeyAndNullForUnknown) {
    const nlohmann::json report = to_json({{"t", {scores_of("got10k:/a", 0.5, 0)}}});
    const nlohmann::json& tracker = report["trackers"]["t"];
    for (const char* key :
         {"ao", "sr_50", "sr_75", "auc", "precision", "norm_precision", "fps", "sequences"}) {
        EXPECT_TRUE(tracker.contains(key)) << key;
    }
    EXPECT_EQ(tracker["ao"], 0.5);
    EXPECT_TRUE(tracker["norm_precision"].is_null());
    EXPECT_TRUE(tracker["fps"].is_null());
    EXPECT_EQ(tracker["sequences"]["s"]["ao"], 0.5);
    EXPECT_EQ(report["datasets"]["got10k:/a"]["toolkit"], "got10k");
    EXPECT_EQ(nlohmann::json::parse(report.dump()), report);
}

TEST(Report, TakesTheMeanOfSeveralDatasets) {
    const nlohmann::json report =
        to_json({{"t", {scores_of("got10k:/a", 0.5, 10), scores_of("otb:/b", 0.7, 0)}}});
    EXPECT_NEAR(report["trackers"]["t"]["ao"].get<double>(), 0.6, 1e-12);
    EXPECT_EQ(report["trackers"]["t"]["fps"], 10);
    EXPECT_TRUE(report["trackers"]["t"]["sequences"].contains("otb:/b/s"));
}

TEST(Report, TableNamesTrackerAndDefinitions) {
    const std::string table = to_table({{"mytracker", {scores_of("got10k:/a", 0.5, 0)}}});
    EXPECT_NE(table.find("mytracker"), std::string::npos);
    EXPECT_NE(table.find("AO: mean IoU"), std::string::npos);
}

TEST(ScoreResults, NeedsEverySequenceUnlessToldOtherwise) {
    TemporaryFolder folder;
    const Dataset dataset = make_dataset({"a", "b"});
    write_result(folder.path(), "a", ResultLayout::Got10k, dataset.sequences[0].boxes, {});
    const MetricOptions options = metric_options_of("got10k", "got10k");
    EXPECT_THROW((void)score_results(dataset, folder.path(), options, MissingResults::Error), Error);
    const DatasetScores some = score_results(dataset, folder.path(), options, MissingResults::Skip);
    EXPECT_EQ(some.missing, std::vector<std::string>{"b"});
    EXPECT_NEAR(some.total.ao, 1, 1e-12);
}

TEST(ScoreResults, AMissingResultCountsAsEmptyBoxesWhereTheToolkitSaysSoAndIsNamed) {
    TemporaryFolder folder;
    const Dataset dataset = make_dataset({"a", "b"});
    write_result(folder.path(), "a", ResultLayout::Otb, dataset.sequences[0].boxes, {});
    const auto score = [&](const char* toolkit, MissingResults missing) {
        return score_results(dataset, folder.path(), metric_options_of(toolkit, "otb"), missing);
    };
    for (const char* toolkit : {"otb", "pytracking", "ostrack"})
        EXPECT_THROW((void)score(toolkit, MissingResults::Error), Error) << toolkit;
    for (const char* toolkit : {"pytracking", "trackingnet"}) {
        const DatasetScores skipped = score(toolkit, MissingResults::Skip);
        EXPECT_EQ(skipped.missing, std::vector<std::string>{"b"}) << toolkit;
        EXPECT_NEAR(skipped.total.ao, 1, 1e-12) << toolkit;
    }
    const DatasetScores zeros = score("trackingnet", MissingResults::Error);
    EXPECT_LT(zeros.total.ao, 0.7);
    ASSERT_EQ(zeros.faults.size(), 1U);
    EXPECT_NE(zeros.faults[0].message.find("no result of b"), std::string::npos) << zeros.faults[0].message;
}

TEST(ScoreResults, LeavesOutWithheldTruth) {
    TemporaryFolder folder;
    Dataset dataset = make_dataset({"a", "b"});
    dataset.sequences[1].boxes.resize(1);
    for (const Sequence& sequence : dataset.sequences) {
        write_result(folder.path(), sequence.name, ResultLayout::Got10k, dataset.sequences[0].boxes, {});
    }
    const DatasetScores scores =
        score_results(dataset, folder.path(), metric_options_of("got10k", "got10k"), MissingResults::Error);
    EXPECT_EQ(scores.withheld, std::vector<std::string>{"b"});
    EXPECT_EQ(scores.sequences.size(), 1U);
}

}  // namespace
}  // namespace rtrack
